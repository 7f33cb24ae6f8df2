"""What the desk is shown of the signpost before a change is published."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from directory.facets import FACETS
from directory.first_contact.decision import FirstContacts
from directory.guard.preview import Example, SampledAnswer, preview
from directory.guard.problems import stored_first_contacts, stored_problems
from directory.models import FirstContactRule, Organization, Service
from editorial.models import ContentModel
from editorial.publishing.guards import AnswerChange


@dataclass(frozen=True, slots=True)
class StoredAnswers:
    """What decides whom the signpost names first, and the ages that it leaves alone, in words."""

    contacts: FirstContacts
    problems: tuple[str, ...]


class SignpostAnswers:
    """The first contacts of everyone who can answer the signpost's questions."""

    title = _("Whom the signpost names first")
    SHOWN = 20

    def concerns(self, model: type[ContentModel]) -> bool:
        """Return whether it is a rule, or something that a rule may name."""
        return issubclass(model, FirstContactRule | Service | Organization)

    def read(self) -> StoredAnswers:
        """Return the rules and services as they are stored now, and whom they leave alone."""
        now = timezone.now()
        contacts = stored_first_contacts(now)
        problems = tuple(str(problem) for problem in stored_problems(contacts, now))
        return StoredAnswers(contacts, problems)

    def changes(self, before: StoredAnswers, after: StoredAnswers) -> Sequence[AnswerChange]:
        """Return the contacts that change place, for how many combinations of answers."""
        names = dict(Service.all_objects.values_list("pk", "name_nl"))
        found = preview(before.contacts, after.contacts, timezone.now())
        return [
            AnswerChange(
                before=_named(change.before, names),
                after=_named(change.after, names),
                count=change.combinations,
                example=_described(change.example),
            )
            for change in found.changes[: self.SHOWN]
        ]

    def problems(self, state: StoredAnswers) -> Sequence[str]:
        """Return the ages that are or will be left without a fallback."""
        return state.problems


def _named(answer: SampledAnswer, names: dict[int, str | None]) -> str:
    return " / ".join((names.get(key) if key else None) or gettext("nobody") for key in answer)


def _described(example: Example) -> str:
    said = [f"{FACETS[facet].query_key}: {code}" for facet, code in example.said.items()]
    said += [example.municipality] if example.municipality else []
    said += [gettext("in danger")] if example.in_danger else []
    said.append(f"{example.moment:%H:%M}")
    return ", ".join(said)
