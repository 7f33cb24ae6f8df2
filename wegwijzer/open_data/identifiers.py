"""What the government calls the same in its own lists, as far as we have read it there.

By slug. Who renames an entry loses its identifier, which is less harm than that of another. None
was made up: each was read in the list that stands beside it.
"""

from collections.abc import Mapping

from directory.models import Organization
from editorial.models import derived_id_text
from editorial.models.entry import Certainty
from wegwijzer.open_data.terms import Owner, Terms
from wegwijzer.open_data.texts import Facts, known

TOOI = "https://identifier.overheid.nl/tooi/id"
MUNICIPALITY_URI = f"{TOOI}/gemeente/"
"""TOOI has the municipalities by their code of CBS in small letters."""

MINISTRIES: Mapping[str, str] = {
    "min-jenv": f"{TOOI}/ministerie/mnre1058",
    "min-vws": f"{TOOI}/ministerie/mnre1025",
    "min-szw": f"{TOOI}/ministerie/mnre1073",
    "min-bz": f"{TOOI}/ministerie/mnre1013",
}
"""Ministries in TOOI, seen in one or two files of others and not in the register itself.

So each goes out as still to be checked. The Minister of Asylum and Migration was in none.
"""

_OWMS = "http://standaarden.overheid.nl/owms/terms"
_PERMIT = ("verblijfsvergunning regulier voor bepaalde tijd", f"{_OWMS}/verblvergregbeptijd")

PRODUCTS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "advocaat": (("gesubsidieerde rechtsbijstand en mediation", f"{_OWMS}/gesubsRechtsbijstMed"),),
    "jeugdhulp": (("jeugdhulp", f"{_OWMS}/jeugdhulp"),),
    "opvang-wmo": (
        ("vrouwenopvang", f"{_OWMS}/vrouwenopvang"),
        ("crisisopvang", f"{_OWMS}/crisisopvang"),
    ),
    "schadefonds": (("schadefonds geweldsmisdrijven uitkering", f"{_OWMS}/schadefGewMisdrUitk"),),
    "tijdelijke-vergunning": (_PERMIT,),
    "voortgezet-verblijf": (_PERMIT,),
}
"""Rights that are a product of the government: their names in the Uniforme Productnamenlijst (UPL).

From its state of 20 December 2021. The list has nothing about trafficking itself.
"""


def identifiers_of(organization: Organization, terms: Terms) -> list[Facts]:
    """Return the identifiers of an organization in lists of others."""
    uri = MINISTRIES.get(organization.slug)
    if uri is None:
        return []
    row = Owner("organization_identifier", derived_id_text("identifier", organization.public_id))
    return [
        known(
            id=row.id,
            organization_id=str(organization.public_id),
            identifier_type="TOOI",
            identifier=uri,
            attributes=terms.certainty(row, Certainty.TO_BE_CHECKED),
        )
    ]
