"""Show which answers of the signpost a change would alter."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import models, transaction
from django.utils import timezone

from directory.guard.preview import ChangedAnswer, Preview, SampledAnswer, preview
from directory.guard.problems import fallback_problems, stored_first_contacts
from directory.models import FirstContactRule, Service
from editorial.models import PublicationState


class Command(BaseCommand):
    """Publish or withdraw rules and services on trial, compare, and take it back."""

    help = "Show which answers change if rules or services (by slug) are published or withdrawn."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the slugs of what is tried."""
        parser.add_argument("--publish", nargs="*", default=[], metavar="SLUG")
        parser.add_argument("--withdraw", nargs="*", default=[], metavar="SLUG")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the changed answers, most frequent first, and what would be refused."""
        now = timezone.now()
        before = stored_first_contacts(now)
        with transaction.atomic():
            self._set_state(options["publish"], PublicationState.PUBLISHED)
            self._set_state(options["withdraw"], PublicationState.WITHDRAWN)
            after = stored_first_contacts(now)
            transaction.set_rollback(True)
        self._report(preview(before, after, now))
        for problem in fallback_problems(after):
            self.stdout.write(self.style.ERROR(f"Would be refused. {problem}"))

    def _set_state(self, slugs: list[str], state: PublicationState) -> None:
        for slug in slugs:
            kinds: tuple[type[models.Model], ...] = (FirstContactRule, Service)
            changed = sum(
                kind._default_manager.filter(slug=slug).update(state=state) for kind in kinds
            )
            if not changed:
                raise CommandError(f"There is no rule or service {slug!r}.")

    def _report(self, found: Preview) -> None:
        share = found.changed / found.combinations
        self.stdout.write(
            f"{found.changed:,} of {found.combinations:,} combinations change ({share:.1%})."
        )
        names = dict(Service.all_objects.values_list("pk", "slug"))
        for change in found.changes:
            self.stdout.write(_line(change, names))


def _line(change: ChangedAnswer, names: dict[int, str]) -> str:
    def named(answer: SampledAnswer) -> str:
        return " / ".join(names.get(key, "nobody") if key else "nobody" for key in answer)

    example = change.example
    said = [f"{facet}={code}" for facet, code in example.said.items()]
    said += [example.municipality] if example.municipality else []
    said += ["in danger"] if example.in_danger else []
    said.append(f"{example.moment:%A %H:%M}")
    return (
        f"{change.combinations:>12,}  {named(change.before)} -> {named(change.after)}"
        f"  (such as {', '.join(said)})"
    )
