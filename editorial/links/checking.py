"""A run over all links and numbers: polite to each host, resumable, and written down as it goes."""

from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from queue import Queue
from threading import Event
from urllib.parse import urlsplit

from django.utils import timezone

from editorial.documents.reference import Reference
from editorial.links.fetching import Fetcher, FetchResult
from editorial.links.gathering import LinkPlace, gather_contacts, gather_links
from editorial.models import LinkFinding, LinkOutcome

HOSTS_AT_ONCE = 4
BATCH = 500


@dataclass(slots=True)
class Run:
    """One run. What was checked after ``since`` is left for the next: so it resumes.

    ``delay`` is the pause between two requests to one host, in seconds.
    """

    fetcher: Fetcher
    since: datetime
    delay: float = 1.0
    now: Callable[[], datetime] = timezone.now
    _stop: Event = field(default_factory=Event)

    def check_numbers(self) -> int:
        """Check every number and address without asking anybody: a query for all, one a change."""
        known = _known_findings()
        present: set[LinkPlace] = set()
        for place, problem in gather_contacts():
            if problem:
                present.add(place)
                finding = known.get(place) or _new_finding(place)
                finding.note(LinkOutcome.INVALID_NUMBER, at=self.now(), detail=problem)
                finding.save()
        stale = [
            finding.pk
            for place, finding in known.items()
            if finding.outcome == LinkOutcome.INVALID_NUMBER and place not in present
        ]
        LinkFinding.objects.filter(pk__in=stale).delete()
        return len(present)

    def waiting(self) -> dict[str, list[LinkPlace]]:
        """Return what has to be asked, by URL; forget findings of links that are gone."""
        known, present = _known_findings(), set(gather_links())
        LinkFinding.objects.filter(
            pk__in=[
                finding.pk
                for place, finding in known.items()
                if place not in present and finding.outcome != LinkOutcome.INVALID_NUMBER
            ]
        ).delete()
        waiting: dict[str, list[LinkPlace]] = defaultdict(list)
        for place in sorted(present):
            finding = known.get(place)
            if finding is None or finding.checked_at < self.since:
                waiting[place.url].append(place)
        return dict(waiting)

    def check(self, waiting: dict[str, list[LinkPlace]]) -> Generator[tuple[str, FetchResult]]:
        """Ask each URL once, write down what it gives, and yield it.

        Hosts are asked beside each other, the URLs of one host one after the other. Stopping
        half-way loses nothing: the next run goes on where this one was.
        """
        known = _known_findings()
        for url, answer in self._answers(waiting):
            for place in waiting[url]:
                finding = known.get(place) or _new_finding(place)
                finding.note(
                    answer.outcome,
                    at=self.now(),
                    status=answer.status,
                    final_url=answer.final_url,
                    detail=answer.detail,
                )
                finding.save()
            yield url, answer

    def _answers(self, urls: Iterable[str]) -> Iterator[tuple[str, FetchResult]]:
        by_host: dict[str, list[str]] = defaultdict(list)
        for url in urls:
            by_host[_host(url)].append(url)
        answers: Queue[tuple[str, FetchResult] | None] = Queue()
        with ThreadPoolExecutor(HOSTS_AT_ONCE) as hosts:
            for of_host in by_host.values():
                hosts.submit(self._ask_host, of_host, answers)
            try:
                ended = 0
                while ended < len(by_host):
                    answer = answers.get()
                    if answer is None:
                        ended += 1
                    else:
                        yield answer
            finally:
                self._stop.set()

    def _ask_host(self, urls: list[str], answers: Queue[tuple[str, FetchResult] | None]) -> None:
        try:
            for number, url in enumerate(urls):
                if self._stop.wait(self.delay if number else 0):
                    break
                answers.put((url, self.fetcher.fetch(url)))
        finally:
            answers.put(None)


def default_since(hours: float) -> datetime:
    """Return the moment before which a check is old enough to be repeated."""
    return timezone.now() - timedelta(hours=hours)


def _known_findings() -> dict[LinkPlace, LinkFinding]:
    return {
        LinkPlace(
            Reference(finding.model, finding.key), finding.field, finding.language, finding.url
        ): finding
        for finding in LinkFinding.objects.iterator(chunk_size=BATCH)
    }


def _new_finding(place: LinkPlace) -> LinkFinding:
    return LinkFinding(
        model=place.reference.model,
        key=place.reference.key,
        field=place.field,
        language=place.language,
        url=place.url,
    )


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return ""
