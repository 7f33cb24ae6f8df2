"""Saying of many records at once that they are still correct, with everything that is dated."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, ManyToManyField, prefetch_related_objects
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editorial.audit.log import name_of
from editorial.documents.document import holder_field, holder_of
from editorial.documents.side_by_side import BilingualField, bilingual_fields
from editorial.models import ContactFact, Entry, VerificationMethod
from editorial.verification.seen import Seen, as_seen, whole
from editorial.verification.verify import Verifiable, contacts_of, verify

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = object

METHODS = tuple(
    method for method in VerificationMethod if method != VerificationMethod.ORGANIZATION
)
"""How an editor can have checked; that the organization said it comes by its own link."""

MAX_AT_ONCE = 500
MAX_SEEN = 2_000


@dataclass(frozen=True, slots=True)
class ShownRecord:
    """A record that was chosen, as the page shows it."""

    token: str
    name: str
    sides: Sequence[BilingualField]


@dataclass(frozen=True, slots=True)
class ShownNumber:
    """A number of the chosen entries, whose it is, and how many other entries show it."""

    token: str
    contact: ContactFact
    sides: Sequence[BilingualField]
    holder: str
    uses: int
    is_chosen: bool


def mark_page(
    request: HttpRequest,
    context: dict[str, Any],
    records: Iterable[Verifiable],
    *,
    back: str,
    chosen_numbers: Collection[str] = (),
    error: str = "",
) -> TemplateResponse:
    """Ask whether these records are still correct, and which of their numbers.

    No number is chosen beforehand, and no method: whoever checked says so. A fixed number of
    queries for each kind of record.
    """
    found = whole(records)
    context |= {
        "title": _("Still correct?"),
        "records": [
            ShownRecord(str(Seen.of(record)), str(record), bilingual_fields(record))
            for record in found
        ],
        "numbers": _numbers_of(found, chosen_numbers),
        "methods": METHODS,
        "how": request.POST.get("how", "") if error else "",
        "back": back,
        "error": error,
    }
    return TemplateResponse(
        request, "admin/editorial/work/mark.html", context, status=400 if error else 200
    )


def _numbers_of(records: Sequence[Verifiable], chosen: Collection[str]) -> list[ShownNumber]:
    """Return the numbers that these entries show, apart from those that are asked about anyway."""
    own = {Seen.of(record).reference for record in records}
    contacts = contacts_of(record for record in records if isinstance(record, Entry))
    others = [one for one in whole(contacts) if isinstance(one, ContactFact)]
    prefetch_related_objects(others, *filter(None, {holder_field(type(one)) for one in others}))
    uses = _uses(others)
    return [
        ShownNumber(
            str(seen),
            contact,
            [side for side in bilingual_fields(contact) if side.name != "value"],
            str(holder_of(contact) or ""),
            uses[contact],
            is_chosen=str(seen) in chosen,
        )
        for contact in others
        for seen in [Seen.of(contact)]
        if seen.reference not in own
    ]


def _uses(contacts: Sequence[ContactFact]) -> Counter[ContactFact]:
    """Return by how many entries each number is shown: a query for each kind that refers to it."""
    uses: Counter[ContactFact] = Counter()
    by_key: dict[Any, ContactFact] = {(type(one), one.pk): one for one in contacts}
    for model in apps.get_models():
        if not issubclass(model, Entry) or not model.contact_relation:
            continue
        relation: Any = model._meta.get_field(model.contact_relation)
        if isinstance(relation, ManyToManyField) and contacts:
            rows = model._default_manager.filter(**{f"{relation.name}__in": contacts})
            counted = rows.order_by().values_list(relation.name).annotate(number=Count("pk"))
            for pk, number in counted:
                contact = by_key.get((relation.related_model, pk))
                if contact is not None:
                    uses[contact] += number
    return uses


class MarkPage(ModelAdmin):
    """One view of the admin of verifications: what the page above sends."""

    def mark_view(self, request: HttpRequest) -> HttpResponse:
        """Verify what was shown, as it was shown, and the numbers that were chosen.

        Raise PermissionDenied for an account that records no checks.
        """
        if not request.user.has_perm("editorial.add_verification"):
            raise PermissionDenied
        records, numbers = (_seen(request, name) for name in ("record", "number"))
        back = request.POST.get("back", "")
        if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
            back = reverse("admin:editorial_work_list")
        how = request.POST.get("how", "")
        if how not in METHODS:
            context = {**self.admin_site.each_context(request), "opts": self.opts}
            shown = [record for one in records for record in _found(one)]
            return mark_page(
                request,
                context,
                shown,
                back=back,
                chosen_numbers={str(number) for number in numbers},
                error=_("Choose how you checked it. Nothing was marked."),
            )
        with transaction.atomic():
            unchanged, changed = as_seen([*records, *numbers][:MAX_SEEN])
            verify(unchanged, by=name_of(request.user), how=how)
        _tell(request, unchanged, changed)
        return HttpResponseRedirect(back)


def _tell(request: HttpRequest, marked: Sequence[Verifiable], changed: Sequence[str]) -> None:
    if changed:
        text = _("Changed since you opened the list, look again: %(names)s.")
        messages.error(request, text % {"names": ", ".join(changed)})
    text = ngettext(
        "%(count)s record is marked as still correct.",
        "%(count)s records are marked as still correct.",
        len(marked),
    )
    messages.success(request, text % {"count": len(marked)})


def _seen(request: HttpRequest, name: str) -> list[Seen]:
    """Return what a field names; what is no record of ours is left out."""
    found = []
    for text in request.POST.getlist(name):
        try:
            found.append(Seen.parse(text))
        except ValueError:
            continue
    return found


def _found(seen: Seen) -> list[Verifiable]:
    record = seen.reference.find()
    return [record] if isinstance(record, Entry | ContactFact) else []
