"""Areas that are served, and places that may be known. A secret place leaves nothing behind."""

from __future__ import annotations

from django.db.models import QuerySet

from directory.models import Area, AreaKind, Location, Postcode, Service
from editorial.languages import current_language
from editorial.models import derived_id_text
from wegwijzer.open_data.identifiers import MUNICIPALITY_URI
from wegwijzer.open_data.terms import Owner, Terms
from wegwijzer.open_data.texts import BASE, Facts, RecordTexts, absolute, known

COUNTRY = "NL"
COUNTRY_URI = "http://publications.europa.eu/resource/authority/country/NLD"


def public_locations() -> QuerySet[Location]:
    """Return the places that everybody may know: the one way by which any gets into the feed."""
    return Location.objects.filter(confidential=False).order_by("organization", "key")


def area_id(area: Area) -> str:
    """Return the id of an area, which its official code names for good."""
    return derived_id_text("area", area.code)


def area_uri(area: Area) -> str:
    """Return the official identifier of an area, or our own where we know of none."""
    if area.kind == AreaKind.MUNICIPALITY:
        return f"{MUNICIPALITY_URI}{area.code.lower()}"
    if area.kind == AreaKind.COUNTRY and area.code == COUNTRY:
        return COUNTRY_URI
    return absolute(f"{BASE}/{current_language()}/areas/{area_id(area)}")


def area_facts(area: Area) -> Facts:
    """Return an area of the profile, whose municipalities must be loaded."""
    return known(
        id=area_id(area),
        code=area.code,
        kind=area.kind,
        name=RecordTexts(area)("name"),
        uri=area_uri(area),
        members=sorted(area_id(member) for member in area.members.all()),
    )


class Places:
    """The words for areas, each made once, and the provinces of postcodes: one query."""

    def __init__(self) -> None:
        self._areas: dict[str, Facts] = {}
        main = Postcode.objects.filter(main=True, municipality__regions__kind=AreaKind.PROVINCE)
        self._provinces = {
            code: name
            for code, name in main.values_list("pc4", "municipality__regions__name_nl")
            if name
        }

    def service_area_facts(self, area: Area, service: Service) -> Facts:
        """Return that a service is for an area, of which the words are made once."""
        if area.code not in self._areas:
            self._areas[area.code] = {
                "name": RecordTexts(area)("name"),
                "description": f"{area.get_kind_display()} ({area.code})",
                "uri": area_uri(area),
            }
        return {
            "id": derived_id_text("service_area", service.public_id, area.code),
            "service_id": str(service.public_id),
            **self._areas[area.code],
        }

    def facts(self, place: Location, terms: Terms) -> Facts:
        """Return a place; an address of which a part is missing is left out."""
        owner, texts = Owner("location", str(place.public_id)), RecordTexts(place)
        return known(
            id=owner.id,
            location_type=place.location_type,
            name=texts("name"),
            description=texts("description"),
            latitude=_number(place.latitude),
            longitude=_number(place.longitude),
            addresses=self._addresses(place),
            attributes=terms.remarks(owner, texts),
        )

    def at_location_facts(self, place: Location, service: Service, terms: Terms) -> Facts:
        """Return that a service is given at a place."""
        return known(
            id=derived_id_text("service_at_location", service.public_id, place.public_id),
            service_id=str(service.public_id),
            location_id=str(place.public_id),
            location=self.facts(place, terms),
        )

    def _addresses(self, place: Location) -> list[Facts]:
        province = self._provinces.get(place.postal_code[:4], "")
        if not (place.address_1 and place.postal_code and place.city and province):
            return []
        address = {
            "id": derived_id_text("address", place.public_id),
            "location_id": str(place.public_id),
            "address_1": place.address_1,
            "city": place.city,
            "state_province": province,
            "postal_code": place.postal_code,
            "country": COUNTRY,
            "address_type": place.location_type,
        }
        return [address]


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))
