"""A run over the links and numbers of the content, against a server on this machine."""

import io
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command

from directory.models import Channel, Organization
from editorial.links.checking import Run
from editorial.links.fetching import Fetcher
from editorial.links.gathering import gather_links, links_in
from editorial.models import LinkFinding, LinkOutcome
from rights.models import Legislation, LegislationIdentifier
from tests.directory.builders import make_channel, make_organization
from tests.editorial.links.bad_server import BadServer, answers, running

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_directory")]

FIRST_DAY = datetime(2026, 3, 3, 9, tzinfo=UTC)
WEEK = timedelta(days=7)


@pytest.fixture
def server() -> Iterator[BadServer]:
    with running() as server:
        yield server


def run(at: datetime = FIRST_DAY, *, hours: float = 20) -> list[str]:
    """Check what waits at a moment; return the addresses that were asked."""
    fetcher = Fetcher(user_agent="test checker", timeout=1, deadline=2, allow_private=True)
    checking = Run(fetcher, since=at - timedelta(hours=hours), delay=0, now=lambda: at)
    checking.check_numbers()
    return [url for url, _answer in checking.check(checking.waiting())]


def findings() -> dict[str, str]:
    return dict(LinkFinding.objects.values_list("url", "outcome"))


def places() -> set[tuple[str, str, str]]:
    return {(place.field, place.language, place.url) for place in gather_links()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kijk op https://example.org/a.", ["https://example.org/a"]),
        ("(zie http://example.org/?a=1&b=2)", ["http://example.org/?a=1&b=2"]),
        ("HTTPS://EXAMPLE.ORG, https://a.nl!", ["HTTPS://EXAMPLE.ORG", "https://a.nl"]),
        ("www.example.org, post@example.org", []),
        ("", []),
    ],
)
def test_links_are_found_in_sentences(text: str, expected: list[str]) -> None:
    assert links_in(text) == expected


def test_links_are_found_in_fields_and_in_texts_of_each_language() -> None:
    organization = make_organization(
        website="https://example.org/",
        description_nl="Zie https://example.org/nl.",
        description_en="See https://example.org/en.",
        source="https://archive.example.org/",
    )
    make_channel(organization, kind="chat", value="https://example.org/chat")
    assert places() == {
        ("website", "", "https://example.org/"),
        ("description_nl", "nl", "https://example.org/nl"),
        ("description_en", "en", "https://example.org/en"),
        ("value", "", "https://example.org/chat"),
    }


def test_links_that_are_built_are_checked_in_each_language() -> None:
    directive = Legislation.all_objects.create(
        slug="directive", kind="eu_directive", state="published"
    )
    LegislationIdentifier.objects.create(
        legislation=directive, scheme="CELEX", value="32011L0036", certainty="A"
    )
    found = places()
    assert {language for _field, language, _url in found} == {"nl", "en"}
    assert len({url for _field, _language, url in found}) == 2


def test_what_is_withdrawn_is_left_alone() -> None:
    make_organization(website="https://example.org/", state="withdrawn")
    assert places() == set()


def test_every_outcome_is_written_down_with_its_place(server: BadServer) -> None:
    good, bad = server.url("/good", answers(200)), server.url("/bad", answers(404))
    make_organization(slug="one", website=good)
    make_organization(slug="two", description_en=f"See {bad}.")
    run()
    assert findings() == {good: LinkOutcome.WORKS, bad: LinkOutcome.GONE}
    finding = LinkFinding.objects.get(url=bad)
    assert (finding.model, finding.key) == ("directory.Organization", "two")
    assert (finding.field, finding.language) == ("description_en", "en")
    assert (finding.status, finding.checked_at) == (404, FIRST_DAY)


def test_an_address_that_stands_in_many_places_is_asked_once(server: BadServer) -> None:
    url = server.url("/", answers(200))
    for _ in range(3):
        make_organization(website=url)
    assert run() == [url]
    assert server.asked["HEAD", "/"] == 1
    assert LinkFinding.objects.count() == 3


def test_a_run_that_is_stopped_half_way_is_resumed(server: BadServer) -> None:
    urls = {server.url(f"/{number}", answers(200)) for number in range(6)}
    for url in urls:
        make_organization(website=url)
    fetcher = Fetcher(user_agent="test checker", timeout=1, deadline=2, allow_private=True)
    stopped = Run(fetcher, since=FIRST_DAY - WEEK, delay=0, now=lambda: FIRST_DAY)
    with closing(stopped.check(stopped.waiting())) as answers_so_far:
        done = {next(answers_so_far)[0], next(answers_so_far)[0]}
    assert findings().keys() == done
    assert set(run()) == urls - done
    assert findings().keys() == urls


def test_what_was_checked_lately_is_left_alone_and_later_checked_again(server: BadServer) -> None:
    url = server.url("/", answers(200))
    make_organization(website=url)
    assert run(FIRST_DAY) == [url]
    assert run(FIRST_DAY + timedelta(hours=1)) == []
    assert run(FIRST_DAY + WEEK) == [url]


def test_a_link_that_is_gone_from_the_content_is_forgotten(server: BadServer) -> None:
    make_organization(website=server.url("/", answers(404)))
    run()
    Organization.all_objects.update(website="")
    run()
    assert findings() == {}


class TestFaults:
    def outcomes_of_runs(self, server: BadServer, *statuses: int) -> list[bool]:
        """Return after each weekly run whether an editor has to look."""
        make_organization(website=f"{server.address}/")
        faults = []
        for number, status in enumerate(statuses):
            server.url("/", answers(status))
            run(FIRST_DAY + number * WEEK)
            faults.append(LinkFinding.objects.faults().exists())
        return faults

    def test_a_page_that_is_gone_is_one_at_once(self, server: BadServer) -> None:
        assert self.outcomes_of_runs(server, 404) == [True]

    def test_an_error_is_one_when_it_is_still_there_in_a_second_run(
        self, server: BadServer
    ) -> None:
        assert self.outcomes_of_runs(server, 500, 500, 200) == [False, True, False]

    def test_a_site_that_refuses_machines_is_none(self, server: BadServer) -> None:
        assert self.outcomes_of_runs(server, 403, 403) == [False, False]

    def test_it_says_since_when(self, server: BadServer) -> None:
        self.outcomes_of_runs(server, 200, 404, 404)
        finding = LinkFinding.objects.get()
        assert (finding.failing_since, finding.failures) == (FIRST_DAY + WEEK, 2)

    def test_an_accepted_one_comes_back_only_with_another_outcome(self, server: BadServer) -> None:
        self.outcomes_of_runs(server, 404)
        LinkFinding.objects.update(accepted_at=FIRST_DAY, accepted_by="anna")
        run(FIRST_DAY + WEEK)
        assert not LinkFinding.objects.faults().exists()
        server.url("/", answers(301, Location="/new"))
        server.url("/new", answers(200))
        run(FIRST_DAY + 2 * WEEK)
        assert LinkFinding.objects.faults().exists()


class TestNumbers:
    def number(self, value: str, kind: str = "phone") -> Channel:
        return make_channel(make_organization(), value=value, kind=kind)

    @pytest.mark.parametrize("value", ["+31334481186", "+318005151", "112", "113"])
    def test_a_valid_number_gives_no_finding(self, value: str) -> None:
        self.number(value)
        run()
        assert findings() == {}

    @pytest.mark.parametrize("value", ["+3133448118", "033 448 11 86", "1", "hello"])
    def test_a_number_that_cannot_be_dialled_is_found(self, value: str) -> None:
        channel = self.number(value)
        run()
        [finding] = LinkFinding.objects.faults()
        assert (finding.outcome, finding.url) == (LinkOutcome.INVALID_NUMBER, value)
        assert (finding.model, finding.key) == ("directory.Channel", channel.key)

    def test_a_mended_number_is_forgotten(self) -> None:
        channel = self.number("+3133448118")
        run()
        Channel.objects.filter(pk=channel.pk).update(value="+31334481186")
        run()
        assert findings() == {}


def test_the_command_says_what_it_did(monkeypatch: pytest.MonkeyPatch, server: BadServer) -> None:
    monkeypatch.setattr(Fetcher, "_check_address", lambda self, address: None)
    make_organization(website=server.url("/good", answers(200)))
    make_channel(make_organization(website=server.url("/bad", answers(404))), value="+311")
    printed = io.StringIO()
    options: dict[str, Any] = {"delay": 0, "timeout": 1}
    call_command("check_links", stdout=printed, **options)
    assert "cannot be right: 1." in printed.getvalue()
    assert "Links checked: 2." in printed.getvalue()
    printed = io.StringIO()
    call_command("check_links", stdout=printed, **options)
    assert "Links checked: 0." in printed.getvalue()
