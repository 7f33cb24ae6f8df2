"""Whoever guesses is slowed down, nobody else is, and nothing readable is kept of either."""

from typing import Any

import pytest
from axes.models import AccessAttempt
from django.db import connection
from django.test import Client
from django.urls import reverse

from editorial.accounts.roles import Role
from tests.editorial.accounts.test_sign_in import DESK, enter_password
from tests.people import account, app_of, code_now

pytestmark = pytest.mark.django_db


def from_network(address: str) -> Client:
    return Client(REMOTE_ADDR=address)


def test_nobody_locks_an_account_for_another_network() -> None:
    account(Role.EDITOR, username="anna")
    for address in ("192.0.2.1", "2001:db8::1"):
        for _try in range(25):
            enter_password(from_network(address), "anna", "wrong")
        assert enter_password(from_network(address), "anna").status_code != 302
    assert enter_password(from_network("2001:db8::2"), "anna").status_code != 302
    assert enter_password(from_network("2001:db8:0:1::1"), "anna").status_code == 302
    assert enter_password(from_network("192.0.2.2"), "anna").status_code == 302


def test_a_visitor_behind_the_proxy_names_no_other_network(settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    account(Role.EDITOR, username="anna")
    for number in range(5):
        forged = {"x-forwarded-for": f"198.51.100.{number}, 192.0.2.1"}
        enter_password(Client(headers=forged), "anna", "wrong")
    there, elsewhere = ({"x-forwarded-for": f"203.0.113.1, 192.0.2.{end}"} for end in (1, 2))
    assert enter_password(Client(headers=there), "anna").status_code == 429
    assert enter_password(Client(headers=elsewhere), "anna").status_code == 302


def test_codes_are_not_guessed_from_many_networks() -> None:
    app_of(account(Role.EDITOR, username="anna"))
    for number in range(6):
        client = from_network(f"192.0.2.{number}")
        enter_password(client, "anna")
        client.post(reverse("mfa_authenticate"), {"code": "000000" if number < 5 else code_now()})
    assert client.get(DESK).status_code == 302


def test_limits_are_shared_and_hold_neither_names_nor_addresses() -> None:
    account(Role.EDITOR, username="anna")
    for name in ("my secret password", "anna"):
        enter_password(from_network("192.0.2.77"), name, "wrong")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM sign_in_limits")
        limits = str(cursor.fetchall())
    kept = str(list(AccessAttempt.objects.values()))
    assert limits != "[]"
    assert AccessAttempt.objects.count() == 2
    for word in ("my secret", "anna", "192.0.2", "wrong"):
        assert word not in kept + limits
