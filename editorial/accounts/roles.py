"""Who may do what at the desk: three roles, kept in code so that nobody can widen one by hand.

A migration makes the groups; every migrate gives each group exactly what stands here. Nobody is a
superuser: that would pass every check below.
"""

from collections.abc import Iterator
from typing import Any

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.apps.config import AppConfig
from django.contrib.auth.models import AbstractUser, Group, Permission
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model, Q, TextChoices
from django.utils.translation import gettext_lazy as _

from editorial.accounts.second_factor import ASKED_AT_SIGN_IN
from editorial.documents.document import child_model
from editorial.models import AuditEvent, ContentModel, Entry, User


class Role(TextChoices):
    """The groups. Organization contacts have none: they get a link, no account."""

    EDITOR = "editor", _("Editor: writes and proposes")
    PUBLISHER = "publisher", _("Publisher: approves and publishes")
    ADMINISTRATOR = "administrator", _("Administrator: accounts and vocabularies")


Permissions = set[tuple[str, str]]
"""Permissions as pairs of app label and code name."""

WRITERS = (Role.EDITOR, Role.PUBLISHER)
TRANSLATION = {
    "editorial.view_translationsource",
    "editorial.view_glossaryterm",
    "editorial.add_glossaryterm",
    "editorial.change_glossaryterm",
    "editorial.delete_glossaryterm",
    "editorial.view_helptextcheck",
    "editorial.add_helptextcheck",
}
FRESHNESS = {
    "editorial.view_verification",
    "editorial.add_verification",
    "editorial.view_visitorreport",
    "editorial.view_linkfinding",
    "editorial.view_confirmationlink",
    "editorial.add_confirmationlink",
    "directory.add_regionalconfirmation",
    "directory.change_regionalconfirmation",
}
OWNERS = {
    f"{app_label}.{action}_{model}"
    for action in ("view", "add", "change", "delete")
    for app_label, model in (("directory", "topicownership"), ("rights", "rightownership"))
}
EXTRA: dict[Role, set[str]] = {
    Role.EDITOR: TRANSLATION | FRESHNESS | {"editorial.view_proposal", "editorial.add_proposal"},
    Role.PUBLISHER: TRANSLATION
    | FRESHNESS
    | OWNERS
    | {
        "editorial.view_proposal",
        "editorial.add_proposal",
        "editorial.publish_entry",
    },
    Role.ADMINISTRATOR: set(),
}
"""What a role may do beside reading and writing records."""


def has_role(user: Any, *roles: Role) -> bool:
    """Return whether an active account has one of these roles: one query."""
    return bool(
        user.is_active
        and isinstance(user, AbstractUser)
        and user.groups.filter(name__in=roles).exists()
    )


def is_last_administrator(user: User) -> bool:
    """Return whether nobody else could let people in if this account could not: two queries.

    Only an open account with a second factor can. To be called in the transaction of the change:
    the administrators are locked until it ends, so that no two close each other.
    """
    found = User.objects.filter(groups__name=Role.ADMINISTRATOR, is_active=True)
    administrators = {one.pk for one in found.select_for_update(of=("self",))}
    others = administrators - {user.pk}
    able = Authenticator.objects.filter(user__in=others, type__in=ASKED_AT_SIGN_IN)
    return user.pk in administrators and not able.exists()


def permissions_of(role: Role) -> Permissions:
    """Return everything that a role may do, by the kinds of models there are."""
    granted = {_split(permission) for permission in EXTRA[role]}
    children = set(_child_models())
    for model in apps.get_models():
        if issubclass(model, ContentModel):
            granted |= _for(model, *_actions_on_content(role, model, model in children))
    if role == Role.ADMINISTRATOR:
        granted |= _for(User, "view", "add", "change") | _for(AuditEvent, "view")
    return granted


def _actions_on_content(role: Role, model: type[ContentModel], is_child: bool) -> tuple[str, ...]:
    """Entries are written by writers, their rows may go too; vocabularies are the administrator's.

    An entry is withdrawn, hardly ever deleted: see ``EntryAdmin.has_delete_permission``.
    """
    if issubclass(model, Entry) or is_child:
        return ("view", "add", "change", "delete") if role in WRITERS else ("view",)
    return ("view", "add", "change", "delete") if role == Role.ADMINISTRATOR else ("view",)


def _child_models() -> Iterator[type[ContentModel]]:
    for model in apps.get_models():
        if issubclass(model, ContentModel):
            for name in model.document_children:
                yield child_model(model, name)


def _for(model: type[Model], *actions: str) -> Permissions:
    options = model._meta
    return {(options.app_label, f"{action}_{options.model_name}") for action in actions}


def _split(permission: str) -> tuple[str, str]:
    app_label, codename = permission.split(".")
    return app_label, codename


def grant_roles(using: str = DEFAULT_DB_ALIAS) -> None:
    """Give every role exactly what it may do, of the permissions that exist by now."""
    for role in Role:
        group, _created = Group.objects.using(using).get_or_create(name=role)
        wanted = Q(pk__in=[])
        for app_label, codename in permissions_of(role):
            wanted |= Q(content_type__app_label=app_label, codename=codename)
        group.permissions.set(Permission.objects.using(using).filter(wanted))


def grant_roles_after_migrate(
    sender: AppConfig, using: str = DEFAULT_DB_ALIAS, **kwargs: Any
) -> None:
    """Grant them again once an app with content is migrated: a handler of ``post_migrate``."""
    if any(issubclass(model, ContentModel | User) for model in sender.get_models()):
        grant_roles(using)
