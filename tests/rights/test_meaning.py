"""What the starter rights mean for people: cases written by hand, each with its reason."""

import pytest

from directory.matching.question import Circumstances
from rights.models import Right
from rights.snapshot import current_rights

pytestmark = pytest.mark.usefixtures("read_from_an_edition", "db")


def value(slug: str, **said: str) -> str:
    snapshot = current_rights()
    index = snapshot.keys.index(Right.objects.get(slug=slug).pk)
    return snapshot.rulebook.decide(
        Circumstances.of({facet: codes.split() for facet, codes in said.items()})
    ).value_of(index)


@pytest.mark.parametrize(
    ("slug", "said", "expected", "because"),
    [
        ("veiligheid", {}, "yes", "the police help everyone in danger"),
        (
            "hulp-zonder-aangifte",
            {"residence_status": "third_no_permit"},
            "yes",
            "no report, no papers",
        ),
        ("aangifte", {"age": "minor"}, "yes", "a child can report too"),
        ("informatie", {}, "only_if", "the letter of rights comes with the first contact"),
        ("informatie", {"step": "reported"}, "yes", "who reported has had that contact"),
        (
            "rechten-zonder-papieren",
            {"residence_status": "third_no_permit"},
            "yes",
            "that is for whom it is",
        ),
        (
            "rechten-zonder-papieren",
            {"residence_status": "asylum"},
            "no",
            "an asylum seeker may be here",
        ),
        ("bedenktijd", {"residence_status": "dutch"}, "no", "a Dutch person may always stay"),
        (
            "bedenktijd",
            {"residence_status": "third_no_permit"},
            "only_if",
            "the police must see a sign",
        ),
        ("bedenktijd", {"residence_status": "eu"}, "only_if", "only where EU law gives no right"),
        ("bedenktijd", {"residence_status": "asylum", "step": "reflection"}, "yes", "it was given"),
        ("bedenktijd", {"step": "reflection"}, "yes", "who has it is not Dutch"),
        (
            "tijdelijke-vergunning",
            {"residence_status": "third_no_permit", "step": "reported case_open"},
            "only_if",
            "the Dublin rules may stand in the way",
        ),
        (
            "tijdelijke-vergunning",
            {"residence_status": "third_no_permit", "step": "reported case_dropped"},
            "no",
            "without a case there is no such permit",
        ),
        ("tijdelijke-vergunning", {"residence_status": "dutch"}, "no", "no permit needed"),
        (
            "voortgezet-verblijf",
            {"residence_status": "third_permit", "step": "b83_permit"},
            "only_if",
            "it must be ending, and there must be a ground",
        ),
        ("opvang-cosm", {"age": "minor"}, "no", "this shelter is for adults"),
        (
            "opvang-cosm",
            {"age": "adult", "residence_status": "third_no_permit", "step": "reflection"},
            "only_if",
            "a place is never promised",
        ),
        (
            "opvang-wmo",
            {"age": "adult", "residence_status": "dutch"},
            "only_if",
            "only if home is not safe",
        ),
        (
            "opvang-wmo",
            {"age": "adult", "residence_status": "eu"},
            "only_if",
            "there is an EU exception",
        ),
        ("eu-burgers", {"residence_status": "eu"}, "only_if", "there is an EU exception"),
        ("eu-burgers", {"residence_status": "visa"}, "no", "for citizens of the EU only"),
        (
            "toelage",
            {"age": "minor", "residence_status": "third_no_permit"},
            "only_if",
            "minors may have it",
        ),
        (
            "toelage",
            {"residence_status": "third_permit", "step": "b83_permit"},
            "yes",
            "with this permit one can ask for assistance",
        ),
        ("zorg", {"residence_status": "dutch"}, "yes", "everyone can see a doctor"),
        ("zorg", {"residence_status": "third_no_permit"}, "only_if", "necessary care"),
        (
            "advocaat",
            {"residence_status": "dutch"},
            "only_if",
            "not every victim gets one free of charge",
        ),
        ("niet-gestraft", {"situation": "accused"}, "only_if", "decided case by case"),
        ("schadefonds", {}, "only_if", "the story must be plausible"),
        ("schadefonds", {"step": "crime_abroad"}, "no", "the fund is for crimes in this country"),
        ("schade-ander-eu-land", {"step": "crime_abroad"}, "only_if", "if that was in the EU"),
        (
            "loon",
            {"age": "adult", "residence_status": "third_no_permit"},
            "yes",
            "wages without papers too",
        ),
        ("loon", {"age": "minor"}, "only_if", "the youth wage, and other rules for children"),
        ("klacht-niet-vervolgen", {"step": "case_dropped"}, "yes", "then one can complain"),
        ("kinderen", {"age": "minor", "residence_status": "third_no_permit"}, "yes", "every child"),
        ("kinderen", {"age": "adult"}, "no", "for children only"),
        (
            "jeugdhulp",
            {"age": "minor", "residence_status": "third_no_permit"},
            "yes",
            "whatever the papers",
        ),
        (
            "school",
            {"age": "minor", "residence_status": "third_no_permit"},
            "yes",
            "whatever the papers",
        ),
        (
            "voogd",
            {"age": "minor", "residence_status": "asylum", "situation": "unaccompanied"},
            "yes",
            "Nidos is the guardian of a child alone",
        ),
        (
            "voogd",
            {"age": "minor", "residence_status": "asylum"},
            "only_if",
            "only if the child is alone",
        ),
        (
            "voogd",
            {"age": "minor", "residence_status": "dutch"},
            "no",
            "Nidos is for children from abroad",
        ),
        (
            "werk-opleiding",
            {"residence_status": "third_permit", "step": "b83_permit"},
            "yes",
            "that permit lets one work",
        ),
        (
            "terugkeer",
            {"residence_status": "dutch"},
            "no",
            "there is no other country to return to",
        ),
        (
            "terugkeer",
            {"age": "minor", "residence_status": "visa"},
            "only_if",
            "the guardian decides too",
        ),
    ],
)
def test_a_right_for_a_person(slug: str, said: dict[str, str], expected: str, because: str) -> None:
    assert value(slug, **said) == expected, because
