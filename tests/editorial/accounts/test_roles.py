"""Who may do what: each role, and each role that tries another's action by its address."""

import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from editorial.accounts.roles import Role
from editorial.admin.audited import AuditedAdmin
from editorial.models import AuditAction, AuditEvent, User
from tests.people import account, at_the_desk

pytestmark = pytest.mark.django_db

NOT_ADMINISTRATORS = (Role.EDITOR, Role.PUBLISHER)


def may(role: Role, permission: str) -> bool:
    user = account(role, username=f"{role}-{permission}")
    return user.has_perm(permission)


@pytest.mark.parametrize(
    ("permission", "roles"),
    [
        ("directory.change_service", {Role.EDITOR, Role.PUBLISHER}),
        ("directory.add_organization", {Role.EDITOR, Role.PUBLISHER}),
        ("directory.delete_channel", {Role.EDITOR, Role.PUBLISHER}),
        ("rights.change_right", {Role.EDITOR, Role.PUBLISHER}),
        ("directory.view_service", set(Role)),
        ("directory.change_need", {Role.ADMINISTRATOR}),
        ("directory.change_area", {Role.ADMINISTRATOR}),
        ("editorial.change_user", {Role.ADMINISTRATOR}),
        ("editorial.view_auditevent", {Role.ADMINISTRATOR}),
        ("editorial.delete_user", set()),
        ("auth.change_group", set()),
    ],
)
def test_what_each_role_may(permission: str, roles: set[Role]) -> None:
    app_label, codename = permission.split(".")
    assert Permission.objects.filter(content_type__app_label=app_label, codename=codename).exists()
    assert {role for role in Role if may(role, permission)} == roles


def test_every_migrate_gives_the_roles_what_the_code_says() -> None:
    user = account(Role.EDITOR)
    user.groups.get().permissions.add(Permission.objects.get(codename="delete_group"))
    call_command("migrate", verbosity=0)
    assert not User.objects.get().has_perm("auth.delete_group")
    assert User.objects.get().has_perm("directory.change_service")


@pytest.mark.parametrize("role", NOT_ADMINISTRATORS)
def test_only_an_administrator_reaches_accounts(role: Role) -> None:
    client, boss = at_the_desk(role), account(Role.ADMINISTRATOR, username="boss")
    for address in (
        reverse("admin:editorial_user_changelist"),
        reverse("admin:editorial_user_add"),
        reverse("admin:editorial_user_change", args=[boss.pk]),
        reverse("admin:editorial_user_link", args=[boss.pk]),
    ):
        assert client.get(address).status_code == 403
        assert client.post(address, {"username": "x", "lost": "1"}).status_code == 403
    assert User.objects.filter(username="boss", is_active=True).exists()
    assert AuditEvent.objects.filter(action=AuditAction.REFUSED, actor=str(role)).count() == 8


def test_an_editor_cannot_become_an_administrator() -> None:
    client = at_the_desk(Role.EDITOR, username="anna")
    user = User.objects.get()
    administrators = user.groups.model.objects.get(name=Role.ADMINISTRATOR)
    client.post(
        reverse("admin:editorial_user_change", args=[user.pk]),
        {"username": "anna", "email": user.email, "groups": [administrators.pk]},
    )
    assert [group.name for group in user.groups.all()] == [Role.EDITOR]


def test_an_administrator_makes_an_account_and_hands_over_a_link() -> None:
    client = at_the_desk(Role.ADMINISTRATOR, username="boss")
    editors = User.objects.get().groups.model.objects.get(name=Role.EDITOR)
    response = client.post(
        reverse("admin:editorial_user_add"),
        {"username": "anna", "email": "anna@example.org", "groups": [editors.pk]},
    )
    anna = User.objects.get(username="anna")
    assert response.headers["Location"] == reverse("admin:editorial_user_link", args=[anna.pk])
    assert (anna.is_staff, anna.is_superuser, anna.has_usable_password()) == (True, False, False)
    page = client.post(response.headers["Location"], {"link": "1"})
    assert "no-store" in page.headers["Cache-Control"]
    link = re.search(r"http://localhost:\d+(/admin/account/welcome/[^<]+)", page.content.decode())
    assert link
    assert Client().get(link[1], follow=True).status_code == 200
    assert AuditEvent.objects.filter(action=AuditAction.ROLE_GIVEN, actor="boss").exists()


def test_nobody_makes_a_superuser() -> None:
    client = at_the_desk(Role.ADMINISTRATOR, username="boss")
    user = User.objects.get()
    administrators = user.groups.get()
    client.post(
        reverse("admin:editorial_user_change", args=[user.pk]),
        {
            "username": "boss",
            "email": user.email,
            "groups": [administrators.pk],
            "is_active": "on",
            "is_superuser": "on",
            "user_permissions": [Permission.objects.get(codename="delete_group").pk],
        },
    )
    user = User.objects.get()
    assert not user.is_superuser
    assert not user.user_permissions.exists()


def test_an_account_is_closed_and_never_deleted() -> None:
    client = at_the_desk(Role.ADMINISTRATOR, username="boss")
    anna = account(Role.EDITOR, username="anna")
    address = reverse("admin:editorial_user_delete", args=[anna.pk])
    assert client.post(address, {"post": "yes"}).status_code == 403
    assert User.objects.filter(username="anna").exists()


def test_an_account_without_a_role_sees_an_empty_desk() -> None:
    client = at_the_desk()
    assert client.get("/admin/").status_code == 200
    assert client.get(reverse("admin:editorial_user_changelist")).status_code == 403


def test_every_page_that_changes_something_is_audited() -> None:
    assert [
        model._meta.label
        for model, page in admin.site._registry.items()
        if not isinstance(page, AuditedAdmin)
    ] == []


def test_only_our_own_records_stand_at_the_desk() -> None:
    apps = {model._meta.app_label for model in admin.site._registry}
    assert apps <= {"editorial", "directory", "rights"}
