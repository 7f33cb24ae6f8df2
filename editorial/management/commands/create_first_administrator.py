"""Open the door of the desk for the first time, or again when every administrator is locked out."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from editorial.accounts.invitation import invite, invite_without_second_factor
from editorial.accounts.roles import Role
from editorial.audit.log import acting_as
from editorial.models import User

COMMAND = "command: create_first_administrator"


class Command(BaseCommand):
    """Make an administrator and print a one-time link; no password is ever typed or printed."""

    help = "Make the first administrator of the desk and print a one-time link to get in."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what the questions would ask, for use in a script."""
        parser.add_argument("--username", help="The name to sign in with.")
        parser.add_argument("--email", help="An e-mail address; nothing is sent to it.")
        parser.add_argument(
            "--also",
            nargs="*",
            default=[],
            choices=[Role.EDITOR.value, Role.PUBLISHER.value],
            help="More roles for this account.",
        )
        parser.add_argument(
            "--again",
            action="store_true",
            help="A new link for an administrator who lost everything: password and second factor.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the account, or refuse if someone can already make accounts at the desk."""
        username = options["username"] or input("User name: ").strip()
        with acting_as(COMMAND), transaction.atomic():
            if options["again"]:
                link = invite_without_second_factor(self._administrator(username))
            else:
                self._refuse_a_second_first()
                email = options["email"] or input("E-mail address: ").strip()
                link = invite(self._new_account(username, email, options["also"]))
        self.stdout.write("Open this link within a day. It works once:")
        self.stdout.write(f"\n  {link}\n")
        self.stdout.write("You choose a password, sign in, and set up an app or a passkey.")

    def _refuse_a_second_first(self) -> None:
        present = User.objects.filter(groups__name=Role.ADMINISTRATOR, is_active=True).first()
        if present:
            raise CommandError(
                f"{present} is an administrator already: ask for an account at the desk."
                " Locked out? Use --again."
            )

    def _administrator(self, username: str) -> User:
        found = User.objects.filter(
            username=username, groups__name=Role.ADMINISTRATOR, is_active=True
        ).first()
        if found is None:
            raise CommandError(f"There is no open account of an administrator named {username!r}.")
        return found

    def _new_account(self, username: str, email: str, also: list[str]) -> User:
        user = User(username=username, email=email, is_staff=True)
        user.set_unusable_password()
        try:
            user.full_clean()
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        user.save()
        user.groups.set(user.groups.model.objects.filter(name__in=[Role.ADMINISTRATOR, *also]))
        return user
