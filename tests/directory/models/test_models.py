"""What the models of the directory refuse, by themselves and through the database."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from directory.models import (
    AgeGroup,
    Channel,
    FacetRule,
    Location,
    Need,
    Organization,
    Service,
)
from tests.directory.builders import (
    make_channel,
    make_need,
    make_organization,
    make_service,
)

pytestmark = pytest.mark.usefixtures("empty_directory")

ADDRESSES: list[dict[str, Any]] = [
    {"address_1": "Kerkstraat 1"},
    {"postal_code": "1017 GA"},
    {"city": "Amsterdam"},
    {"latitude": "52.36000"},
    {"longitude": "4.88000"},
]


def confidential(organization: Organization, **changes: Any) -> Location:
    return Location.objects.create(
        organization=organization, key="shelter", confidential=True, **changes
    )


class TestConfidentialLocation:
    @pytest.mark.parametrize("address", ADDRESSES)
    def test_the_database_refuses_an_address_whoever_writes_it(
        self, address: dict[str, Any]
    ) -> None:
        organization = make_organization()
        with pytest.raises(IntegrityError), transaction.atomic():
            confidential(organization, **address)

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_the_database_refuses_to_hide_a_place_that_has_an_address(
        self, address: dict[str, Any]
    ) -> None:
        Location.objects.create(
            organization=make_organization(), key="office", confidential=False, **address
        )
        with pytest.raises(IntegrityError), transaction.atomic():
            Location.objects.update(confidential=True)

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_the_model_says_what_is_wrong(self, address: dict[str, Any]) -> None:
        location = Location(
            organization=make_organization(), key="shelter", confidential=True, **address
        )
        with pytest.raises(ValidationError, match="__all__"):
            location.full_clean()

    def test_an_open_place_may_have_an_address(self) -> None:
        location = Location(
            organization=make_organization(),
            key="office",
            confidential=False,
            address_1="Kerkstraat 1",
            postal_code="1017 GA",
            city="Amsterdam",
        )
        location.full_clean()

    def test_a_place_is_secret_until_an_editor_says_otherwise(self) -> None:
        assert Location().confidential

    @pytest.mark.parametrize("column", ["name_nl", "name_en", "description_nl", "description_en"])
    def test_its_texts_may_not_hold_an_address_either(self, column: str) -> None:
        location = Location(organization=make_organization(), key="shelter", confidential=True)
        setattr(location, column, "Bel aan bij Kerkstraat 12.")
        with pytest.raises(ValidationError) as refused:
            location.full_clean()
        assert column in refused.value.message_dict


class TestVictimFacets:
    @pytest.mark.parametrize("rule", [FacetRule.ANY, FacetRule.UNKNOWN])
    @pytest.mark.parametrize(
        ("column", "values", "named"),
        [
            ("age_rule", "age_groups", ["minor"]),
            ("residence_rule", "residence_statuses", ["eu"]),
            ("gender_rule", "genders", ["woman"]),
        ],
    )
    def test_values_need_the_rule_only(
        self, rule: str, column: str, values: str, named: list[str]
    ) -> None:
        service = make_service()
        setattr(service, column, rule)
        setattr(service, values, named)
        with pytest.raises(ValidationError) as refused:
            service.full_clean()
        assert list(refused.value.message_dict) == [column]

    @pytest.mark.parametrize("column", ["age_rule", "residence_rule", "gender_rule"])
    def test_the_rule_only_needs_values(self, column: str) -> None:
        service = make_service()
        setattr(service, column, FacetRule.ONLY)
        with pytest.raises(ValidationError) as refused:
            service.full_clean()
        assert list(refused.value.message_dict) == [column]

    @pytest.mark.parametrize(
        ("column", "relation"),
        [("exploitation_rule", "exploitation_forms"), ("situation_rule", "situations")],
    )
    def test_the_same_holds_for_the_values_of_a_vocabulary(
        self, column: str, relation: str
    ) -> None:
        known: dict[str, Any] = {"needs": [make_need()], "service_areas": [1]}
        with pytest.raises(ValidationError, match=column):
            make_service(**{column: FacetRule.ONLY}).clean_relations(known)
        with pytest.raises(ValidationError, match=column):
            make_service().clean_relations(known | {relation: [1]})

    @pytest.mark.parametrize("relation", ["needs", "service_areas"])
    def test_needs_and_areas_are_always_known(self, relation: str) -> None:
        known = {"needs": [1], "service_areas": [1]}
        with pytest.raises(ValidationError, match=relation):
            make_service().clean_relations(known | {relation: []})

    def test_no_service_is_for_unknown_papers(self) -> None:
        service = make_service()
        service.residence_rule, service.residence_statuses = FacetRule.ONLY, ["unknown"]
        with pytest.raises(ValidationError, match="residence_statuses"):
            service.full_clean()

    def test_the_database_knows_the_three_rules_only(self) -> None:
        make_service()
        with pytest.raises(IntegrityError), transaction.atomic():
            Service.all_objects.update(age_rule="perhaps")

    @pytest.mark.parametrize("column", ["phases", "audiences"])
    def test_phases_and_audiences_are_always_known(self, column: str) -> None:
        with pytest.raises(ValidationError, match=column):
            make_service(**{column: []}).full_clean()

    def test_values_are_kept_once_and_in_the_order_of_the_choices(self) -> None:
        service = make_service(age_rule="only", age_groups=["adult", "minor", "adult"])
        assert Service.objects.get(pk=service.pk).age_groups == [AgeGroup.MINOR, AgeGroup.ADULT]

    def test_an_unknown_value_is_refused_by_name(self) -> None:
        service = make_service()
        service.age_rule, service.age_groups = "only", ["toddler"]
        with pytest.raises(ValidationError, match="toddler"):
            service.full_clean()


class TestVocabulary:
    @pytest.mark.parametrize("code", ["unknown", "any", "Talk", "9lives", "a b"])
    def test_a_code_that_would_break_addresses_or_filters_is_refused(self, code: str) -> None:
        need = Need(code=code, label_nl="x", label_en="x", group="talk")
        with pytest.raises(ValidationError, match="code"):
            need.full_clean()

    def test_a_term_cannot_be_a_kind_of_itself_however_long_the_way_round(self) -> None:
        wide = make_need("wide")
        narrow = make_need("narrow", kind_of=wide)
        wide.kind_of = make_need("narrowest", kind_of=narrow)
        with pytest.raises(ValidationError, match="kind_of"):
            wide.clean()


class TestChannel:
    @pytest.mark.parametrize(
        ("kind", "value"),
        [
            ("phone", "0334481186"),
            ("phone", "+3133448118"),
            ("whatsapp", "call us"),
            ("email", "info@"),
            ("chat", "chat.example"),
            ("web", "javascript:alert(1)"),
        ],
    )
    def test_a_value_that_cannot_work_is_refused(self, kind: str, value: str) -> None:
        channel = Channel(organization=make_organization(), key="c", kind=kind, value=value)
        with pytest.raises(ValidationError, match="value"):
            channel.full_clean()

    @pytest.mark.parametrize(
        ("kind", "value"),
        [
            ("phone", "+31334481186"),
            ("phone", "112"),
            ("email", "info@example.org"),
            ("chat", "https://example.org/chat"),
            ("visit", "At the town hall"),
        ],
    )
    def test_a_value_that_works_is_kept(self, kind: str, value: str) -> None:
        Channel(organization=make_organization(), key="c", kind=kind, value=value).full_clean()

    def test_opening_hours_must_be_readable_by_a_machine(self) -> None:
        channel = make_channel(make_organization(), opening_hours="on weekdays")
        with pytest.raises(ValidationError, match="opening_hours"):
            channel.full_clean()


class TestPublication:
    def test_a_draft_is_not_public(self) -> None:
        make_service(state="draft")
        assert not Service.objects.exists()
        assert Service.all_objects.exists()

    @pytest.mark.parametrize("state", ["draft", "in_review", "withdrawn"])
    def test_a_service_is_as_public_as_its_organization(self, state: str) -> None:
        make_service(organization=make_organization(state=state))
        assert not Service.objects.exists()

    def test_what_has_ended_is_not_public(self) -> None:
        make_service(status="defunct")
        assert not Service.objects.exists()

    @pytest.mark.parametrize(("before", "after"), [(-1, 1), (None, 1), (-1, None), (None, None)])
    def test_an_entry_is_public_between_its_dates(
        self, before: int | None, after: int | None
    ) -> None:
        now = timezone.now()
        entry = make_organization(
            publish_at=before and now + timedelta(days=before),
            expires_at=after and now + timedelta(days=after),
        )
        assert list(Organization.objects.all()) == [entry]
        assert entry.is_published

    @pytest.mark.parametrize("dates", [{"publish_at": 1}, {"expires_at": -1}, {"expires_at": 0}])
    def test_and_not_before_or_after(self, dates: dict[str, int]) -> None:
        now = timezone.now()
        entry = make_organization(
            **{name: now + timedelta(days=days) for name, days in dates.items()}
        )
        assert not Organization.objects.exists()
        assert not entry.is_published

    def test_the_first_moment_of_publication_is_kept(self) -> None:
        entry = make_organization(state="draft")
        assert entry.first_published_at is None
        entry.state = "published"
        entry.save(update_fields=["state"])
        first = Organization.objects.get().first_published_at
        assert first is not None
        entry.save()
        assert Organization.objects.get().first_published_at == first

    def test_saving_verifies_nothing(self) -> None:
        entry = make_organization()
        entry.save()
        assert Organization.objects.get().assured_date is None

    def test_a_draft_takes_its_slug_from_later_entries(self) -> None:
        make_organization(slug="taken", state="draft")
        double = Organization(
            slug="taken",
            name="x",
            name_nl="x",
            description="x",
            description_nl="x",
            kind="ngo",
            helps_victims="direct",
        )
        with pytest.raises(ValidationError, match="slug"):
            double.full_clean()
