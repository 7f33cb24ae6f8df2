"""A shelter whose address was public until now, with all that the desk keeps of it."""

from django.utils import timezone

from directory.models import Location, Organization
from editorial.documents.apply import fresh_document
from editorial.documents.document import Document
from editorial.models import ConfirmationLink, LinkFinding, Proposal, User
from editorial.publishing.workflow import propose, publish_at_once
from editorial.verification.verify import verify
from tests.directory.builders import make_channel, make_organization, make_service


def make_shelter(publisher: User) -> Organization:
    """Make an organization whose address is in its history, its proposals and its service's."""
    organization = make_organization(slug="shelter", description_nl="Kom naar Kerkstraat 12.")
    Location.objects.create(
        organization=organization,
        key="house",
        confidential=False,
        address_1="Kerkstraat 12",
        postal_code="1017 GA",
        city="Assen",
        latitude="52.99173",
        longitude="6.56482",
        name_nl="Huis in Assen",
        description_nl="Kerkstraat 12, in Assen",
    )
    service = make_service(organization=organization, description_nl="Kerkstraat 12 te vinden")
    for entry in (organization, service):
        document = {**fresh_document(entry), "description_nl": "Wij helpen."}
        publish_at_once(entry, document, by=publisher, note="x")
        propose(entry, {**document, "source": "1017 GA"}, base=document, by=publisher)
    return organization


def note_everywhere(organization: Organization, address: str) -> None:
    """Write an address wherever the desk keeps words about an entry."""
    now = timezone.now()
    reference = {"model": organization._meta.label, "key": organization.slug}
    verify([organization], by="anna", how="phoned", remark=f"Called {address}.")
    ConfirmationLink.objects.create(
        **reference,
        name=f"House ({address})",
        created_by="anna",
        created_at=now,
        expires_at=now,
        remark=f"We moved from {address}.",
    )
    in_a_link = address.replace(" ", "+")
    LinkFinding.objects.create(
        **reference,
        field="website",
        url=f"https://maps.example.org/?q={in_a_link}",
        outcome="works",
        checked_at=now,
    )
    Proposal.objects.of(organization).update(
        note=f"New: {address}", remark=f"Not {address.upper()}?", title=f"House {address}"
    )
    channel = make_channel(organization, key="door", kind="visit", value="By appointment")
    type(channel).objects.filter(pk=channel.pk).update(assured_value=address)


def make_secret(organization: Organization) -> Document:
    document = fresh_document(organization)
    [row] = document["locations"]
    secret = {"address_1": "", "postal_code": "", "city": "", "latitude": None, "longitude": None}
    texts = {"name_nl": "Opvang", "description_nl": "Geheim"}
    return {**document, "locations": [{**row, **secret, **texts, "confidential": True}]}
