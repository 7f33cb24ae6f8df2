"""A directory of any size that looks like a real one, for us and for Datasette alike."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from directory.models import (
    Area,
    AreaKind,
    Channel,
    ExploitationForm,
    Need,
    Organization,
    Service,
    Situation,
)
from directory.models.choices import AgeGroup, Audience, Phase, ResidenceStatus
from editorial.models import PublicationState

Value = TypeVar("Value")
SEED = 20260101
WORDS = (
    "advies opvang hulp begeleiding gesprek steun onderdak zorg behandeling recht aanvraag"
    " vergoeding papieren tolk vertrouwen veiligheid gezin kind werk loon baas woning regio team"
    " netwerk afspraak vraag plek dag nacht samen kosten gratis eigen taal contact luisteren"
).split()
HOURS = ("", "24/7", "Mo-Fr 09:00-17:00", "Mo-Fr 09:00-21:00", "Mo-Sa 10:00-22:00")
STATUSES = [code for code in ResidenceStatus.values if code != ResidenceStatus.UNKNOWN]
BATCH = 400


def add_services(number: int, datasette_file: Path) -> None:
    """Fill the directory up to a number of published services, for us and for Datasette.

    One service in ten is national, a quarter regional, the rest municipal; half say nothing about
    a facet or do not know it.
    """
    random = Random(SEED)
    present = Service.objects.count()
    with transaction.atomic():
        organizations = _organizations(max(1, (number - present) // 4))
        channels = _channels(organizations)
        rows = list(_services(number - present, organizations, random))
        services = [Service(**row["columns"]) for row in rows]
        Service.all_objects.bulk_create(services, batch_size=BATCH)
        _relate(services, rows, channels, random)
    _write_for_datasette(datasette_file)


def _sentence(random: Random, length: int) -> str:
    return " ".join(random.choices(WORDS, k=length)).capitalize() + "."


def _organizations(number: int) -> list[Organization]:
    now = timezone.now()
    organizations = [
        Organization(
            slug=f"synthetic-{index}",
            name_nl=f"Stichting Proef {index}",
            name_en=f"Sample Foundation {index}",
            kind="ngo",
            helps_victims="direct",
            description_nl="Een organisatie om mee te meten.",
            description_en="An organization to measure with.",
            state=PublicationState.PUBLISHED,
            first_published_at=now,
        )
        for index in range(number)
    ]
    Organization.all_objects.bulk_create(organizations, batch_size=BATCH)
    return organizations


def _channels(organizations: list[Organization]) -> list[Channel]:
    channels = [
        Channel(
            organization=organization,
            key=f"synthetic-{index}-phone",
            kind="phone",
            value="+31334481186",
            label_nl="Balie",
            label_en="Desk",
            opening_hours=HOURS[index % len(HOURS)],
        )
        for index, organization in enumerate(organizations)
    ]
    Channel._default_manager.bulk_create(channels, batch_size=BATCH)
    return channels


def _facet(random: Random, codes: list[Value]) -> tuple[str, list[Value]]:
    rule = random.choices(["any", "only", "unknown"], [50, 35, 15])[0]
    return rule, random.sample(codes, random.randint(1, 2)) if rule == "only" else []


def _services(
    number: int, organizations: list[Organization], random: Random
) -> Iterator[dict[str, Any]]:
    now = timezone.now()
    needs = list(Need.objects.values_list("pk", flat=True))
    forms = list(ExploitationForm.objects.values_list("pk", flat=True))
    situations = list(Situation.objects.values_list("pk", flat=True))
    areas = _areas_by_breadth()
    for index in range(number):
        age_rule, ages = _facet(random, AgeGroup.values)
        residence_rule, statuses = _facet(random, STATUSES)
        exploitation_rule, of_forms = _facet(random, forms)
        situation_rule, in_situations = _facet(random, situations)
        breadth = random.choices(["country", "region", "municipality"], [10, 25, 65])[0]
        yield {
            "needs": random.sample(needs, random.randint(1, 3)),
            "exploitation_forms": of_forms,
            "situations": in_situations,
            "service_areas": random.sample(
                areas[breadth], 1 if breadth == "country" else random.randint(1, 3)
            ),
            "columns": {
                "slug": f"synthetic-{index}",
                "organization": organizations[index % len(organizations)],
                "name_nl": f"{_sentence(random, 3)[:-1]} {index}",
                "name_en": f"{_sentence(random, 3)[:-1]} {index}",
                "description_nl": _sentence(random, 25),
                "description_en": _sentence(random, 25),
                "state": PublicationState.PUBLISHED,
                "first_published_at": now,
                "phases": random.sample(Phase.values, random.randint(1, 3)),
                "audiences": random.sample(Audience.values, random.randint(1, 3)),
                "intake": "direct",
                "age_rule": age_rule,
                "age_groups": ages,
                "residence_rule": residence_rule,
                "residence_statuses": statuses,
                "exploitation_rule": exploitation_rule,
                "situation_rule": situation_rule,
                "gender_rule": "any",
                "languages": random.sample(["nl", "en", "ro", "pl", "es"], 2),
            },
        }


def _areas_by_breadth() -> dict[str, list[int]]:
    found: dict[str, list[int]] = {"country": [], "region": [], "municipality": []}
    for pk, kind in Area.objects.values_list("pk", "kind"):
        breadth = kind if kind in {AreaKind.COUNTRY, AreaKind.MUNICIPALITY} else "region"
        found[breadth].append(pk)
    return found


def _relate(
    services: list[Service],
    rows: list[dict[str, Any]],
    channels: list[Channel],
    random: Random,
) -> None:
    for relation in ("needs", "exploitation_forms", "situations", "service_areas"):
        _link(
            relation,
            (
                (service.pk, related)
                for service, row in zip(services, rows, strict=True)
                for related in row[relation]
            ),
        )
    by_organization = {channel.organization_id: channel.pk for channel in channels}
    _link(
        "channels", ((service.pk, by_organization[service.organization_id]) for service in services)
    )


def _link(relation: str, pairs: Iterable[tuple[int, int]]) -> None:
    field = Service._meta.get_field(relation)
    through = field.remote_field.through  # type: ignore[union-attr]
    column = field.m2m_reverse_field_name()  # type: ignore[union-attr]
    through._default_manager.bulk_create(
        [through(service_id=service, **{f"{column}_id": related}) for service, related in pairs],
        batch_size=BATCH,
    )


COLUMNS = (
    "id, name, description, needs, phases, audiences, exploitation_rule, exploitation, age_rule,"
    " age, status_rule, status, situation_rule, situation, areas"
)


def _write_for_datasette(path: Path) -> None:
    path.unlink(missing_ok=True)
    relations = {
        "needs": "code",
        "exploitation_forms": "code",
        "situations": "code",
        "service_areas": "code",
    }
    services = Service.objects.order_by("sort_key", "pk").prefetch_related(*relations)
    with sqlite3.connect(path) as database:
        database.execute(f"CREATE TABLE services ({COLUMNS}, PRIMARY KEY (id))")
        for service in services.iterator(chunk_size=2_000):
            related = {
                relation: json.dumps([found.code for found in getattr(service, relation).all()])
                for relation in relations
            }
            database.execute(
                f"INSERT INTO services VALUES ({','.join('?' * 15)})",
                (
                    service.pk,
                    str(service),
                    service.description,
                    related["needs"],
                    json.dumps(service.phases),
                    json.dumps(service.audiences),
                    service.exploitation_rule,
                    related["exploitation_forms"],
                    service.age_rule,
                    json.dumps(service.age_groups),
                    service.residence_rule,
                    json.dumps(service.residence_statuses),
                    service.situation_rule,
                    related["situations"],
                    related["service_areas"],
                ),
            )
