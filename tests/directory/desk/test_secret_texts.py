"""No address comes in around a secret place: whatever the column, whatever the way."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from django.test import Client
from django.test.utils import isolate_apps
from django.urls import reverse
from django.utils import timezone

from directory.models import Channel, Location, Organization, Service
from directory.models.confidentiality import address_problems
from directory.models.location import ADDRESS_FIELDS
from editorial.accounts.roles import Role
from editorial.confirming.links import confirmation_url, make_link
from editorial.documents.apply import check_document, fresh_document
from editorial.documents.reference import Reference
from editorial.documents.text_columns import is_text_column
from editorial.models import ConfirmationLink, ContentModel, Proposal, Verification
from editorial.publishing.workflow import propose
from editorial.verification.verify import verify
from tests.directory.builders import make_need, make_organization, make_service
from tests.directory.desk.ways_in import (
    KINDS,
    WAYS,
    House,
    arrived,
    by_confirmation,
    by_emergency,
    by_old_version,
    by_proposal,
    by_replacement,
    by_sheet,
    make_house,
    refused,
    words_for,
)
from tests.filling_in import filled_in
from tests.people import account, at_the_desk

pytestmark = pytest.mark.usefixtures("empty_directory")

TRANSLATED = ("_nl", "_en")
NEVER_CARRIED = {"opening_hours", "languages"}
"""Columns whose own rule leaves no room for words."""


def carries(way: Any, kind: Any, column: str) -> bool:
    """Return whether a way brings this column at all; where it does not, nothing can come in."""
    if way is by_sheet:
        return kind is not Location and column != "slug"
    if way is by_confirmation:
        bare = column[:-3]
        is_text = column.endswith(TRANSLATED) and kind in {Organization, Service}
        return (is_text and bare != "doubt") or (kind is Channel and column == "value")
    if way is by_old_version:
        return column != "slug"
    if way is by_replacement:
        return column not in {"slug", "key", "source", *ADDRESS_FIELDS}
    return True


CASES = [
    pytest.param(way, kind, id=f"{way.__name__}-{kind.__name__}")
    for way in WAYS
    for kind in KINDS
    if not (kind is Location and way in {by_sheet, by_confirmation})
]


def words(way: Any, kind: Any) -> dict[str, Any]:
    found = {name: word for name, word in words_for(kind).items() if name not in NEVER_CARRIED}
    assert len(found) > 6
    return {name: word for name, word in found.items() if carries(way, kind, name)}


@pytest.mark.parametrize(("way", "kind"), CASES)
def test_without_a_secret_place_every_word_comes_in(way: Any, kind: Any) -> None:
    told = words(way, kind)
    said = way(make_house(secret=False), kind, told)
    assert arrived(told) == set(told), said


@pytest.mark.parametrize(("way", "kind"), CASES)
def test_around_a_secret_place_no_column_takes_an_address(way: Any, kind: Any) -> None:
    told = words(way, kind)
    said = way(make_house(secret=True), kind, told)
    # The address of a secret place is refused as such, whatever it holds.
    assert refused(said, told) == set(told) - set(ADDRESS_FIELDS), said
    assert arrived(told) == set()


@pytest.mark.parametrize("kind", [Service, Channel])
def test_hours_leave_no_room_for_words(kind: Any) -> None:
    told = {"opening_hours": 'Mo-Fr 09:00-17:00 "Kerkstraat 12"'}
    assert "opening_hours" in by_emergency(make_house(secret=False), kind, told)
    assert arrived(told) == set()


def test_languages_are_codes_and_leave_no_room_for_words() -> None:
    told = {"languages": ["nl", "Kerkstraat 12"]}
    assert "languages" in by_emergency(make_house(secret=False), Service, told)
    assert arrived(told) == set()


def test_a_public_place_beside_a_secret_one_has_an_address_but_no_words_about_it() -> None:
    house = make_house(secret=True)
    house.secret = False
    office = {"address_1": "Dorpsweg 3", "postal_code": "1017 GA", "city": "Amsterdam"}
    assert by_proposal(house, Location, office) == ""
    said = by_emergency(house, Location, office | {"description_nl": "Bel aan op Dorpsweg 3."})
    assert "“Dorpsweg 3”" in said


def test_a_list_is_read_as_a_whole() -> None:
    told = {"alternate_names": ["Huis in de Kerkstraat", "12"]}
    assert "Kerkstraat 12" in by_proposal(make_house(secret=True), Service, told).replace("\n", " ")


def test_a_service_in_a_secret_place_of_another_organization_is_read_too() -> None:
    elsewhere = make_house(secret=True)
    service = make_service()
    service.locations.set(elsewhere.organization.locations.all())
    document = {**fresh_document(service), "seen_in_nl": "Kerkstraat 12"}
    with pytest.raises(ValidationError, match="Kerkstraat 12"):
        check_document(Service, document, service)


def test_a_place_does_not_become_secret_beside_a_service_that_gives_an_address_away() -> None:
    house = make_house(secret=False)
    elsewhere = make_service(source="Havenkade 4")
    elsewhere.locations.set(house.organization.locations.all())
    Service.all_objects.filter(pk=house.service.pk).update(seen_in_nl="Dorpsweg 3")
    document = fresh_document(house.organization)
    document["locations"] = [{**row, "confidential": True} for row in document["locations"]]
    with pytest.raises(ValidationError) as refusal:
        check_document(Organization, document, house.organization)
    said = " ".join(refusal.value.messages)
    assert "Dorpsweg 3" in said
    assert "Havenkade 4" in said


class TestColumns:
    @pytest.mark.parametrize(
        "kind",
        [
            models.CharField,
            models.TextField,
            models.SlugField,
            models.URLField,
            models.EmailField,
            models.JSONField,
            models.FileField,
            models.BinaryField,
            models.GenericIPAddressField,
        ],
    )
    def test_every_kind_of_column_is_read_unless_it_cannot_hold_words(self, kind: Any) -> None:
        assert is_text_column(kind())

    @isolate_apps()
    def test_an_entry_with_a_new_column_refuses_an_address_in_it(self) -> None:
        class Fake(ContentModel):
            motto = models.CharField(max_length=50)
            notes = models.JSONField()
            colour = models.CharField(max_length=9, choices=[("red", "Red")])

            class Meta:
                app_label = "directory"

        fake = Fake(motto="Kerkstraat 1", notes={"Kerkstraat 2": [{"x": "y"}]}, colour="red")
        assert [name for name, _problem in address_problems(fake)] == ["motto", "notes"]
        fake = Fake(motto="Wij helpen", notes=[{"x": ["Kerkstraat 2", 3]}], colour="red")
        assert [name for name, _problem in address_problems(fake)] == ["notes"]


class TestShelter:
    """Where people sleep is secret until an editor says that a place of it is public."""

    def refusal(self, entry: Organization | Service, **changes: Any) -> str:
        document = {**fresh_document(entry), "source": "Kerkstraat 12"} | changes
        try:
            check_document(type(entry), document, entry)
        except ValidationError as error:
            return " ".join(error.messages)
        return ""

    def shelter(self, **changes: Any) -> Organization:
        return make_organization(**{"kind": "shelter"} | changes)

    def test_a_shelter_without_any_place_is_secret_with_all_that_it_offers(self) -> None:
        shelter = self.shelter()
        assert "Kerkstraat 12" in self.refusal(shelter)
        assert "Kerkstraat 12" in self.refusal(make_service(organization=shelter))

    @pytest.mark.parametrize("code", ["shelter", "night"])
    def test_so_is_a_service_with_the_need_or_a_kind_of_it(self, code: str) -> None:
        make_need("night", kind_of=make_need("shelter"))
        service = make_service(needs=[code])
        assert "Kerkstraat 12" in self.refusal(service)
        assert "Kerkstraat 12" in self.refusal(service.organization)
        assert not self.refusal(make_service())

    def test_a_public_place_ends_it(self) -> None:
        shelter = self.shelter()
        service = make_service(organization=shelter, needs=["shelter"])
        place = {"key": "house", "confidential": False, "address_1": "Kerkstraat 12"}
        assert not self.refusal(shelter, locations=[place])
        shelter.locations.create(**place)
        shelter = Organization.all_objects.get(pk=shelter.pk)
        assert not self.refusal(shelter)
        assert not self.refusal(service, locations=["house"])

    @pytest.mark.parametrize("kind", ["postal", "virtual"])
    def test_where_its_post_goes_does_not(self, kind: str) -> None:
        place = {"key": "post", "confidential": False, "location_type": kind}
        assert self.refusal(self.shelter(), locations=[place])

    def test_an_office_says_nothing_of_a_service_where_people_sleep(self) -> None:
        shelter = self.shelter()
        shelter.locations.create(key="office", confidential=False, address_1="Dorpsweg 3")
        assert self.refusal(make_service(organization=shelter, needs=["shelter"]))

    def test_it_does_not_begin_to_shelter_while_its_organization_gives_an_address_away(
        self,
    ) -> None:
        organization = make_organization(seen_in_nl="Dorpsweg 3")
        service = make_service(organization=organization)
        make_need("shelter")
        assert "Dorpsweg 3" in self.refusal(service, source="", needs=["shelter"])


class TestNotes:
    """What is written beside an entry is read by everybody at the desk."""

    NOTE = "Wij zitten nu op Kerkstraat 12."

    @pytest.fixture
    def house(self) -> House:
        return make_house(secret=True)

    def test_no_proposal_is_noted_with_it(self, house: House) -> None:
        by = account(Role.EDITOR, username="editor")
        document = house.document(Organization, {"source": "Gebeld"})
        base = fresh_document(house.organization)
        with pytest.raises(ValidationError, match="Kerkstraat 12"):
            propose(house.organization, document, base=base, by=by, note=self.NOTE)
        assert not Proposal.objects.exists()

    @pytest.mark.parametrize("name", ["name", "remark"])
    def test_no_organization_leaves_it_behind(self, house: House, name: str) -> None:
        client, link = Client(), make_link(house.organization, by="anna", now=timezone.now())
        parts = urlsplit(confirmation_url(link, "nl"))
        form = {"remark": "Klopt"} | {name: self.NOTE}
        where = f"{parts.path}?{parts.query}"
        answer = client.post(where, form, headers={"Sec-Fetch-Site": "same-origin"})
        assert answer.status_code == 400
        assert "“Kerkstraat 12”" in answer.content.decode()
        assert not ConfirmationLink.objects.exclude(remark="", answered_by="").exists()

    @pytest.mark.parametrize("kind", [Organization, Service, Channel])
    def test_no_check_is_recorded_with_it(self, house: House, kind: Any) -> None:
        client = at_the_desk(Role.EDITOR)
        record = Reference.to(kind._default_manager.get())
        where = f"{reverse('admin:editorial_verification_check')}?record={record}"
        page = client.get(where)
        form = filled_in(page, how="phoned", outcome="correct", remark=self.NOTE)
        answer = client.post(where, form)
        assert "“Kerkstraat 12”" in answer.content.decode()
        assert not Verification.objects.exists()
        assert client.post(where, {**form, "remark": ["Gebeld"]}).status_code == 302

    def test_elsewhere_a_note_may_name_a_street(self) -> None:
        open_house = make_house(secret=False)
        verify([open_house.organization], by="anna", how="phoned", remark=self.NOTE)
        assert Verification.objects.exists()
