"""What the desk is shown of the signpost before a change is published."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from directory.checks import fallback_problems, stored_first_contacts
from directory.contact_preview import Answer, Example, preview
from directory.first_contact import FirstContacts
from directory.models import FirstContactRule, Organization, Service
from editorial.answers import AnswerChange
from editorial.models import ContentModel


class SignpostAnswers:
    """The first contacts of everyone who can answer the signpost's questions."""

    title = _("Whom the signpost names first")
    SHOWN = 20

    def concerns(self, model: type[ContentModel]) -> bool:
        """Tell whether it is a rule, or something that a rule may name."""
        return issubclass(model, FirstContactRule | Service | Organization)

    def read(self) -> FirstContacts:
        """Return the rules and services as they are stored now."""
        return stored_first_contacts()

    def changes(self, before: FirstContacts, after: FirstContacts) -> Sequence[AnswerChange]:
        """Return the contacts that change place, for how many combinations of answers."""
        names = dict(Service.all_objects.values_list("pk", "name_nl"))
        found = preview(before, after, timezone.now())
        return [
            AnswerChange(
                before=_named(change.before, names),
                after=_named(change.after, names),
                count=change.combinations,
                example=_described(change.example),
            )
            for change in found.changes[: self.SHOWN]
        ]

    def problems(self, state: FirstContacts) -> Sequence[str]:
        """Return the ages that are left without a fallback, in the active language."""
        return [str(problem) for problem in fallback_problems(state)]


def _named(answer: Answer, names: dict[int, str | None]) -> str:
    return " / ".join((names.get(key) if key else None) or gettext("nobody") for key in answer)


def _described(example: Example) -> str:
    said = [f"{facet}: {code}" for facet, code in example.said.items()]
    said += [example.municipality] if example.municipality else []
    said += [gettext("in danger")] if example.in_danger else []
    said.append(f"{example.moment:%H:%M}")
    return ", ".join(said)
