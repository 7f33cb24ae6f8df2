"""Getting in: a password, then a second factor, and nothing of the desk before that."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import admin
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, reverse
from django.utils import timezone

from editorial.accounts.roles import Role
from editorial.models import AuditAction, AuditEvent, User
from tests.people import PASSWORD, account, app_of, at_the_desk, code_now, sign_in

pytestmark = pytest.mark.usefixtures("empty_directory")

DESK = "/admin/"


def enter_password(client: Client, username: str, password: str = PASSWORD) -> Any:
    return client.post(reverse("account_login"), {"login": username, "password": password})


def events() -> list[tuple[str, str]]:
    """Return what was logged, apart from the roles that the test itself gave."""
    logged = AuditEvent.objects.exclude(action=AuditAction.ROLE_GIVEN)
    return list(logged.order_by("pk").values_list("action", "actor"))


def desk_addresses() -> list[str]:
    """Return every address of the desk that takes no more than a number."""
    numbered = {"object_id": "1", "pk": 1, "content_type_id": 1, "app_label": "editorial"}
    found = []
    for pattern in admin.site.get_urls():
        for name in names_below(pattern):
            for kwargs in ({}, *({key: value} for key, value in numbered.items())):
                try:
                    found.append(reverse(f"admin:{name}", kwargs=kwargs))
                except NoReverseMatch:
                    continue
    return sorted(set(found))


def names_below(pattern: URLPattern | URLResolver) -> list[str]:
    if isinstance(pattern, URLResolver):
        return [name for below in pattern.url_patterns for name in names_below(below)]
    return [pattern.name] if pattern.name else []


def test_password_and_code_open_the_desk(client: Client) -> None:
    app_of(account(Role.EDITOR, username="anna"))
    first = enter_password(client, "anna")
    assert first.headers["Location"] == reverse("mfa_authenticate")
    assert client.get(DESK).status_code == 302
    second = client.post(reverse("mfa_authenticate"), {"code": code_now()})
    assert second.headers["Location"] == DESK
    assert client.get(DESK).status_code == 200
    assert events() == [(AuditAction.SIGNED_IN, "anna")]


def test_a_wrong_code_does_not_open_the_desk(client: Client) -> None:
    app_of(account(Role.EDITOR, username="anna"))
    enter_password(client, "anna")
    response = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert response.status_code == 200
    assert client.get(DESK).status_code == 302
    assert (AuditAction.SIGN_IN_REFUSED, "anna") in events()


def test_a_code_works_once(client: Client) -> None:
    app_of(account(Role.EDITOR, username="anna"))
    enter_password(client, "anna")
    code = code_now()
    client.post(reverse("mfa_authenticate"), {"code": code})
    other = Client()
    enter_password(other, "anna")
    assert other.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200
    assert other.get(DESK).status_code == 302


@pytest.mark.parametrize("seconds", [0, 31, 61])
def test_a_code_works_once_in_every_worker_and_for_as_long_as_it_is_right(
    client: Client, seconds: int
) -> None:
    app_of(account(Role.EDITOR, username="anna"))
    with time_machine.travel(datetime(2026, 6, 1, 12, 0, 0, tzinfo=UTC), tick=False) as clock:
        enter_password(client, "anna")
        clock.shift(timedelta(seconds=29))
        code = code_now()
        clock.shift(timedelta(seconds=-29))
        assert client.post(reverse("mfa_authenticate"), {"code": code}).headers["Location"] == DESK
        cache.clear()  # another worker has a memory of its own
        clock.shift(timedelta(seconds=seconds))
        other = Client()
        enter_password(other, "anna")
        assert other.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200
        assert other.get(DESK).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_a_new_account_sets_up_a_second_factor_before_anything_else(client: Client) -> None:
    account(Role.EDITOR, username="new")
    enter_password(client, "new")
    assert client.get(DESK).headers["Location"] == reverse("mfa_index")
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r"<code>([A-Z2-7]+)</code>", page)
    assert secret
    response = client.post(reverse("mfa_activate_totp"), {"code": code_now(secret[1])}, follow=True)
    assert len(re.findall(r"<code>\d{8}</code>", response.content.decode())) == 10
    assert client.get(DESK).status_code == 200
    assert secret[1] not in str(Authenticator.objects.get(type="totp").data)


def test_no_address_of_the_desk_opens_for_a_password_alone(client: Client) -> None:
    account(Role.ADMINISTRATOR, Role.PUBLISHER, username="half")
    enter_password(client, "half")
    addresses = desk_addresses()
    assert len(addresses) > 10
    for address in [*addresses, "/admin/no/such/page/"]:
        for ask in (client.get, client.post):
            response = ask(address)
            if address == reverse("admin:jsi18n"):
                continue
            assert response.status_code == 302, address
            assert response.headers["Location"] == reverse("mfa_index"), address


def test_a_session_from_before_the_second_factor_must_show_it(client: Client) -> None:
    user = account(Role.EDITOR, username="half")
    enter_password(client, "half")
    app_of(user)
    for name in ("mfa_index", "mfa_add_webauthn", "account_change_password"):
        assert (
            client.get(reverse(name)).headers["Location"].startswith(reverse("mfa_reauthenticate"))
        )
    response = client.post(f"{reverse('mfa_reauthenticate')}?next={DESK}", {"code": code_now()})
    assert response.headers["Location"] == DESK
    assert client.get(DESK).status_code == 200


def test_nobody_gets_in_without_signing_in(client: Client) -> None:
    for address in desk_addresses():
        if address == reverse("admin:jsi18n"):
            continue
        response = client.get(address)
        assert response.status_code == 302
        assert response.headers["Location"].startswith(reverse("account_login"))
    assert events() == []


def test_a_refusal_of_a_known_account_is_logged(client: Client) -> None:
    account(Role.EDITOR, username="half")
    enter_password(client, "half")
    client.get(reverse("admin:editorial_user_changelist"))
    event = AuditEvent.objects.get(action=AuditAction.REFUSED)
    assert (event.actor, event.object_label) == ("half", "admin:editorial_user_changelist")


def test_losing_the_second_factor_ends_every_session() -> None:
    client = at_the_desk(Role.EDITOR)
    assert client.get(DESK).status_code == 200
    Authenticator.objects.all().delete()
    assert client.get(DESK).headers["Location"] == reverse("mfa_index")


def test_closing_an_account_ends_its_session() -> None:
    client = at_the_desk(Role.EDITOR)
    User.objects.update(is_active=False)
    assert client.get(DESK).headers["Location"].startswith(reverse("account_login"))


def test_half_an_hour_without_a_request_ends_a_session() -> None:
    start = datetime(2026, 12, 1, 12, tzinfo=timezone.get_default_timezone())
    with time_machine.travel(start, tick=False) as clock:
        client = at_the_desk(Role.EDITOR)
        for _request in range(3):
            clock.shift(timedelta(minutes=29))
            assert client.get(DESK).status_code == 200
        clock.shift(timedelta(minutes=31))
        assert client.get(DESK).headers["Location"].startswith(reverse("account_login"))


def test_a_session_ends_after_a_working_day_however_busy() -> None:
    with time_machine.travel(datetime(2026, 6, 1, 8, tzinfo=UTC), tick=False) as clock:
        client = at_the_desk(Role.EDITOR)
        for _ in range(30):
            clock.shift(timedelta(minutes=24))
            assert client.get(DESK).status_code == 200
        clock.shift(timedelta(minutes=15))
        assert client.get(DESK).headers["Location"].startswith(reverse("account_login"))
        assert "_auth_user_id" not in client.session


def test_one_sees_where_one_is_signed_in_and_ends_it_elsewhere() -> None:
    here = at_the_desk(Role.EDITOR, username="anna")
    elsewhere = Client()
    sign_in(elsewhere, User.objects.get())
    somebody_else = at_the_desk(Role.EDITOR, username="bea")
    page = reverse("account_sessions")
    assert here.get(page).content.decode().count("list__item") == 2
    assert here.post(page).status_code == 302
    assert here.get(DESK).status_code == somebody_else.get(DESK).status_code == 200
    assert elsewhere.get(DESK).status_code == 302
    assert (AuditAction.SESSIONS_ENDED, "anna") in events()
    assert here.get(page).content.decode().count("list__item") == 1


def test_a_browser_forgets_the_desk_when_one_signs_out() -> None:
    client = at_the_desk(Role.EDITOR)
    assert "Clear-Site-Data" not in client.get(reverse("account_logout")).headers
    response = client.post(reverse("account_logout"))
    assert response.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'


def test_five_wrong_passwords_lock_an_account_for_a_quarter_of_an_hour(client: Client) -> None:
    account(Role.EDITOR, username="anna")
    for name in ("anna", "Anna", "ANNA", " anna"):
        assert enter_password(client, name, "wrong").status_code == 200
    assert enter_password(client, "anna", "wrong").status_code == 429
    assert enter_password(client, "anna").status_code == 429
    assert (AuditAction.LOCKED_OUT, "anna") in events()
    with time_machine.travel(
        datetime.now(tz=timezone.get_default_timezone()) + timedelta(minutes=16)
    ):
        assert enter_password(Client(), "anna").status_code == 302


def test_wrong_codes_lock_an_account_too(client: Client) -> None:
    app_of(account(Role.EDITOR, username="anna"))
    enter_password(client, "anna")
    for _try in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    client.post(reverse("mfa_authenticate"), {"code": code_now()})
    assert client.get(DESK).status_code == 302


def test_many_names_tried_from_one_place_meet_a_page_that_says_wait(client: Client) -> None:
    answers = [enter_password(client, f"name-{number}").status_code for number in range(31)]
    assert 429 in answers
    refused = enter_password(client, "one-more")
    assert refused.status_code == 429
    assert '<html lang="nl"' in refused.content.decode()


def test_no_address_of_a_person_is_stored_by_the_lock(client: Client) -> None:
    account(Role.EDITOR, username="anna")
    enter_password(client, "anna", "wrong")
    attempt = AccessAttempt.objects.get()
    assert attempt.ip_address is None
    assert "wrong" not in attempt.post_data


def test_what_was_typed_as_a_name_is_logged_only_if_it_is_one(client: Client) -> None:
    account(Role.EDITOR, username="anna")
    enter_password(client, "my secret password", "x")
    enter_password(client, "anna", "wrong")
    assert events() == [
        (AuditAction.SIGN_IN_REFUSED, ""),
        (AuditAction.SIGN_IN_REFUSED, "anna"),
    ]


@pytest.mark.parametrize(
    "address", ["signup/", "password/reset/", "email/", "login/code/", "confirm-email/"]
)
def test_there_is_no_other_way_in(client: Client, address: str) -> None:
    for prefix in ("/admin/account/", "/accounts/", "/"):
        assert client.get(prefix + address).status_code in {302, 404}
        assert client.post(prefix + address, {"username": "x"}).status_code in {302, 404, 405}
    assert not User.objects.exists()


def test_the_admins_own_sign_in_leads_to_the_only_one(client: Client) -> None:
    account(Role.EDITOR, username="anna")
    response = client.post("/admin/login/", {"username": "anna", "password": PASSWORD})
    assert response.headers["Location"].startswith(reverse("account_login"))
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_admins_own_sign_in_leads_on_who_is_signed_in(method: str) -> None:
    client = at_the_desk(Role.EDITOR)
    response = getattr(client, method)("/admin/login/", follow=True)
    assert response.status_code == 200
    assert response.redirect_chain[-1][0] == DESK


def test_the_last_second_factor_stays() -> None:
    client = at_the_desk(Role.EDITOR)
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(type="totp").exists()


def test_pages_for_signing_in_have_no_inline_code(client: Client) -> None:
    signed_in = at_the_desk(Role.EDITOR)
    pages = [(client, "account_login")] + [
        (signed_in, name)
        for name in (
            "mfa_index",
            "mfa_add_webauthn",
            "mfa_deactivate_totp",
            "mfa_generate_recovery_codes",
            "mfa_reauthenticate",
            "account_change_password",
            "account_logout",
        )
    ]
    for visitor, name in pages:
        page = visitor.get(reverse(name))
        assert page.status_code == 200, name
        body = page.content.decode()
        for attributes in re.findall(r"<script([^>]*)>", body):
            assert "src=" in attributes or 'type="application/json"' in attributes, name
        assert not re.search(r"\s(?:on\w+|style)=", body), name
        assert "no-store" in page.headers["Cache-Control"], name


def test_the_desk_speaks_dutch_unless_one_chooses_english(client: Client) -> None:
    page = client.get(reverse("account_login"), headers={"accept-language": "en"})
    assert '<html lang="nl">' in page.content.decode()
    chosen = client.post(
        reverse("account_language"), {"language": "en", "next": reverse("account_login")}
    )
    cookie = chosen.cookies[settings.LANGUAGE_COOKIE_NAME]
    assert cookie["path"] == "/admin/"
    assert '<html lang="en">' in client.get(reverse("account_login")).content.decode()


def test_the_session_cookie_stays_at_the_desk() -> None:
    client = at_the_desk(Role.EDITOR)
    response = client.get(DESK)
    assert response.cookies[settings.SESSION_COOKIE_NAME]["path"] == "/admin/"


def test_the_first_administrator_gets_in_by_one_link(
    client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("create_first_administrator", username="boss", email="boss@example.org")
    link = re.search(r"http\S+", capsys.readouterr().out)
    assert link
    path = link[0].removeprefix(settings.SITE_URL)
    form = client.get(path, follow=True)
    assert form.status_code == 200
    chosen = {"new_password1": PASSWORD, "new_password2": PASSWORD}
    client.post(form.redirect_chain[-1][0], chosen)
    assert enter_password(client, "boss").status_code == 302
    assert client.get(DESK).headers["Location"] == reverse("mfa_index")
    assert (
        "does not work"
        in Client()
        .get(path, follow=True, headers={"cookie": f"{settings.LANGUAGE_COOKIE_NAME}=en"})
        .content.decode()
    )
    user = User.objects.get()
    assert not user.is_superuser
    assert [group.name for group in user.groups.all()] == [Role.ADMINISTRATOR]
    assert AuditEvent.objects.filter(
        action=AuditAction.INVITED, actor="command: create_first_administrator"
    ).exists()


def test_there_is_one_first_administrator() -> None:
    call_command("create_first_administrator", username="boss", email="boss@example.org")
    with pytest.raises(CommandError, match="already"):
        call_command("create_first_administrator", username="b", email="b@example.org")


def test_an_administrator_who_lost_everything_gets_a_new_link(
    client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    user = account(Role.ADMINISTRATOR, username="boss")
    sign_in(client, user)
    call_command("create_first_administrator", username="boss", again=True)
    assert "http" in capsys.readouterr().out
    assert not Authenticator.objects.exists()
    assert client.get(DESK).status_code == 302
    assert enter_password(Client(), "boss").status_code == 200


def test_a_one_time_link_ends_after_a_day(
    client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("create_first_administrator", username="boss", email="boss@example.org")
    link = re.search(r"http\S+", capsys.readouterr().out)
    assert link
    with time_machine.travel(
        datetime.now(tz=timezone.get_default_timezone()) + timedelta(hours=25)
    ):
        page = client.get(link[0].removeprefix(settings.SITE_URL), follow=True)
    assert b"new_password1" not in page.content
