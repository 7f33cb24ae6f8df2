"""Make records of the directory for a test, complete but for what the test is about."""

from itertools import count
from typing import Any

from directory.models import (
    Area,
    AreaKind,
    AreaMember,
    Channel,
    FacetRule,
    Need,
    Organization,
    Service,
)

_numbers = count(1)


def make_area(code: str, kind: str = AreaKind.MUNICIPALITY, **changes: Any) -> Area:
    names = {"name_nl": code, "name_en": code}
    return Area.objects.create(code=code, kind=kind, **(names | changes))


def make_region(code: str, kind: str, *municipalities: Area) -> Area:
    region = make_area(code, kind)
    AreaMember.objects.bulk_create(
        AreaMember(area=region, municipality=municipality) for municipality in municipalities
    )
    return region


def make_country() -> Area:
    return Area.objects.filter(code="NL").first() or make_area("NL", AreaKind.COUNTRY)


def make_need(code: str = "talk", **changes: Any) -> Need:
    defaults = {
        "label_nl": f"behoefte {code}",
        "label_en": f"need {code}",
        "group": "talk",
    }
    need, _created = Need.objects.get_or_create(code=code, defaults=defaults | changes)
    return need


def make_organization(**changes: Any) -> Organization:
    number = next(_numbers)
    defaults = {
        "slug": f"organization-{number}",
        "name_nl": f"Organisatie {number}",
        "name_en": f"Organization {number}",
        "description_nl": "Helpt.",
        "description_en": "Helps.",
        "kind": "ngo",
        "helps_victims": "direct",
        "state": "published",
    }
    return Organization.all_objects.create(**(defaults | changes))


def make_channel(organization: Organization, **changes: Any) -> Channel:
    number = next(_numbers)
    defaults = {"key": f"channel-{number}", "kind": "phone", "value": "+31334481186"}
    return Channel.objects.create(organization=organization, **(defaults | changes))


def make_service(**changes: Any) -> Service:
    """Make a published service for everyone in the whole country.

    ``organization``, ``needs`` (codes), ``areas`` and ``channels`` are made or left empty unless
    given; the rest are columns.
    """
    organization = changes.pop("organization", None) or make_organization()
    needs = changes.pop("needs", ["talk"])
    areas = changes.pop("areas", None) or [make_country()]
    channels = changes.pop("channels", [])
    number = next(_numbers)
    everyone = {
        f"{facet}_rule": FacetRule.ANY
        for facet in ("exploitation", "age", "residence", "situation", "gender")
    }
    defaults = {
        "slug": f"service-{number}",
        "name_nl": f"Hulp {number:04}",
        "name_en": f"Help {number:04}",
        "description_nl": "Wij helpen u.",
        "description_en": "We help you.",
        "state": "published",
        "intake": "direct",
        "phases": ["care"],
        "audiences": ["victim"],
    }
    service = Service.all_objects.create(
        organization=organization, **(defaults | everyone | changes)
    )
    service.needs.set([make_need(code) for code in needs])
    service.service_areas.set(areas)
    service.channels.set(channels)
    return service
