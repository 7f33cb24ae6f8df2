"""Visitors read one edition, whatever happens to the database, the folder or the edition after."""

import json
import re
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from directory.models import Organization, Service
from editorial.editions.current import SECONDS_BEFORE_A_COMPLAINT, EditionReader, reading_with
from editorial.editions.store import EditionFolder
from tests.directory.builders import make_channel, make_organization, make_service
from tests.editorial.editions.conftest import Make, keep

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_directory")]

Spoil = Callable[[EditionFolder], None]


@pytest.fixture
def service(empty_directory: None) -> Service:
    organization = make_organization(slug="de-hulp", name_nl="De Hulp")
    channel = make_channel(organization)
    return make_service(
        slug="het-aanbod", name_nl="Het aanbod", organization=organization, channels=[channel]
    )


def status(path: str) -> int:
    return Client().get(path).status_code


def text(path: str) -> str:
    return Client().get(path).content.decode()


def test_visitors_see_the_edition_and_not_what_is_written_since(
    service: Service, reader: EditionReader, make: Make
) -> None:
    assert "Het aanbod" in text("/nl/hulp/het-aanbod/")
    service.name_nl = "Een nieuw aanbod"
    service.save()
    assert "Het aanbod" in text("/nl/hulp/?need=talk")
    make()
    assert "Het aanbod" in text("/nl/hulp/?need=talk")
    reader.look()
    for path in ("/nl/hulp/?need=talk", "/nl/hulp/het-aanbod/", "/nl/organisaties/de-hulp/"):
        assert "Een nieuw aanbod" in text(path)
        assert "Het aanbod" not in text(path)


def test_whoever_reads_without_an_edition_reads_the_database(
    service: Service, reader: EditionReader
) -> None:
    Service.all_objects.update(name_nl="Een nieuw aanbod")
    assert Service.objects.get().name_nl == "Een nieuw aanbod"
    with reading_with(None):
        assert "Een nieuw aanbod" in text("/nl/hulp/het-aanbod/")


def test_without_any_edition_the_page_says_so_and_whom_to_call(folder: EditionFolder) -> None:
    with reading_with(EditionReader(folder.path)):
        response = Client().get("/nl/hulp/")
    assert response.status_code == 503
    assert 'href="tel:112"' in response.content.decode()


PAGES_OF_THE_STATE = (
    "/nl/hulp/",
    "/nl/hulp/?need=talk",
    "/nl/hulp/het-aanbod/",
    "/nl/organisaties/",
    "/nl/organisaties/de-hulp/",
    "/nl/wie-doet-wat/",
    "/nl/wie-doet-wat/?phase=care",
    "/nl/wegwijzer/antwoord/?need=talk",
)


def write_state(number: int) -> None:
    """Let every text of the directory name the same state."""
    Organization.all_objects.update(
        name_nl=f"Organisatie toestand-{number}", description_nl=f"Organisatie toestand-{number}"
    )
    Service.all_objects.update(
        name_nl=f"Aanbod toestand-{number}",
        description_nl=f"Wij helpen, toestand-{number}",
        eligibility_description_nl=f"Voor toestand-{number}",
    )


def test_no_page_mixes_two_editions_while_they_are_swapped_under_load(
    service: Service, reader: EditionReader, make: Make
) -> None:
    for _ in range(5):
        make_service(organization=service.organization)
    write_state(0)
    make()
    reader.look()
    has_ended = threading.Event()
    seen: list[frozenset[str]] = []
    problems: list[str] = []

    def visit(start: int) -> None:
        client, number = Client(headers={"user-agent": "a robot, which is not counted"}), start
        while not has_ended.is_set():
            path = PAGES_OF_THE_STATE[number % len(PAGES_OF_THE_STATE)]
            number += 1
            try:
                page = client.get(path).content.decode()
            except Exception as error:  # noqa: BLE001 - whatever it is, the test tells it
                problems.append(f"{path}: {error!r}")
                return
            states = frozenset(re.findall(r"toestand-\d+", page))
            seen.append(states)
            if len(states) != 1:
                problems.append(f"{path}: {sorted(states)}")

    visitors = [threading.Thread(target=visit, args=(start,)) for start in (0, 4)]
    for visitor in visitors:
        visitor.start()
    for number in range(1, 4):
        write_state(number)
        make()
        reader.look()
    has_ended.set()
    for visitor in visitors:
        visitor.join()
    assert problems == []
    assert len(set(seen)) > 2
    assert "toestand-3" in text("/nl/hulp/")


def file_of(folder: EditionFolder) -> Path:
    pointer = folder.pointer()
    assert pointer
    return folder.file(pointer.number)


def change_a_byte(folder: EditionFolder) -> None:
    path = file_of(folder)
    contents = bytearray(path.read_bytes())
    contents[len(contents) // 2] ^= 1
    path.write_bytes(contents)


def cut_off(folder: EditionFolder) -> None:
    path = file_of(folder)
    path.write_bytes(path.read_bytes()[:-4096])


def delete(folder: EditionFolder) -> None:
    file_of(folder).unlink()


def point_to_another_digest(folder: EditionFolder) -> None:
    path = folder.path / "current.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"sha256": "0" * 64}))


def spoil_the_pointer(folder: EditionFolder) -> None:
    (folder.path / "current.json").write_text('{"number": 1, "sha')


def delete_everything(folder: EditionFolder) -> None:
    for path in folder.path.iterdir():
        path.unlink()


DAMAGES = [
    change_a_byte,
    cut_off,
    delete,
    point_to_another_digest,
    spoil_the_pointer,
    delete_everything,
]


def test_damage_to_the_live_edition_is_not_noticed_by_visitors_and_refused_by_whoever_starts(
    service: Service, reader: EditionReader, folder: EditionFolder, subtests: pytest.Subtests
) -> None:
    mend = keep(folder)
    for spoil in DAMAGES:
        mend()
        spoil(folder)
        with subtests.test(spoil.__name__):
            for _ in range(2):
                assert "Het aanbod" in text("/nl/hulp/?need=talk")
                assert "Het aanbod" in text("/nl/organisaties/de-hulp/")
                reader.look()
            starts = EditionReader(folder.path)
            starts.look()
            assert starts.edition() is None


def test_a_damaged_next_edition_leaves_the_one_before(
    service: Service,
    reader: EditionReader,
    folder: EditionFolder,
    make: Make,
    subtests: pytest.Subtests,
) -> None:
    Service.all_objects.update(name_nl="Een nieuw aanbod")
    make()
    mend = keep(folder)
    for spoil in (change_a_byte, cut_off, delete):
        mend()
        spoil(folder)
        reader.look()
        with subtests.test(spoil.__name__):
            assert "Het aanbod" in text("/nl/hulp/?need=talk")


def test_an_edition_of_another_release_is_refused(
    service: Service, reader: EditionReader, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    Service.all_objects.update(name_nl="Een nieuw aanbod")
    make()
    monkeypatch.setattr("editorial.editions.loaded.schema_digest", lambda: "of another release")
    reader.look()
    assert "Het aanbod" in text("/nl/hulp/?need=talk")


def test_what_lasts_is_complained_of_once(  # noqa: PLR0917 - fixtures
    service: Service,
    reader: EditionReader,
    folder: EditionFolder,
    make: Make,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    Service.all_objects.update(name_nl="Een nieuw aanbod")
    make()
    cut_off(folder)
    seconds = [100.0]
    monkeypatch.setattr("editorial.editions.current.time.monotonic", lambda: seconds[0])
    reader.look()
    assert caplog.messages == []
    for _ in range(3):
        seconds[0] += SECONDS_BEFORE_A_COMPLAINT
        reader.look()
    assert len(caplog.messages) == 1
    assert "The file of the live edition is damaged." in caplog.text


def test_a_reader_writes_nothing_into_an_edition(service: Service, reader: EditionReader) -> None:
    edition = reader.edition()
    assert edition is not None
    with (
        edition.database.connection().cursor() as cursor,
        pytest.raises(Exception, match="readonly"),
    ):
        cursor.execute("DELETE FROM directory_service")


def test_a_report_reaches_the_database_and_not_the_edition(
    service: Service, reader: EditionReader
) -> None:
    response = Client(headers={"sec-fetch-site": "same-origin"}).post(
        "/nl/klopt-niet/service/het-aanbod/", {"reason": "no_answer"}
    )
    assert response.status_code == 302
    with connection.cursor() as cursor:
        cursor.execute("SELECT count FROM editorial_visitorreport")
        assert cursor.fetchall() == [(1,)]
