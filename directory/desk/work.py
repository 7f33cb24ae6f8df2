"""What waits in the directory: facts to be checked, by organization with its numbers."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from directory.models import (
    Channel,
    ChannelKind,
    FirstContactOption,
    NeedGroup,
    Organization,
    Service,
    TopicOwnership,
)
from directory.models.regional_confirmation import regional_coordinators
from editorial.documents.reference import Reference
from editorial.freshness import (
    Freshness,
    FreshnessState,
    freshness_of_contact,
    freshness_of_record,
    local_day,
)
from editorial.models import PublicationState
from editorial.work.tasks import Group, Number, Subject, Task, TaskKind, WorkSource

KIND_OF_STATE = {
    FreshnessState.TOO_OLD: TaskKind.TOO_OLD,
    FreshnessState.OVERDUE: TaskKind.OVERDUE,
    FreshnessState.DUE: TaskKind.DUE,
}

SERVICE, ORGANIZATION, CHANNEL, TOPIC = (
    model._meta.label for model in (Service, Organization, Channel, TopicOwnership)
)
TOPICS = Group("topics", _("Topics"), order="\ufffe")


class _Entry(NamedTuple):
    """A service or organization, as far as its freshness goes."""

    pk: int
    slug: str
    name: str
    organization: int
    checked_on: date | None
    first_published_at: datetime | None

    @property
    def published_on(self) -> date | None:
        return local_day(self.first_published_at)


class _Contact(NamedTuple):
    """A number or address of an organization."""

    pk: int
    key: str
    kind: str
    value: str
    label: str
    organization: int
    checked_on: date | None


class DirectoryWork(WorkSource):
    """Services, organizations, numbers, regional coordinators and topics: eight queries.

    One more if somebody named a service that is not published any more.
    """

    def content_tasks(self) -> Iterator[Task]:
        """Yield what must be checked or confirmed."""
        yield from self._entries_to_check(SERVICE, self._services, self._contacts_of_service)
        yield from self._entries_to_check(
            ORGANIZATION, self._organizations, self._contacts_of_organization
        )
        yield from self._contacts_to_check()
        yield from self._fallbacks_to_check()
        yield from self._coordinators_to_confirm()

    def subjects(self, references: Collection[Reference]) -> Iterator[Subject]:
        """Yield services and organizations, their numbers, and topics."""
        known = [*self._services.values(), *self._unpublished(references)]
        groups = self._groups
        for entry in known:
            yield self._entry_subject(SERVICE, entry, groups[entry.organization], "service")
        for pk, group in groups.items():
            entry = self._all_organizations[pk]
            yield self._entry_subject(ORGANIZATION, entry, group, "organization")
        for contact in self._contacts.values():
            kind = ChannelKind(contact.kind).label
            yield Subject(
                Reference(CHANNEL, contact.key),
                format_lazy("{kind}: {label}", kind=kind, label=contact.label)
                if contact.label
                else kind,
                groups[contact.organization],
                value=contact.value,
            )
        for topic in NeedGroup:
            yield Subject(Reference(TOPIC, topic), topic.label, TOPICS, is_verifiable=False)

    def numbers(self, groups: Collection[str]) -> Mapping[str, Sequence[Number]]:
        """Return all numbers and addresses of these organizations: no query, they are known."""
        return {
            group.key: [_number(contact) for contact in self._contacts_of_organization[pk]]
            for pk, group in self._groups.items()
            if group.key in groups
        }

    def _entries_to_check(
        self,
        label: str,
        entries: Mapping[int, _Entry],
        contacts: Mapping[int, Sequence[_Contact]],
    ) -> Iterator[Task]:
        for entry in entries.values():
            freshness = self._freshness(entry, contacts.get(entry.pk, ()))
            yield from self._to_check(Reference(label, entry.slug), freshness, entry.published_on)

    def _contacts_to_check(self) -> Iterator[Task]:
        for contact in self._contacts.values():
            organization = self._organizations.get(contact.organization)
            if organization is not None:
                published_on = organization.published_on
                freshness = freshness_of_contact(
                    self.limits, checked_on=contact.checked_on, first_published_on=published_on
                )
                yield from self._to_check(Reference(CHANNEL, contact.key), freshness, published_on)

    def _to_check(
        self, reference: Reference, freshness: Freshness, published_on: date | None
    ) -> Iterator[Task]:
        state = freshness.state(self._today)
        never = freshness.checked_on is None
        if state in KIND_OF_STATE and not (never and state == FreshnessState.DUE):
            kind = KIND_OF_STATE[state]
            since = freshness.due_on if kind == TaskKind.DUE else freshness.overdue_on
            yield Task(kind, reference, since, _("Never checked") if never else "")
        elif never:
            yield Task(TaskKind.NEVER, reference, published_on)

    def _fallbacks_to_check(self) -> Iterator[Task]:
        named = FirstContactOption.objects.filter(
            Q(rule__is_fallback=True) | Q(rule__in_danger=True),
            rule__state=PublicationState.PUBLISHED,
        )
        for key in sorted(set(named.values_list("service", flat=True))):
            entry = self._services.get(key)
            if entry is not None:
                freshness = self._freshness(entry, self._contacts_of_service.get(key, ()))
                if freshness.is_overdue(self._today):
                    reference = Reference(SERVICE, entry.slug)
                    yield Task(TaskKind.ALARM, reference, freshness.overdue_on)

    def _coordinators_to_confirm(self) -> Iterator[Task]:
        for slug, confirmation in regional_coordinators(at=self.now):
            until = confirmation.holds_until(self.limits)
            reference = Reference(SERVICE, slug)
            if confirmation.confirmed_on is None:
                yield Task(TaskKind.COORDINATOR, reference, None, _("Never confirmed"))
            elif until is None:
                yield Task(TaskKind.COORDINATOR, reference, None, _("Did not agree to be listed"))
            elif until - timedelta(days=self.limits.due_days) <= self._today:
                yield Task(TaskKind.COORDINATOR, reference, until, _("Confirm again"))

    def other_tasks(self) -> Iterator[Task]:
        """Yield the topics for which nobody answers."""
        owners = {found.group: found for found in TopicOwnership.objects.all()}
        for topic in NeedGroup:
            missing = owners.get(topic, TopicOwnership(group=topic)).missing(self._today)
            if missing:
                yield Task(TaskKind.OWNER, Reference(TOPIC, topic), None, ", ".join(missing))

    def _freshness(self, entry: _Entry, contacts: Sequence[_Contact]) -> Freshness:
        checked = [contact.checked_on for contact in contacts if contact.checked_on]
        return freshness_of_record(
            self.limits,
            checked_on=entry.checked_on,
            first_published_on=entry.published_on,
            has_contacts=bool(contacts),
            contact_checked_on=max(checked, default=None),
        )

    def _entry_subject(self, label: str, entry: _Entry, group: Group, route: str) -> Subject:
        return Subject(
            Reference(label, entry.slug),
            entry.name,
            group,
            pk=entry.pk,
            route=f"directory:{route}",
            slug=entry.slug,
        )

    @cached_property
    def _today(self) -> date:
        return timezone.localdate(self.now)

    @cached_property
    def _services(self) -> dict[int, _Entry]:
        return _entries(
            _plain(Service.all_objects.all().published(at=self.now)).values_list(
                *COLUMNS_BEFORE, "organization", *COLUMNS_AFTER
            )
        )

    @cached_property
    def _all_organizations(self) -> dict[int, _Entry]:
        rows = _plain(Organization.all_objects.order_by("sort_key", "pk"))
        columns = rows.values_list(*COLUMNS_BEFORE, *COLUMNS_AFTER)
        return _entries((pk, slug, name, pk, *dates) for pk, slug, name, *dates in columns)

    @cached_property
    def _organizations(self) -> dict[int, _Entry]:
        published = Organization.all_objects.all().published(at=self.now)
        keys = set(_plain(published).values_list("pk", flat=True))
        return {key: entry for key, entry in self._all_organizations.items() if key in keys}

    @cached_property
    def _groups(self) -> dict[int, Group]:
        return {
            pk: Group(str(Reference(ORGANIZATION, entry.slug)), entry.name, f"{position:06}")
            for position, (pk, entry) in enumerate(self._all_organizations.items())
        }

    @cached_property
    def _contacts(self) -> dict[int, _Contact]:
        rows = _plain(Channel.objects.order_by("position", "pk")).values_list(
            "pk",
            "key",
            "kind",
            "value",
            "label_nl",
            "organization",
            "assured_value",
            "assured_date",
        )
        return {
            pk: _Contact(
                pk,
                key,
                kind,
                value,
                label or "",
                organization,
                checked_on if checked_value == value else None,
            )
            for pk, key, kind, value, label, organization, checked_value, checked_on in rows
        }

    @cached_property
    def _contacts_of_service(self) -> Mapping[int, Sequence[_Contact]]:
        found: dict[int, list[_Contact]] = defaultdict(list)
        pairs = Service.channels.through.objects.values_list("service_id", "channel_id")
        for service, contact in pairs:
            found[service].append(self._contacts[contact])
        return found

    @cached_property
    def _contacts_of_organization(self) -> Mapping[int, Sequence[_Contact]]:
        found: dict[int, list[_Contact]] = defaultdict(list)
        for contact in self._contacts.values():
            found[contact.organization].append(contact)
        return found

    def _unpublished(self, references: Iterable[Reference]) -> Iterable[_Entry]:
        """Return services that somebody named and that are not public (any more)."""
        published = {entry.slug for entry in self._services.values()}
        slugs = {found.key for found in references if found.model == SERVICE} - published
        if not slugs:
            return ()
        rows = Service.all_objects.filter(slug__in=slugs)
        return _entries(rows.values_list(*COLUMNS_BEFORE, "organization", *COLUMNS_AFTER)).values()


COLUMNS_BEFORE = ("pk", "slug", "name_nl")
COLUMNS_AFTER = ("assured_date", "first_published_at")


def _plain(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Have columns named as they are: putting the language to each costs half of the reading."""
    plain: QuerySet[Any] = rows.rewrite(False)  # type: ignore[attr-defined]
    return plain


def _entries(rows: Iterable[tuple[Any, ...]]) -> dict[int, _Entry]:
    return {
        pk: _Entry(pk, slug, name or slug, organization, checked_on, first_published_at)
        for pk, slug, name, organization, checked_on, first_published_at in rows
    }


def _number(contact: _Contact) -> Number:
    channel = Channel(kind=contact.kind, value=contact.value)
    label = contact.label or ChannelKind(contact.kind).label
    return Number(label, channel.display, channel.href, contact.checked_on)
