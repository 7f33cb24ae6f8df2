"""Two organizations become one: by four eyes, as it was seen, and nothing is lost."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from directory.models import Channel, Organization, OrganizationFact, Service, TopicOwnership
from editorial.accounts.roles import Role
from editorial.audit.log import key_of
from editorial.documents.apply import fresh_document
from editorial.models import Proposal, ProposalState, TranslationSource, User, VisitorReport
from editorial.models.visitor_report import ReportReason
from editorial.publishing.merging import approve_merge, merge_fingerprint, propose_merge
from editorial.publishing.workflow import StaleError, approve, fingerprint, propose
from editorial.translations.sources import note_translations
from editorial.verification.reports import add_report
from rights.models import MunicipalDuty, Publication, Right, RightOwnership
from tests.directory.builders import make_channel, make_organization, make_service
from tests.people import account, at_the_desk

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)


@pytest.fixture
def editor() -> User:
    return account(Role.EDITOR, username="editor")


@pytest.fixture
def publisher() -> User:
    return account(Role.PUBLISHER, username="publisher")


def seen(proposal: Proposal) -> str:
    entry, into = proposal.find_entry(), proposal.find_merge_target()
    assert entry
    assert into
    return merge_fingerprint(proposal, entry, into)


def hanging_on(organization: Organization) -> set[tuple[str, str, str]]:
    """Return every record that any column or relation of any table refers to it with."""
    return set(_hanging_on(organization))


def _hanging_on(organization: Organization) -> Iterator[tuple[str, str, str]]:
    for relation in Organization._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel | models.ManyToManyRel):
            model, name = relation.related_model, relation.field.name
            rows = model._base_manager.filter(**{name: organization.pk})
            if not getattr(model._meta, "auto_created", False):
                yield from ((model._meta.label, name, key_of(row)) for row in rows)


def url(organization: Organization) -> str:
    with override("nl"):
        return organization.get_absolute_url()


@pytest.mark.usefixtures("starter_content")
def test_nothing_that_hangs_on_the_old_one_is_lost(editor: User, publisher: User) -> None:
    service = Service.objects.exclude(organization__publications=None).first()
    assert service
    old, into = service.organization, make_organization(slug="into", kind="ministry")
    own = make_channel(into, position=4)
    MunicipalDuty.objects.all()[0].contacts.add(old, into)
    RightOwnership.objects.create(right=Right.objects.all()[0], owner=old)
    TopicOwnership.objects.create(group="talk", owner=old)
    Publication.all_objects.filter(pk=Publication.objects.all()[0].pk).update(publisher=old)
    seen_in = {"source_title": "Gids", "source_site": "gids.example", "stated_by": "government"}
    key = old.channels.all()[0].key
    old.facts.create(channel=key, field="value", certainty="A", **seen_in)
    note_translations(old)
    for organization, reason in ((old, "closed"), (into, "closed"), (old, "other")):
        add_report(organization, ReportReason(reason), today=TODAY)
    before = hanging_on(old)
    stays = {
        (OrganizationFact._meta.label, "organization", key_of(fact))
        for fact in old.facts.filter(channel="")
    }
    translated = TranslationSource.objects.filter(entry_key=old.slug, model="directory.Channel")
    assert {label for label, _name, _key in before} >= {
        "directory.Channel",
        "directory.OrganizationFact",
        "directory.Service",
        "rights.MunicipalDuty",
        "rights.Publication",
        "rights.RightOwnership",
        "directory.TopicOwnership",
    }
    rows = {source.key for source in translated}
    old_url = url(old)

    proposal = propose_merge(old, into, by=editor)
    assert hanging_on(old) == before
    approve_merge(proposal, by=publisher, seen=seen(proposal))

    assert hanging_on(old) == stays
    assert hanging_on(into) >= before - stays
    assert into.channels.all()[0] == own
    assert rows <= set(
        TranslationSource.objects.filter(entry_key="into").values_list("key", flat=True)
    )
    counts = VisitorReport.objects.open().about("directory.Organization", "into")
    assert dict(counts.values_list("reason", "count")) == {"closed": 2, "other": 1}
    response = Client().get(old_url)
    assert (response.status_code, response.headers["Location"]) == (301, url(into))
    assert Client().get(url(into)).status_code == 200
    old.refresh_from_db()
    assert old.state == "withdrawn"


@pytest.mark.usefixtures("empty_directory")
def test_a_merge_is_decided_by_somebody_else_exactly_as_it_was_seen(
    editor: User, publisher: User
) -> None:
    old, into = make_organization(slug="old"), make_organization(slug="into")
    make_channel(old, key="old-phone")
    proposal = propose_merge(old, into, by=publisher)
    other = account(Role.PUBLISHER, username="other")
    shown = seen(proposal)
    with pytest.raises(PermissionDenied):
        approve_merge(proposal, by=publisher, seen=shown)
    with pytest.raises(PermissionDenied):
        approve_merge(proposal, by=editor, seen=shown)
    with pytest.raises(PermissionDenied):
        approve(proposal, by=other, seen=fingerprint(proposal, old))
    make_service(organization=old)
    with pytest.raises(StaleError):
        approve_merge(proposal, by=other, seen=shown)
    approve_merge(proposal, by=other, seen=seen(proposal))
    assert Channel.objects.get(key="old-phone").organization == into
    assert Proposal.objects.get(pk=proposal.pk).state == ProposalState.APPROVED


@pytest.mark.usefixtures("empty_directory")
def test_what_would_lose_or_leak_something_is_refused(editor: User, publisher: User) -> None:
    into = make_organization(slug="into")
    into.locations.create(key="office", confidential=False, name_nl="Kantoor")
    shelter = make_organization(slug="shelter", kind="shelter")
    draft = make_organization(slug="draft", state="draft")
    waiting = make_organization(slug="waiting")
    document = {**fresh_document(waiting), "name_nl": "Nieuw"}
    propose(waiting, document, base=fresh_document(waiting), by=publisher)
    for old, other in (
        (shelter, into),
        (into, shelter),
        (into, draft),
        (into, into),
        (waiting, into),
    ):
        with pytest.raises(ValidationError):
            propose_merge(old, other, by=editor)
    merging = make_organization(slug="merging")
    propose_merge(merging, into, by=editor)
    with pytest.raises(ValidationError):
        propose(merging, {**document, "slug": "merging"}, base=document, by=editor)


@pytest.mark.usefixtures("empty_directory")
def test_the_page_of_the_proposal_shows_what_moves_before_it_is_approved() -> None:
    old, into = make_organization(slug="old"), make_organization(slug="into")
    for organization in (old, into):
        make_channel(organization, value="+31201234567")
    service = make_service(organization=old, name_nl="Hulplijn Oost")
    page = reverse("admin:directory_organization_merge", args=[old.pk])
    response = at_the_desk(Role.EDITOR).post(page, {"into": into.pk})
    client = at_the_desk(Role.PUBLISHER)
    shown = client.get(response.headers["Location"])
    text = shown.content.decode()
    for part in ("Hulplijn Oost", "+31201234567", into.name_nl):
        assert part in text
    proposal = Proposal.objects.get()
    decide = reverse("admin:editorial_proposal_approve", args=[proposal.pk])
    assert client.post(decide, {"seen": shown.context["seen"]}).status_code == 302
    service.refresh_from_db()
    assert service.organization == into
