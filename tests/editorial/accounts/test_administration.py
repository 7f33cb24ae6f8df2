"""Deciding about accounts: with a recent second factor, and never about one's own roles."""

import time

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from editorial.accounts.roles import Role
from editorial.accounts.second_factor import SESSION_KEY
from editorial.models import AuditAction, AuditEvent, User
from tests.people import account, app_of, code_now, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss() -> User:
    return account(Role.ADMINISTRATOR, username="boss")


@pytest.fixture
def client(client: Client, boss: User) -> Client:
    sign_in(client, boss)
    return client


def let_pass(client: Client, seconds: int) -> None:
    """Let the second factor of this session be shown so long ago."""
    session = client.session
    session[SESSION_KEY] = {**session[SESSION_KEY], "at": time.time() - seconds}
    session.save()


def change(client: Client, user: User, **changes: object) -> int:
    """Send the form of an account, and return the status."""
    form = {
        "username": user.username,
        "email": user.email,
        "groups": [group.pk for group in user.groups.all()],
        "is_active": "on",
    } | changes
    address = reverse("admin:editorial_user_change", args=[user.pk])
    kept = {name: value for name, value in form.items() if value is not None}
    return client.post(address, kept).status_code


def roles_of(user: User) -> set[str]:
    return set(user.groups.values_list("name", flat=True))


def group(role: Role) -> int:
    return Group.objects.get(name=role).pk


@pytest.mark.parametrize("method", ["get", "post"])
def test_every_page_about_accounts_asks_again_after_five_minutes(
    client: Client, method: str
) -> None:
    anna = account(Role.EDITOR, username="anna")
    app_of(anna)
    for url in admin.site.get_model_admin(User).get_urls():
        if not url.name:
            continue
        values = dict.fromkeys(url.pattern.converters, anna.pk)
        address = reverse(f"admin:{url.name}", kwargs=values)
        let_pass(client, 299)
        assert "reauthenticate" not in getattr(client, method)(address).headers.get("Location", "")
        let_pass(client, 301)
        response = getattr(client, method)(address, {"lost": "1"} if method == "post" else {})
        assert response.headers["Location"].startswith(reverse("mfa_reauthenticate"))
    assert User.objects.get(username="anna").has_usable_password()


def test_one_comes_back_after_showing_it(client: Client) -> None:
    address = reverse("admin:editorial_user_add")
    let_pass(client, 301)
    asked = client.get(address).headers["Location"]
    assert client.post(asked, {"code": code_now()}).headers["Location"] == address
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("role", [Role.EDITOR, Role.PUBLISHER])
def test_nobody_gives_themselves_a_role(client: Client, boss: User, role: Role) -> None:
    roles = [group(Role.ADMINISTRATOR), group(role)]
    assert change(client, boss, groups=roles, last_name="Jansen") == 302
    assert roles_of(boss) == {Role.ADMINISTRATOR}
    boss.refresh_from_db()
    assert boss.last_name == "Jansen"


def test_nobody_takes_a_role_from_themselves(client: Client, boss: User) -> None:
    change(client, boss, groups=[group(Role.EDITOR)])
    assert roles_of(boss) == {Role.ADMINISTRATOR}


def test_another_administrator_changes_roles(client: Client) -> None:
    anna = account(Role.EDITOR, username="anna")
    assert change(client, anna, groups=[group(Role.PUBLISHER)]) == 302
    assert roles_of(anna) == {Role.PUBLISHER}


def test_the_last_administrator_cannot_close_themselves(client: Client, boss: User) -> None:
    closed = account(Role.ADMINISTRATOR, username="closed")
    app_of(closed)
    User.objects.filter(pk=closed.pk).update(is_active=False)
    account(Role.ADMINISTRATOR, username="never-signed-in")
    assert change(client, boss, is_active=None) == 200
    boss.refresh_from_db()
    assert boss.is_active


def test_an_administrator_who_is_not_the_last_may_close_themselves(
    client: Client, boss: User
) -> None:
    app_of(account(Role.ADMINISTRATOR, username="other"))
    assert change(client, boss, is_active=None) == 302
    boss.refresh_from_db()
    assert not boss.is_active


def test_one_shows_the_second_factor_again_before_ending_ones_sessions(client: Client) -> None:
    let_pass(client, seconds=301)
    response = client.post(reverse("account_sessions"))
    assert response.headers["Location"].startswith(reverse("mfa_reauthenticate"))
    assert not AuditEvent.objects.filter(action=AuditAction.SESSIONS_ENDED).exists()


@pytest.mark.parametrize(
    "page", ["mfa_add_webauthn", "mfa_deactivate_totp", "mfa_generate_recovery_codes"]
)
def test_one_shows_the_second_factor_again_before_changing_it(client: Client, page: str) -> None:
    let_pass(client, seconds=301)
    response = client.get(reverse(page))
    assert response.headers["Location"].startswith(reverse("mfa_reauthenticate"))
