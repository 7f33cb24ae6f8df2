"""No right speaks to a person in words that are for somebody else.

Every age with every sort of papers is tried, each also alone, for everyone who may ask: what the
list, the signpost and the page of a right say to this person holds none of the words that are not
for them. What is said of the law itself, and who helps, is told apart from this.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import product

import pytest
from django.utils import translation

from directory.matching.question import Circumstances
from directory.models import AgeGroup, Audience
from editorial.translations.reader_texts import reader_text
from rights.answers import RightAnswer, rights_for
from rights.models import RESIDENCE_STATUSES, Right, RightVariant
from rights.snapshot import current_rights

pytestmark = pytest.mark.usefixtures("starter_content", "db")

STATUSES = [status.value for status in RESIDENCE_STATUSES]
PERMIT = ("third_permit", "permit_depends", "permit_other_eu", "visa", "ukraine")

A_DUTCH_CITIZEN = r"u bent Nederlander|you are Dutch"
AN_EU_CITIZEN = (
    r"burgers? van de EU|EU-burger|komt u uit de EU|EU citizen|citizen of the EU|identiteitskaart"
    r"|identity card|ander EU-land\? Vraag dan|another EU country, get advice"
)
AN_ASYLUM_SEEKER = (
    r"asielzoeker|asielaanvra|asielprocedure|asiel (hebt )?gevraagd"
    r"|asylum (seeker|application|procedure)|(ask|asked) for asylum\b(?!\.)"
)
WITHOUT_PAPERS = r"(zonder|geen) papieren|(without|no) papers|\bCAK\b"
SCHEME = (
    r"\bCOA\b|\bCOSM\b|B8/3|bedenktijd|reflection period|tijdelijke vergunning|temporary permit"
)
FOREIGN = (
    r"\bIND\b|\bIOM\b|Nidos|Dublin|asiel|asylum|vreemdeling|immigration|verblijf|werkvergunning"
    r"|verzekering af|work permit|residence|your stay|right to stay|uw land\b|your country|DigiD"
)

NEVER_TO_PAPERS = {
    "dutch": (WITHOUT_PAPERS, SCHEME, FOREIGN, AN_EU_CITIZEN),
    "eu": (r"COA\b|Dublin", WITHOUT_PAPERS, AN_ASYLUM_SEEKER, A_DUTCH_CITIZEN),
    **dict.fromkeys(
        PERMIT, (r"Dublin", WITHOUT_PAPERS, AN_ASYLUM_SEEKER, AN_EU_CITIZEN, A_DUTCH_CITIZEN)
    ),
    "asylum": (WITHOUT_PAPERS, AN_EU_CITIZEN, A_DUTCH_CITIZEN),
    "third_no_permit": (AN_ASYLUM_SEEKER, AN_EU_CITIZEN, A_DUTCH_CITIZEN, r"verzekering af"),
}
A_CHILD = (
    r"(jonger dan|onder de) 1\d|\bunder 1\d|minderjarig|\bminors?\b|voogd|guardian|Kindertelefoon"
    r"|(?<!uw )\bkinderen\b|(?<!your )\bchildren\b|Jeugdwet|Youth Act|een kind\b|a child under"
)
NEVER_TO_AGE = {
    "minor": (r"18 jaar of ouder|18 or older|bent u (jonger|ouder) dan|are you (under|over) ",),
    "young_adult": (A_CHILD,),
    "adult": (A_CHILD, r"jeugd|youth|under 2\d|(jonger dan|onder de) 2\d"),
}
NEVER_TO_OTHERS = (r"\buw (vader|moeder|ouders?)\b|\byour (father|mother|parents?)\b",)
"""Whoever asks for somebody else may be the parent."""

PEOPLE = [person for person in product([*AgeGroup.values, None], [*STATUSES, None]) if any(person)]


def said(age: str | None, papers: str | None, audience: str) -> Circumstances:
    return Circumstances.of(
        {
            "age": [age] if age else [],
            "residence_status": [papers] if papers else [],
            "audience": [audience],
        }
    )


def words_of(answer: RightAnswer) -> Iterator[str]:
    """Yield everything that list, signpost and page say of a right in the active language."""
    yield reader_text(answer.right, "name")
    for field in ("summary", "warning", "how", "duration", "doubt"):
        yield reader_text(answer.text, field)
    for condition in (*answer.conditions, *answer.failed):
        yield reader_text(condition, "text")
    for row in answer.explanations:
        yield reader_text(row, "explanation")


@cache
def first_of(never: str, words: str) -> str:
    """Return the first of these words that stands in a text: most people read the same ones."""
    found = re.search(never, words, re.IGNORECASE) if never else None
    return found[0] if found else ""


def mistakes(age: str | None, papers: str | None, audience: str) -> Iterator[str]:
    """Yield each text of a right that holds a word that is not for this person."""
    never = [*NEVER_TO_PAPERS.get(papers or "", ()), *NEVER_TO_AGE.get(age or "", ())]
    if audience != Audience.VICTIM:
        never += NEVER_TO_OTHERS
    shown = rights_for(said(age, papers, audience), snapshot=current_rights())
    for answer in (*shown.yes, *shown.only_if, *shown.not_met):
        for words in words_of(answer):
            if found := first_of("|".join(never), words):
                yield f"{age} {papers} {answer.right.slug}: {found}: {words}"


@pytest.mark.usefixtures("within_an_edition")
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("audience", Audience.values)
def test_nobody_reads_what_is_for_somebody_else(language: str, audience: str) -> None:
    with translation.override(language):
        found = {wrong for person in PEOPLE for wrong in mistakes(*person, audience)}
    assert not found, "\n".join(sorted(found))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_general_texts_alone_would_fail(language: str) -> None:
    RightVariant.objects.all().delete()
    with translation.override(language):
        for papers in ("dutch", "eu", "visa", "asylum", "third_no_permit"):
            assert list(mistakes(None, papers, "victim")), papers
        assert list(mistakes("adult", None, "victim"))


@pytest.mark.usefixtures("within_an_edition")
def test_every_text_is_shown_to_somebody() -> None:
    shown = set()
    for age, papers in PEOPLE:
        answers = rights_for(said(age, papers, "victim"), snapshot=current_rights())
        shown |= {answer.text for answer in (*answers.yes, *answers.only_if)}
    assert set(RightVariant.objects.all()) <= shown


def test_whoever_says_nothing_reads_the_general_text() -> None:
    answers = rights_for(Circumstances(), snapshot=current_rights())
    assert answers.total == Right.objects.count()
    assert all(answer.text == answer.right for answer in (*answers.yes, *answers.only_if))


@pytest.mark.usefixtures("within_an_edition")
@pytest.mark.parametrize(
    ("slug", "papers"),
    [
        (slug, status)
        for slug in ("toelage", "zorg", "advocaat", "loon", "veiligheid", "aangifte")
        for status in STATUSES
    ]
    + [("opvang-wmo", status) for status in STATUSES]
    + [("schadefonds", "third_no_permit")],
)
def test_where_the_law_differs_by_papers_everyone_has_a_text_of_their_own(
    slug: str, papers: str
) -> None:
    answers = rights_for(said(None, papers, "victim"), snapshot=current_rights())
    [answer] = [found for found in (*answers.yes, *answers.only_if) if found.right.slug == slug]
    assert isinstance(answer.text, RightVariant)
    assert answer.text.provisions.exists()
