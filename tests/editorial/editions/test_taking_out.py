"""What is denied is gone from every page with the next request, without a build, and for good."""

from collections.abc import Iterable

import pytest
from django.test import Client

from directory.models import Channel, Organization, Service
from editorial.editions.current import EditionReader, reading_with
from editorial.editions.deny import DENIED, Why, add_denials, forget_denials
from editorial.editions.store import EditionFolder
from editorial.reading.router import reading
from tests.directory.builders import make_channel, make_organization, make_service
from tests.editorial.editions.conftest import Make

pytestmark = [
    pytest.mark.usefixtures("empty_directory"),
    pytest.mark.once,  # visitors read an edition, beside whatever database
]

PAGES = (
    "/nl/hulp/",
    "/nl/hulp/?need=talk",
    "/nl/hulp/het-aanbod/",
    "/nl/hulp/ander-aanbod/",
    "/nl/organisaties/",
    "/nl/organisaties/de-hulp/",
    "/nl/wie-doet-wat/",
    "/nl/wegwijzer/antwoord/",
    "/nl/wegwijzer/antwoord/?need=talk",
    "/sitemap.xml",
)


@pytest.fixture
def organization(empty_directory: None) -> Organization:
    organization = make_organization(slug="de-hulp", name_nl="De Hulp")
    number, other_number = (
        make_channel(organization),
        make_channel(organization, value="+31201234567"),
    )
    make_service(
        slug="het-aanbod", name_nl="Het aanbod", organization=organization, channels=[number]
    )
    make_service(
        slug="ander-aanbod",
        name_nl="Ander werk",
        organization=organization,
        channels=[other_number],
    )
    return organization


def deny(folder: EditionFolder, *rows: Service | Organization | Channel) -> None:
    add_denials(folder.path, [(row._meta.label_lower, row.pk) for row in rows], Why.WITHDRAWN)


def pages_that_say(text: str, paths: Iterable[str] = PAGES) -> list[str]:
    client = Client()
    return [path for path in paths if text in client.get(path).content.decode()]


def test_a_denied_service_is_gone_with_the_next_request(
    organization: Organization, reader: EditionReader, folder: EditionFolder
) -> None:
    assert len(pages_that_say("Het aanbod")) > 4  # seen before, so stored as well
    deny(folder, Service.objects.get(slug="het-aanbod"))
    assert pages_that_say("Het aanbod") == []
    assert pages_that_say('/hulp/het-aanbod/"') == ["/nl/hulp/het-aanbod/"]  # its own 404
    assert Client().get("/nl/hulp/het-aanbod/").status_code == 404
    assert "Ander werk" in Client().get("/nl/hulp/").content.decode()


def test_what_hangs_on_a_denied_organization_is_gone_too(
    organization: Organization, reader: EditionReader, folder: EditionFolder
) -> None:
    deny(folder, organization)
    assert pages_that_say("Het aanbod") == pages_that_say("De Hulp") == []
    assert Client().get("/nl/hulp/ander-aanbod/").status_code == 404


def test_a_denied_number_is_gone_and_its_service_stays(
    organization: Organization, reader: EditionReader, folder: EditionFolder
) -> None:
    assert pages_that_say("+31201234567")
    deny(folder, Channel.objects.get(value="+31201234567"))
    assert pages_that_say("+31201234567") == []
    assert Client().get("/nl/hulp/ander-aanbod/").status_code == 200


def test_the_counts_follow_as_soon_as_they_are_made_again(
    organization: Organization, reader: EditionReader, folder: EditionFolder
) -> None:
    deny(folder, Service.objects.get(slug="het-aanbod"))
    reader.look()
    assert pages_that_say("Het aanbod") == []
    edition = reader.edition()
    assert edition is not None
    assert edition.part("directory").matcher.keys == (Service.objects.get(slug="ander-aanbod").pk,)


def test_what_was_denied_stays_gone_when_the_list_is_shortened(
    organization: Organization, reader: EditionReader, folder: EditionFolder
) -> None:
    deny(folder, Service.objects.get(slug="het-aanbod"))
    assert pages_that_say("Het aanbod") == []
    forget_denials(folder.path, 1)
    assert pages_that_say("Het aanbod") == []
    (folder.path / DENIED).unlink()
    assert pages_that_say("Het aanbod") == []


def test_a_spoiled_list_brings_nothing_back_and_breaks_no_page(
    organization: Organization,
    reader: EditionReader,
    folder: EditionFolder,
    caplog: pytest.LogCaptureFixture,
) -> None:
    deny(folder, Service.objects.get(slug="het-aanbod"))
    assert pages_that_say("Het aanbod") == []
    (folder.path / DENIED).write_text('{"sequence": 9, "rows": [{')
    assert pages_that_say("Het aanbod") == []
    assert pages_that_say("Ander werk")
    assert len(caplog.messages) == 1


def test_whoever_starts_after_a_denial_does_not_show_it_either(
    organization: Organization, make: Make, folder: EditionFolder
) -> None:
    make()
    deny(folder, Service.objects.get(slug="het-aanbod"))
    reader = EditionReader(folder.path)
    reader.look()
    with reading_with(reader):
        assert pages_that_say("Het aanbod") == []
        assert pages_that_say("Ander werk")


def test_what_is_published_again_comes_back_with_its_edition(
    organization: Organization, reader: EditionReader, folder: EditionFolder, make: Make
) -> None:
    Service.all_objects.filter(slug="het-aanbod").update(state="withdrawn")
    deny(folder, Service.all_objects.get(slug="het-aanbod"))
    make()
    reader.look()
    assert pages_that_say("Het aanbod") == []
    Service.all_objects.filter(slug="het-aanbod").update(state="published")
    make()
    reader.look()
    assert pages_that_say("Het aanbod")


def test_a_request_under_way_keeps_to_what_it_began_with(
    organization: Organization, reader: EditionReader, folder: EditionFolder
) -> None:
    edition = reader.edition()
    assert edition is not None
    with reading(edition):
        assert Service.objects.count() == 2
        deny(folder, Service.objects.get(slug="het-aanbod"))
        assert reader.edition() is not edition
        assert Service.objects.count() == 2
