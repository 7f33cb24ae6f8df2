"""The rights, legislation and signals that the site starts with."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from directory.models.organization import ENFORCEMENT_KINDS
from editorial.documents.document import Document, document_of
from editorial.models import ContentModel
from rights.models import Legislation, MunicipalDuty, Publication, Right, Signal
from tests.drafts import starter_drafts

pytestmark = pytest.mark.usefixtures("starter_content", "db")

MAX_SENTENCE_LENGTH = 20
AVERAGE_SENTENCE = 12
NEVER_WRITTEN = re.compile(r"illega(?!le? adopti)|prostitu|no trace", re.IGNORECASE)
"""Only of an adoption is "illegal" said: of the deed, not of a person."""


def documents(model: type[ContentModel]) -> list[Document]:
    return [draft.document for draft in starter_drafts()[model]]


def texts(value: Any, language: str, name: str = "") -> Iterator[str]:
    """Yield all prose of a document in one language; names and titles are not sentences."""
    match value:
        case dict():
            for key, inner in value.items():
                if not key.startswith(("name_", "title_", "heading_")):
                    yield from texts(inner, language, key)
        case list():
            for inner in value:
                yield from texts(inner, language, name)
        case str() if value and name.endswith(f"_{language}"):
            yield value


def sentences(text: str) -> list[str]:
    return [sentence for sentence in re.split(r"(?<=[.?!])\s+", text.strip()) if sentence]


ENTRIES = (Right, Legislation, Signal, Publication, MunicipalDuty)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("model", ENTRIES)
def test_sentences_are_short(model: type[ContentModel], language: str) -> None:
    lengths = {
        sentence: len(sentence.split())
        for document in documents(model)
        for text in texts(document, language)
        for sentence in sentences(text)
    }
    assert not [sentence for sentence, words in lengths.items() if words > MAX_SENTENCE_LENGTH]
    assert sum(lengths.values()) / len(lengths) <= AVERAGE_SENTENCE


@pytest.mark.parametrize("model", ENTRIES)
def test_every_entry_says_where_it_was_seen_and_how_sure_it_is(model: type[ContentModel]) -> None:
    for document in documents(model):
        assert document["certainty"] in {"A", "B", "C"}, document["slug"]
        assert document["source"], document["slug"]
        assert document["seen_in_nl"], document["slug"]


@pytest.mark.parametrize("model", ENTRIES)
def test_nothing_is_marked_as_verified(model: Any) -> None:
    assert not model.all_objects.exclude(assured_date=None).exists()


@pytest.mark.parametrize("model", ENTRIES)
def test_words_that_hurt_or_promise_too_much_are_not_used(model: type[ContentModel]) -> None:
    for document in documents(model):
        for language in ("nl", "en"):
            for text in texts(document, language):
                assert not NEVER_WRITTEN.search(text), text


def test_what_was_not_seen_in_a_source_says_so_to_the_reader() -> None:
    for document in [*documents(Right), *documents(Legislation)]:
        if document["certainty"] == "C":
            assert document["doubt_nl"], document["slug"]


def test_no_amount_of_money_is_printed_without_its_date() -> None:
    for document in documents(Right):
        for text in (*texts(document, "nl"), *texts(document, "en")):
            assert not re.search(r"€|\bEUR\b|\beuro", text), text


def test_bills_and_proposals_stand_as_what_is_not_law() -> None:
    proposals = Legislation.objects.filter(kind__in=["bill", "eu_proposal"])
    assert proposals.count() == 5
    assert set(proposals.values_list("legal_status", flat=True)) == {"pending"}
    assert all(proposal.what_it_would_change_nl for proposal in proposals)


def test_the_instruments_of_the_signpost_are_there() -> None:
    assert Legislation.objects.count() >= 51
    assert Right.objects.count() >= 34


@pytest.mark.parametrize(
    ("slug", "warning"),
    [
        ("aangifte", "neemt dit eerste gesprek op"),
        ("niet-gestraft", "eerst met een advocaat"),
        ("rechten-zonder-papieren", "eerst advies aan FairWork of een advocaat"),
        ("veiligheid", "eerst advies aan FairWork of een advocaat"),
        ("asiel", "eerst met een advocaat"),
        ("voegen", "verdachte kan lezen"),
    ],
)
def test_dangerous_rights_carry_their_warning(slug: str, warning: str) -> None:
    assert warning in (Right.objects.get(slug=slug).warning_nl or "")


def test_no_right_of_someone_without_papers_rests_on_the_police_alone() -> None:
    services = Right.objects.get(slug="rechten-zonder-papieren").services.select_related(
        "organization"
    )
    assert services
    assert not any(service.organization.kind in ENFORCEMENT_KINDS for service in services)


def test_every_right_leads_to_help_and_nearly_every_right_to_a_law() -> None:
    for right in Right.objects.for_page():
        assert list(right.services.all()), right.slug
        assert list(right.provisions.all()), right.slug


def test_numbers_that_were_not_checked_are_not_linked() -> None:
    charter = Legislation.objects.get(slug="handvest").identifiers.get()
    assert charter.value == "12012P/TXT"
    assert charter.url == ""


def test_a_municipality_finds_the_newest_handbook_before_the_older_ones() -> None:
    handbook = Publication.objects.get(slug="kompas-aanpak-mensenhandel")
    for slug in ("signaleren", "aandachtsfunctionaris", "beleid"):
        assert handbook in MunicipalDuty.objects.get(slug=slug).publications.all(), slug
    older = Publication.objects.get(slug="basisniveau-bestuurlijke-aanpak")
    assert "Het Kompas is nieuwer" in document_of(older)["doubt_nl"]


def test_examples_of_municipalities_can_be_opened() -> None:
    examples = MunicipalDuty.objects.get(slug="inwoners-vertellen").publications.all()
    assert len(examples) == 5
    for example in examples:
        assert example.url.startswith("https://"), example.slug
        assert example.publisher_name.startswith("Gemeente ")
