"""Put people at the desk of the served site, with something to decide; print the ways in as JSON.

Run in a process of its own, for Django refuses the database while Playwright runs.
"""

import json
import sys
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402  (all of these need the set-up)
from django.contrib.auth.models import Permission  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from directory.models import Organization  # noqa: E402
from editorial.accounts.roles import Role  # noqa: E402
from editorial.confirming.links import make_link  # noqa: E402
from editorial.documents.apply import fresh_document  # noqa: E402
from editorial.models import EntryVersion, LinkFinding, VisitorReport  # noqa: E402
from editorial.publishing.workflow import propose, publish_at_once  # noqa: E402
from tests.desk_urls import one_url_of_each_kind  # noqa: E402
from tests.people import account, sign_in  # noqa: E402


@override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
def seeded(suffix: str) -> dict[str, str | list[str]]:
    """Make a writer with a proposal, and a publisher who is signed in and may look at everything.

    No administrator: another test makes the first one of this site. Nobody types a password, so
    none is hashed at length.
    """
    writer = account(Role.EDITOR, username=f"anna-{suffix}")
    publisher = account(Role.EDITOR, Role.PUBLISHER, username=f"piet-{suffix}")
    account(Role.PUBLISHER, username=f"sara-{suffix}")
    publisher.user_permissions.set(Permission.objects.all())
    client = Client()
    sign_in(client, publisher)
    proposed, changed = Organization.objects.filter(channels__kind="phone").distinct()[:2]
    base = fresh_document(proposed)
    texts = {
        "description_nl": f"{base['description_nl']} Voorbeeld van een wijziging.",
        "description_en": f"{base['description_en']} An example of a change.",
    }
    proposal = propose(proposed, base | texts, base=base, by=writer, note="Seen on the website.")
    for source in ("Phoned.", "Phoned again."):
        document = fresh_document(changed) | {"source": source}
        publish_at_once(changed, document, by=publisher, note="The number is dead.")
    found = EntryVersion.objects.of(changed).values_list("pk", flat=True).last()
    about: Any = {"model": "directory.Organization", "key": changed.slug}
    now = timezone.now()
    VisitorReport.objects.get_or_create(**about, reason="closed", day=now.date())
    gone = {**about, "field": "website", "url": "https://example.org", "outcome": "gone"}
    if not LinkFinding.objects.filter(**gone).exists():
        LinkFinding.objects.create(**gone, checked_at=now)
    make_link(changed, by=publisher, now=now)
    address = "admin:directory_organization"
    return {
        "cookie": settings.SESSION_COOKIE_NAME,
        "session": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "pages": one_url_of_each_kind(),
        "slug": changed.slug,
        "proposal": proposal.get_absolute_url(),
        "form": reverse(f"{address}_change", args=[changed.pk]),
        "history": reverse(f"{address}_history", args=[changed.pk]),
        "compare": f"{reverse(f'{address}_compare', args=[changed.pk])}?old={found}",
    }


sys.stdout.write(json.dumps({name: seeded(name) for name in sys.argv[1:]}))
