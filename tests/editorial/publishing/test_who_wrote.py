"""The history names who wrote what was approved, not who opened the proposal first."""

from collections.abc import Callable

import pytest

from directory.models import Organization
from editorial.accounts.roles import Role
from editorial.documents.apply import fresh_document
from editorial.models import EntryVersion, Proposal, TranslationSource, User
from editorial.publishing.workflow import (
    add_entry,
    approve,
    fingerprint,
    propose,
    save_unpublished,
    submit,
)
from tests.directory.builders import make_organization
from tests.people import account

pytestmark = pytest.mark.usefixtures("empty_directory")


@pytest.fixture
def anna() -> User:
    return account(Role.EDITOR, username="anna")


@pytest.fixture
def bert() -> User:
    return account(Role.EDITOR, username="bert")


def live() -> Organization:
    return make_organization(slug="live", name_nl="Oud", name_en="Old", description_nl="Helpt.")


def wrote(entry: Organization, name: str) -> dict[str, object]:
    return {**fresh_document(entry), "name_nl": f"{name} nl", "name_en": f"{name} en"}


def one_alone(anna: User, bert: User) -> Proposal:
    entry = live()
    return propose(entry, wrote(entry, "A"), base=fresh_document(entry), by=anna)


def one_opened_and_another_wrote_on(anna: User, bert: User) -> Proposal:
    opened = one_alone(anna, bert)
    entry = Organization.objects.get()
    base = fresh_document(entry)
    return propose(entry, wrote(entry, "B"), base=base, by=bert, proposal=opened)


def one_opened_and_another_only_sent_it_again(anna: User, bert: User) -> Proposal:
    opened = one_alone(anna, bert)
    entry = Organization.objects.get()
    document, base = opened.document, fresh_document(entry)
    return propose(entry, document, base=base, by=bert, proposal=opened)


def an_organization_and_an_editor(anna: User, bert: User) -> Proposal:
    entry = live()
    base = fresh_document(entry)
    opened = propose(entry, wrote(entry, "O"), base=base, by_name="Jo, director (Live)")
    return propose(entry, wrote(entry, "B"), base=base, by=bert, proposal=opened)


def one_wrote_a_draft_and_another_sent_it(anna: User, bert: User) -> Proposal:
    document = fresh_document(live()) | {"slug": "draft"}
    entry = add_entry(Organization, document, by=anna)
    return submit(entry, by=bert)


def two_wrote_a_draft(anna: User, bert: User) -> Proposal:
    document = fresh_document(live()) | {"slug": "draft"}
    entry = add_entry(Organization, document, by=anna)
    submit(entry, by=anna)
    entry.refresh_from_db()
    assert isinstance(entry, Organization)
    save_unpublished(entry, wrote(entry, "B"), by=bert)
    return Proposal.objects.get()


@pytest.mark.parametrize(
    ("write", "names"),
    [
        (one_alone, "anna"),
        (one_opened_and_another_wrote_on, "anna, bert"),
        (one_opened_and_another_only_sent_it_again, "anna"),
        (an_organization_and_an_editor, "Jo, director (Live), bert"),
        (one_wrote_a_draft_and_another_sent_it, "anna"),
        (two_wrote_a_draft, "anna, bert"),
    ],
)
def test_everybody_who_wrote_is_named_and_nobody_else(
    anna: User, bert: User, write: Callable[[User, User], Proposal], names: str
) -> None:
    proposal = write(anna, bert)
    entry = proposal.find_entry()
    assert entry is not None
    publisher = account(Role.PUBLISHER, username="publisher")
    approve(proposal, by=publisher, seen=fingerprint(proposal, entry))
    proposal.refresh_from_db()
    version = EntryVersion.objects.of(entry)[0]
    assert (version.reason, version.author_name) == ("approved", names)
    assert proposal.author_name == names
    translators = set(TranslationSource.objects.values_list("translated_by", flat=True))
    assert "publisher" not in translators
