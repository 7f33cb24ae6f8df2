"""Whoever is withdrawn is gone from every answer at once, and somebody else stands there."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from itertools import product

import pytest
from django.test import Client
from django.utils.translation import override

from directory.first_contact.decision import FirstContacts
from directory.first_contact.rules import ContactRule
from directory.formats.opening_hours import is_open
from directory.matching.matcher import Matcher
from directory.matching.question import Circumstances, ServiceRecord
from directory.models import Service
from directory.snapshot.service_records import load_services
from directory.snapshot.snapshot import ServiceSnapshot, current_snapshot
from editorial.editions.current import EditionReader
from editorial.editions.deny import Denial, DenyList, Why, add_denials
from editorial.editions.loaded import LoadedEdition
from editorial.editions.store import EditionFolder
from editorial.reading.router import reading
from tests.wegwijzer.always_answer import MOMENTS, random_people
from wegwijzer.signpost.contact import FirstContactAnswer, first_contact_answer

# Visitors read an edition, beside whatever database.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

PEOPLE = 1_000
MAX_ASKED = 3
"""Of those for whom a service stands first, and of those for whom a rule names it."""

Asked = tuple[Circumstances, datetime]


def asked_of(snapshot: ServiceSnapshot) -> dict[int, list[Asked]]:
    """Return for each first contact some people who have it, or to whom its rule speaks of it."""
    first, named = defaultdict[int, list[Asked]](list), defaultdict[int, list[Asked]](list)
    for number, (question, in_danger) in enumerate(random_people(12, PEOPLE, snapshot)):
        moment = MOMENTS[number % len(MOMENTS)]
        said = replace(question, in_danger=in_danger)
        decided = snapshot.first_contacts.decide(said, moment, in_danger=in_danger)
        if decided.first is not None and decided.rule is not None:
            first[decided.first].append((said, moment))
            for key in decided.rule.options:
                named[key].append((said, moment))
    return {key: found[:MAX_ASKED] + named[key][:MAX_ASKED] for key, found in first.items()}


def counted_without(
    snapshot: ServiceSnapshot, records: Iterable[ServiceRecord], gone: int
) -> ServiceSnapshot:
    """Return what is built of the same content without one service."""
    matcher, contacts = snapshot.matcher, snapshot.first_contacts
    left = [one for one in records if one.key != gone]
    matcher = Matcher.build(left, matcher.vocabulary, matcher.geography, is_open)
    keys = contacts.candidates.keys
    confirmed = {keys[index]: until for index, until in contacts.confirmed.items()}
    built = FirstContacts.build(contacts.rules, matcher, confirmed, contacts.points)
    return replace(snapshot, matcher=matcher, first_contacts=built)


def faults(
    answer: FirstContactAnswer, rule: ContactRule | None, gone: Service, *, may_be_nobody: bool
) -> list[str]:
    """Return what is wrong with an answer when a service is gone; ``rule`` is what decided it."""
    first = answer.first
    cards = [card for card in (first, *answer.also, *answer.fitting, answer.opening) if card]
    said = " ".join([answer.doubt, *(str(card.reason) for card in cards)])
    is_all_gone = gone.organization_id not in {card.service.organization_id for card in cards}
    names = [gone.name, *([gone.organization.name] if is_all_gone else [])]
    found = {
        "it is still shown": gone.pk in {card.service.pk for card in cards},
        "it is still spoken of": any(name in said for name in names),
        "its rule still doubts it": bool(answer.doubt and rule and gone.pk in rule.options),
        "nobody stands first": first is None and (bool(answer.also) or not may_be_nobody),
        "who stands first cannot be reached": bool(first and not first.channels),
    }
    return [fault for fault, holds in found.items() if holds]


@pytest.mark.usefixtures("starter_content")
def test_nobody_is_told_anything_of_a_first_contact_that_is_gone(reader: EditionReader) -> None:
    """Right after it, while the counts still have the service, and when they are made again.

    Only where a fallback goes may nobody be left: then the page gives the national numbers.
    """
    edition = reader.edition()
    assert edition is not None
    with reading(edition):
        snapshot = current_snapshot()
        everybody, records = asked_of(snapshot), load_services(MOMENTS[0]).records
        services = Service.objects.select_related("organization").in_bulk(everybody)
    rules = snapshot.first_contacts.rules
    fallbacks = {key for rule in rules if rule.is_fallback for key in rule.options}
    found = []
    for key, people in everybody.items():
        states = {"denied": snapshot, "counted": counted_without(snapshot, records, key)}
        with override("nl"), reading(without(edition, services[key])):
            for (state, counted), (said, moment) in product(states.items(), people):
                in_danger = bool(said.in_danger)
                rule = counted.first_contacts.decide(said, moment, in_danger=in_danger).rule
                answer = first_contact_answer(said, counted, moment, "nl")
                wrong = faults(answer, rule, services[key], may_be_nobody=key in fallbacks)
                if wrong:
                    found.append((services[key].slug, state, wrong, said, moment))

    assert len(everybody) > 20
    assert not found, "\n".join(map(str, found))


def without(edition: LoadedEdition, *gone: Service) -> LoadedEdition:
    sequence = edition.deny_sequence
    denials = tuple(
        Denial(sequence + place, "directory.service", one.pk, "", Why.WITHDRAWN)
        for place, one in enumerate(gone, start=1)
    )
    return edition.without(DenyList(sequence + len(gone), denials))


@pytest.mark.usefixtures("fallbacks", "reader")
def test_with_every_contact_gone_the_national_numbers_stand_there(
    client: Client, folder: EditionFolder
) -> None:
    """Even then 112 and the numbers that hold for the whole country are on the page."""
    rows = [("directory.service", key) for key in Service.objects.values_list("pk", flat=True)]
    add_denials(folder.path, rows, Why.WITHDRAWN)
    for path in ("/nl/wegwijzer/antwoord/?age=minor", "/en/signpost/answer/full/"):
        page = client.get(path).content.decode()
        assert 'href="tel:112"' in page
        assert len(set(page.split('href="tel:')[1:])) > 1
