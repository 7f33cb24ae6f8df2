"""What the directory starts with keeps its promises."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import models

from directory.models import (
    Area,
    AreaKind,
    AreaMember,
    Channel,
    ExploitationForm,
    FirstContactRule,
    Location,
    Need,
    Organization,
    Place,
    Postcode,
    SearchHint,
    Service,
    Situation,
)
from editorial.documents.document import translated_names
from editorial.languages import LANGUAGES
from editorial.models import ContentModel, Entry
from tests.drafts import starter_drafts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_content")]

MODELS: list[type[ContentModel]] = [
    Need,
    ExploitationForm,
    Situation,
    Organization,
    Service,
    SearchHint,
    FirstContactRule,
]
ENTRIES: list[type[Entry]] = [Organization, Service, FirstContactRule]
NAMES = ("name_", "label_", "wait_time_", "synonyms_", "phrases_")
"""Texts that are no sentences."""

MAX_SENTENCE_LENGTH = 20
AVERAGE_SENTENCE = 12
FORBIDDEN = re.compile(r"\billega(?:al|le|l)\b|prostitu[eé]e|\bprostitute", re.IGNORECASE)
PROMISES = re.compile(
    r"altijd (?:een )?(?:bed|plek)|always (?:have|get) a (?:bed|place)|no trace|geen sporen"
    r"|krijgt (?:altijd|zeker) een (?:verblijfs)?vergunning|will get a (?:residence )?permit",
    re.IGNORECASE,
)


def documents(model: type[ContentModel]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every document of a model and of its child rows, with where it stands."""
    waiting = list(starter_drafts()[model])
    while waiting:
        draft = waiting.pop()
        yield f"{draft.source.path.name}:{draft.source.line}", draft.document
        waiting += [child for children in draft.children.values() for child in children]


def sentences(model: type[ContentModel], language: str) -> Iterator[tuple[str, str]]:
    for where, document in documents(model):
        for name, text in document.items():
            is_prose = name.endswith(f"_{language}") and not name.startswith(NAMES)
            for sentence in re.split(r"(?<=[.?!:])\s+", text) if is_prose else ():
                if sentence.strip():
                    yield f"{where} {name}", sentence


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("language", LANGUAGES)
class TestSentences:
    def test_none_is_longer_than_twenty_words(
        self, model: type[ContentModel], language: str
    ) -> None:
        too_long = [
            (where, sentence)
            for where, sentence in sentences(model, language)
            if len(sentence.split()) > MAX_SENTENCE_LENGTH
        ]
        assert too_long == []

    def test_they_have_twelve_words_on_average(
        self, model: type[ContentModel], language: str
    ) -> None:
        lengths = [len(sentence.split()) for _where, sentence in sentences(model, language)]
        assert sum(lengths) / max(1, len(lengths)) <= AVERAGE_SENTENCE

    def test_no_word_hurts_and_nothing_is_promised(
        self, model: type[ContentModel], language: str
    ) -> None:
        wrong = [
            (where, sentence)
            for where, sentence in sentences(model, language)
            if FORBIDDEN.search(sentence) or PROMISES.search(sentence)
        ]
        assert wrong == []


@pytest.mark.parametrize("model", ENTRIES)
class TestEntries:
    def test_nothing_is_verified(self, model: type[Entry]) -> None:
        assert not model._default_manager.exclude(assured_date=None).exists()

    def test_each_says_where_it_was_seen_and_how_sure_that_is(self, model: type[Entry]) -> None:
        silent = [
            where
            for where, document in documents(model)
            if "slug" in document and not (document["source"] and document["certainty"])
        ]
        assert silent == []

    def test_what_is_to_be_checked_says_what_is_in_doubt(self, model: type[Entry]) -> None:
        silent = [
            where
            for where, document in documents(model)
            if document.get("certainty") == "C" and not document.get("doubt_nl")
        ]
        assert silent == []


@pytest.mark.parametrize("model", [*MODELS, Area])
def test_both_languages_are_everywhere(model: type[ContentModel]) -> None:
    names = translated_names(model)
    half = [
        (where, name)
        for where, document in documents(model)
        for name in names
        if f"{name}_nl" in document and bool(document[f"{name}_nl"]) != bool(document[f"{name}_en"])
    ]
    assert half == []


@pytest.mark.parametrize("model", [Need, ExploitationForm, Situation])
def test_every_term_has_synonyms_in_both_languages(
    model: type[Need | ExploitationForm | Situation],
) -> None:
    for term in model.objects.all():
        assert term.synonyms("nl"), term.code
        assert term.synonyms("en"), term.code


def test_no_number_or_channel_is_verified() -> None:
    assert not Channel.objects.exclude(assured_date=None).exists()


def test_every_channel_says_how_sure_it_is() -> None:
    assert not Channel.objects.filter(certainty="").exists()


def test_no_secret_place_has_an_address() -> None:
    addresses = Location.objects.filter(confidential=True).exclude(city="", address_1="")
    assert not addresses.exists()


def test_every_need_is_met_by_a_service_that_a_victim_can_ask() -> None:
    for need in Need.objects.filter(kinds=None):
        open_to_all = Service.objects.filter(needs=need, service_areas__code="NL")
        assert any("victim" in service.audiences for service in open_to_all), need.code


def test_every_municipality_lies_in_one_region_of_each_kind() -> None:
    kinds = {
        AreaKind.PROVINCE,
        AreaKind.SAFETY_REGION,
        AreaKind.POLICE_UNIT,
        AreaKind.GGD_REGION,
        AreaKind.LABOUR_MARKET_REGION,
    }
    belongings: dict[str, Counter[str]] = {
        area.code: Counter() for area in Area.objects.municipalities()
    }
    for municipality, kind in AreaMember.objects.values_list("municipality__code", "area__kind"):
        belongings[municipality][kind] += 1
    lost = {
        code: {kind: found[kind] for kind in kinds if found[kind] != 1}
        for code, found in belongings.items()
    }
    assert len(belongings) == 342
    assert {code: kinds for code, kinds in lost.items() if kinds} == {}


def test_every_municipality_has_a_place_and_a_postcode() -> None:
    bare = Area.objects.municipalities().filter(
        models.Q(places__isnull=True) | models.Q(postcodes__isnull=True)
    )
    assert list(bare) == []


def test_every_postcode_lies_mainly_in_one_municipality() -> None:
    mains = Counter(Postcode.objects.filter(main=True).values_list("pc4", flat=True))
    assert set(mains.values()) == {1}
    assert set(mains) == set(Postcode.objects.values_list("pc4", flat=True))


def test_places_lie_in_municipalities_and_not_in_regions() -> None:
    assert not Place.objects.exclude(municipality__kind=AreaKind.MUNICIPALITY).exists()


def test_every_service_can_be_reached_or_says_how_to_get_in() -> None:
    unreachable = [
        service.slug
        for service in Service.objects.filter(channels=None)
        if not service.application_process
    ]
    assert unreachable == []


def test_every_service_says_what_is_known_of_what_a_person_tells() -> None:
    said = Service.objects.exclude(disclosure_nl="").count()
    assert said > Service.objects.count() / 3
