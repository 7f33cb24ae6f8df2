"""An edition takes nobody their fallback away, and gives no secret place away."""

from __future__ import annotations

import pytest
from django.db.models import QuerySet

from directory.models import FirstContactRule, Location, Organization, Service
from editorial.editions import making
from editorial.editions.deny import Why, add_denials
from editorial.editions.making import EditionRefused, read_made
from editorial.editions.store import EditionFolder
from tests.directory.builders import make_channel, make_organization, make_service
from tests.editorial.editions.conftest import Make, live_number

pytestmark = pytest.mark.usefixtures("empty_directory")


class TestFallbacks:
    def test_an_edition_that_takes_one_away_is_refused(
        self, folder: EditionFolder, make: Make, fallbacks: dict[str, FirstContactRule]
    ) -> None:
        make()
        QuerySet(FirstContactRule).filter(pk=fallbacks["minor"].pk).update(state="draft")
        with pytest.raises(EditionRefused) as refusal:
            make()
        assert len(refusal.value.problems) == 1
        assert live_number(folder) == 1
        made = read_made(folder)
        assert made is not None
        assert made.number is None
        assert set(made.refused[0]) == {"nl", "en"}

    def test_one_without_a_number_counts_for_nothing(
        self, make: Make, fallbacks: dict[str, FirstContactRule]
    ) -> None:
        make()
        fallbacks["adult"].options.get().service.channels.clear()
        with pytest.raises(EditionRefused):
            make()

    def test_an_emergency_goes_first_and_its_alarm_stays_and_stops_nothing_that_follows(
        self, folder: EditionFolder, make: Make, fallbacks: dict[str, FirstContactRule]
    ) -> None:
        make()
        QuerySet(FirstContactRule).filter(pk=fallbacks["minor"].pk).update(state="withdrawn")
        rule = ("directory.firstcontactrule", fallbacks["minor"].pk)
        add_denials(folder.path, [rule], Why.WITHDRAWN)
        assert make().number == live_number(folder) == 2
        made = read_made(folder)
        assert made is not None
        assert len(made.alarms) == 1
        make_organization()
        assert make().number == 3
        assert make().number == 3
        made = read_made(folder)
        assert made is not None
        assert len(made.alarms) == 1


class TestSecretPlaces:
    @pytest.fixture(autouse=True)
    def _secret_place(self, organization: Organization, make: Make) -> None:
        make()
        Location.objects.create(organization=organization, key="house", confidential=True)

    def test_no_text_and_no_list_of_an_organization_gives_its_address(
        self,
        folder: EditionFolder,
        make: Make,
        organization: Organization,
        subtests: pytest.Subtests,
    ) -> None:
        texts = ("description_nl", "description_en", "doubt_en", "seen_in_nl", "name_en")
        given: dict[str, object] = dict.fromkeys((*texts, "abbreviation"), "Kerkstraat 12")
        given["alternate_names"] = ["Huis", "Kerkstraat 12"]
        for column, value in given.items():
            before = {column: getattr(organization, column)}
            QuerySet(Organization).update(**{column: value})
            with subtests.test(column):
                with pytest.raises(EditionRefused) as refusal:
                    make()
                assert live_number(folder) == 1
                assert "Kerkstraat" not in str(refusal.value)
                assert "Kerkstraat" not in (folder.path / making.MADE).read_text()
            QuerySet(Organization).update(**before)
        assert make().number == 1

    def test_nothing_around_it_does(self, make: Make, organization: Organization) -> None:
        service = make_service(organization=organization)
        channel = make_channel(organization)
        make()
        for record, column in ((service, "wait_time_nl"), (channel, "label_nl")):
            rows = type(record)._default_manager.filter(pk=record.pk)
            rows.update(**{column: "Kom naar Kerkstraat 12"})
            with pytest.raises(EditionRefused):
                make()
            rows.update(**{column: ""})
        make()

    def test_a_public_place_of_the_same_organization_may_have_an_address(
        self, make: Make, organization: Organization
    ) -> None:
        Location.objects.create(
            organization=organization, key="office", confidential=False, address_1="Kerkstraat 12"
        )
        assert make().number == 2

    def test_other_organizations_may_say_where_they_are(self, make: Make) -> None:
        make_service(description_nl="Kom naar Kerkstraat 12.")
        assert make().number == 2
        assert Service.objects.count() == 1
