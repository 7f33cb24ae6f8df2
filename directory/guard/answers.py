"""What the desk is shown of the signpost before a change is published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from directory.facets import FACETS
from directory.first_contact.decision import FirstContacts
from directory.first_contact.loading import confirmed_coordinators, load_rules
from directory.first_contact.regional_points import load_regional_points
from directory.first_contact.rules import ContactRule
from directory.formats.opening_hours import is_open
from directory.guard.preview import Example, SampledAnswer, preview
from directory.guard.problems import stored_fallbacks, stored_problems
from directory.matching.matcher import Matcher
from directory.matching.question import ServiceRecord
from directory.models import FirstContactRule, Organization, Service
from directory.snapshot.facet_terms import load_vocabularies, vocabulary_of
from directory.snapshot.service_records import load_geography, load_services
from editorial.models import ContentModel, Entry
from editorial.publishing.guards import AnswerChange


@dataclass(frozen=True, slots=True)
class Deciding:
    """What decides whom the signpost names, of the rules and of the services of one entry.

    Each service has its place among the others: of equals the first by name comes first.
    """

    rules: tuple[ContactRule, ...]
    confirmed: Mapping[int, date]
    points: Mapping[int, int | None]
    services: Mapping[int, tuple[str, ServiceRecord]]


class SignpostAnswers:
    """The first contacts of everyone who can answer the signpost's questions."""

    title = _("Whom the signpost names first")
    SHOWN = 20

    def concerns(self, model: type[ContentModel]) -> bool:
        """Return whether it is a rule, or something that a rule may name."""
        return issubclass(model, FirstContactRule | Service | Organization)

    def problems(self) -> Sequence[str]:
        """Return the ages that are or will be left without a fallback."""
        now = timezone.now()
        return [str(problem) for problem in stored_problems(stored_fallbacks(now), now)]

    def look_at(self, entry: Entry) -> Deciding:
        """Return what decides of the rules and of the services that an entry is or belongs to."""
        keys = _services_of(entry)
        places = dict(Service.all_objects.filter(pk__in=keys).values_list("pk", "sort_key"))
        records = load_services(timezone.now(), only=keys).records
        return Deciding(
            rules=load_rules(timezone.now()),
            confirmed=confirmed_coordinators(),
            points=load_regional_points(),
            services={record.key: (places[record.key], record) for record in records},
        )

    def changes(self, before: Deciding, after: Deciding) -> Sequence[AnswerChange]:
        """Return the contacts that change place, for how many combinations of answers."""
        if before == after:
            return []
        old, new = _states(before, after)
        found = preview(old, new, timezone.now())
        shown = found.changes[: self.SHOWN]
        keys = {key for change in shown for key in (*change.before, *change.after) if key}
        names = dict(Service.all_objects.filter(pk__in=keys).values_list("pk", "name_nl"))
        return [
            AnswerChange(
                before=_named(change.before, names),
                after=_named(change.after, names),
                count=change.combinations,
                example=_described(change.example),
            )
            for change in shown
        ]


def _services_of(entry: Entry) -> list[int]:
    """Return the keys of the services of an entry: itself, or all that go with an organization."""
    if isinstance(entry, Service):
        return [entry.pk]
    if not isinstance(entry, Organization):
        return []
    belongs = Q(organization=entry.pk) | Q(channels__organization=entry.pk)
    return list(Service.all_objects.filter(belongs).order_by().values_list("pk", flat=True))


def _states(*looks: Deciding) -> list[FirstContacts]:
    """Return the first contacts for each of these looks, everything else as it is now."""
    places = dict(Service.all_objects.order_by().values_list("pk", "sort_key"))
    seen = {key for look in looks for key in look.services}
    others = [
        (places[record.key], record)
        for record in load_services(timezone.now()).records
        if record.key not in seen
    ]
    vocabulary, geography = vocabulary_of(load_vocabularies()), load_geography()
    states = []
    for look in looks:
        placed = sorted(
            [*others, *look.services.values()], key=lambda found: (found[0], found[1].key)
        )
        records = [record for _place, record in placed]
        matcher = Matcher.build(records, vocabulary, geography, is_open)
        states.append(FirstContacts.build(look.rules, matcher, look.confirmed, look.points))
    return states


def _named(answer: SampledAnswer, names: dict[int, str | None]) -> str:
    return " / ".join((names.get(key) if key else None) or gettext("nobody") for key in answer)


def _described(example: Example) -> str:
    said = [f"{FACETS[facet].query_key}: {code}" for facet, code in example.said.items()]
    said += [example.municipality] if example.municipality else []
    said += [gettext("in danger")] if example.in_danger else []
    said.append(f"{example.moment:%H:%M}")
    return ", ".join(said)
