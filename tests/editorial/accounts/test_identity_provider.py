"""Signing in by the ministry's identity provider: it says who somebody is, and nothing else."""

import html
import importlib
import json
import re
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.conf import LazySettings
from django.contrib.sessions.models import Session
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, override_settings
from django.urls import NoReverseMatch, clear_url_caches, get_resolver, reverse

from editorial.accounts.invitation import invite_without_second_factor
from editorial.accounts.roles import Role
from editorial.models import AuditAction, AuditEvent, User
from tests.identity_provider import (
    ACCESS_TOKEN,
    CLIENT_ID,
    CLIENT_SECRET,
    Provider,
    new_key,
    running_provider,
)
from tests.people import account, app_of, at_the_desk, code_now
from tests.wegwijzer.test_settings import settings_with
from wegwijzer.account_settings import IdentityProvider

pytestmark = pytest.mark.usefixtures("empty_directory")

DESK = "/admin/"
WAY_IN, WAY_BACK = "/admin/account/identity-provider/", "/admin/account/identity-provider/return/"
ANNA = {"email": "Anna@Example.org", "email_verified": True}
TWO_FACTORS = {"amr": ["pwd", "mfa"]}


def read_urls_again() -> None:
    for name in ("editorial.accounts.urls", "wegwijzer.desk_urls", "wegwijzer.urls"):
        importlib.reload(importlib.import_module(name))
    clear_url_caches()


def present(provider: Provider) -> IdentityProvider:
    words = frozenset({"mfa", "loa-high"})
    return IdentityProvider("SSO", provider.issuer, CLIENT_ID, CLIENT_SECRET, words)


@contextmanager
def set_to(provider: IdentityProvider | None) -> Iterator[None]:
    with override_settings(IDENTITY_PROVIDER=provider):
        read_urls_again()
        yield
    read_urls_again()


@pytest.fixture(scope="module")
def running() -> Iterator[Provider]:
    """Switch a provider on for these tests: to read the URLs takes longer than to sign in."""
    with running_provider() as provider, set_to(present(provider)):
        yield provider


@pytest.fixture
def provider(running: Provider) -> Provider:
    """Give a provider that knows Anna, as if nobody had asked it anything."""
    running.claims, running.in_userinfo, running.answers = dict(ANNA), {}, {}
    running.signs_with = None
    return running


@pytest.fixture
def no_provider() -> Iterator[None]:
    with set_to(None):
        yield


def go(client: Client, next_url: str = "") -> str:
    """Choose to sign in there, and return where the browser is sent."""
    page = client.post(WAY_IN, {"next": next_url} if next_url else {}).content.decode()
    found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page)
    assert found, page
    return html.unescape(found[1])


def sign_in_there(client: Client, provider: Provider, next_url: str = "") -> Any:
    back = urlsplit(provider.authorize(go(client, next_url)))
    return client.get(f"{back.path}?{back.query}")


def asks_for_ours(response: Any) -> bool:
    return str(response.headers["Location"]) == reverse("mfa_authenticate")


def events() -> list[tuple[str, str]]:
    logged = AuditEvent.objects.exclude(action=AuditAction.ROLE_GIVEN)
    return list(logged.order_by("pk").values_list("action", "actor"))


def heading(response: Any) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", response.content.decode())
    assert found
    return html.unescape(found[1])


@pytest.mark.usefixtures("no_provider")
def test_without_settings_nothing_of_it_is_there(client: Client) -> None:
    names = ("identity_provider", "identity_provider_return")
    assert not set(names) & set(get_resolver("editorial.accounts.urls").reverse_dict)
    for name in names:
        with pytest.raises(NoReverseMatch):
            reverse(name)
    staff = at_the_desk(Role.EDITOR)
    assert staff.get(WAY_IN).status_code == staff.get(WAY_BACK).status_code == 404
    assert "identity" not in client.get(reverse("account_login")).content.decode()


def test_half_of_the_settings_or_an_open_line_stops_the_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = {"OIDC_ISSUER": "https://sso.example", "OIDC_CLIENT_ID": "a", "OIDC_CLIENT_SECRET": "b"}
    found = settings_with(monkeypatch, **whole, OIDC_SECOND_FACTOR="mfa loa-high")
    assert found["IDENTITY_PROVIDER"].name == "https://sso.example"
    assert found["IDENTITY_PROVIDER"].second_factor == {"mfa", "loa-high"}
    for wrong in ({"OIDC_CLIENT_ID": ""}, {"OIDC_CLIENT_SECRET": ""}, {"OIDC_ISSUER": "http://a"}):
        with pytest.raises(ImproperlyConfigured, match=next(iter(wrong))):
            settings_with(monkeypatch, **whole | wrong)


def test_who_has_shown_two_factors_there_is_at_the_desk(client: Client, provider: Provider) -> None:
    app_of(account(Role.EDITOR, username="anna"))
    assert "SSO" in client.get(reverse("account_login")).content.decode()
    provider.claims |= TWO_FACTORS
    response = sign_in_there(client, provider, "/admin/directory/service/")
    assert response.headers["Location"] == "/admin/directory/service/"
    assert client.get(DESK).status_code == 200
    assert provider.asked["response_type"] == "code"
    assert provider.asked["code_challenge_method"] == "S256"
    assert set(provider.asked["scope"].split()) == {"openid", "profile", "email"}
    assert events() == [(AuditAction.IDENTITY_LINKED, "anna"), (AuditAction.SIGNED_IN, "anna")]


def test_whoever_has_not_shows_ours_or_sets_it_up(client: Client, provider: Provider) -> None:
    anna = account(Role.EDITOR, username="anna")
    sign_in_there(client, provider)
    assert client.get(DESK).headers["Location"] == reverse("mfa_index")
    app_of(anna)
    other = Client()
    assert sign_in_there(other, provider).headers["Location"] == reverse("mfa_authenticate")
    assert other.get(DESK).status_code == 302
    assert other.post(reverse("mfa_authenticate"), {"code": code_now()}).status_code == 302
    assert other.get(DESK).status_code == 200


def test_a_word_for_two_factors_counts_only_if_the_settings_name_it(
    client: Client, provider: Provider, settings: LazySettings
) -> None:
    app_of(account(Role.EDITOR, username="anna"))
    counts: list[dict[str, Any]] = [{"acr": "loa-high"}, {"amr": "mfa"}]
    for said in counts:
        provider.claims = ANNA | said
        sign_in_there(client, provider)
        assert client.get(DESK).status_code == 200, said
    for said in ({"acr": "1"}, {"acr": {"mfa": 1}}, {"amr": ["pwd"]}, {"amr": [{"a": 1}, None]}):
        provider.claims = ANNA | said
        assert asks_for_ours(sign_in_there(Client(), provider)), said
    settings.IDENTITY_PROVIDER = replace(present(provider), second_factor=frozenset())
    provider.claims = ANNA | TWO_FACTORS
    assert sign_in_there(Client(), provider).headers["Location"] == reverse("mfa_authenticate")


def test_the_provider_gives_nobody_a_role_and_makes_nobody(
    client: Client, provider: Provider
) -> None:
    anna = account(username="anna")
    provider.claims |= TWO_FACTORS | {
        "roles": ["administrator"],
        "groups": ["publisher"],
        "name": "X",
    }
    sign_in_there(client, provider)
    anna.refresh_from_db()
    assert (anna.groups.count(), anna.is_superuser, anna.last_name) == (0, False, "")
    provider.claims |= {"email": "bea@example.org", "sub": "subject-2"}
    refused = sign_in_there(Client(), provider)
    assert (refused.status_code, User.objects.count()) == (403, 1)


def test_after_the_first_time_the_providers_own_name_counts(
    client: Client, provider: Provider
) -> None:
    account(Role.EDITOR, username="anna")
    account(Role.EDITOR, username="bea")
    provider.claims |= TWO_FACTORS
    sign_in_there(client, provider)
    provider.claims |= {"email": "bea@example.org", "email_verified": False}
    again = Client()
    sign_in_there(again, provider)
    assert User.objects.get(pk=again.session["_auth_user_id"]).username == "anna"
    # Somebody else gets the address of a leaver.
    provider.claims = ANNA | TWO_FACTORS | {"sub": "subject-2"}
    newcomer = Client()
    assert sign_in_there(newcomer, provider).status_code == 403
    assert newcomer.get(DESK).status_code == 302
    # Under another issuer the same name is somebody else's.
    SocialAccount.objects.update(provider="oidc-another-issuer")
    provider.claims = {"email": "nobody@example.org", "email_verified": True}
    assert sign_in_there(Client(), provider).status_code == 403


def test_who_does_not_get_in_reads_why(client: Client, provider: Provider) -> None:
    account(Role.EDITOR, username="anna")
    account(Role.EDITOR, username="closed")
    User.objects.filter(username="closed").update(is_active=False)
    closed = {"email": "closed@example.org", "email_verified": True}
    cases: list[tuple[dict[str, Any], str, str]] = [
        ({"email": "anna@example.org", "email_verified": False}, "e-mailadres", ""),
        ({"email": "anna@example.org"}, "e-mailadres", ""),
        ({}, "e-mailadres", ""),
        ({"email": ["anna@example.org"], "email_verified": True}, "e-mailadres", ""),
        ({"email": "nobody@example.org", "email_verified": True}, "geen account", ""),
        (closed, "gesloten", "closed"),
        (closed | TWO_FACTORS, "gesloten", "closed"),
    ]
    for claims, told, actor in cases:
        provider.claims = claims
        visitor = Client()
        refused = sign_in_there(visitor, provider)
        assert (refused.status_code, "_auth_user_id" in visitor.session) == (403, False), claims
        assert told in heading(refused), claims
        assert events()[-1] == (AuditAction.SIGN_IN_REFUSED, actor), claims
    assert not SocialAccount.objects.exists()


def test_what_is_not_signed_for_this_site_and_this_sign_in_counts_for_nothing(
    provider: Provider,
) -> None:
    account(Role.EDITOR, username="anna")
    wrong: dict[str, dict[str, Any]] = {
        "issuer": {"iss": "https://elsewhere.example"},
        "reader": {"aud": "another-site"},
        "made for another": {"aud": [CLIENT_ID, "another-site"], "azp": "another-site"},
        "nonce": {"nonce": "of another sign-in"},
        "no nonce": {"nonce": None},
        "too late": {"exp": int(time.time()) - 3600},
        "nobody": {"sub": None},
        "no name": {"sub": ""},
        "a number": {"sub": 7},
        "too long": {"sub": "s" * 300},
    }
    for name, claims in wrong.items():
        provider.claims = ANNA | TWO_FACTORS | claims
        refused = sign_in_there(Client(), provider)
        assert (refused.status_code, "SSO" in heading(refused)) == (403, True), name
    provider.claims = ANNA | TWO_FACTORS
    for signature in (("RS256", new_key()), ("HS256", CLIENT_SECRET), ("none", None)):
        provider.signs_with = signature
        assert sign_in_there(Client(), provider).status_code == 403, signature[0]
    assert not SocialAccount.objects.exists()
    assert {action for action, _actor in events()} == {AuditAction.SIGN_IN_REFUSED}


def test_a_provider_that_is_away_or_talks_nonsense_is_a_page_that_says_so(
    provider: Provider, settings: LazySettings
) -> None:
    account(Role.EDITOR, username="anna")
    described = provider.answer("/.well-known/openid-configuration", {})[1]
    discovery = "/.well-known/openid-configuration"
    elsewhere = described | {"issuer": "https://elsewhere.example"}
    answers: list[Any] = [503, 302, "not json", [], {}, elsewhere]
    for answer in answers:
        provider.answers = {discovery: answer}
        refused = Client().post(WAY_IN)
        assert refused.status_code in {403, 503}, answer
        assert "SSO" in heading(refused), answer
    for path in (discovery, "/token_endpoint", "/jwks_uri"):
        answers = [500, "not json", [], {"access_token": "x"}, {"keys": [{}]}, {"keys": 1}]
        for answer in answers:
            provider.answers = {}
            client = Client()
            back = urlsplit(provider.authorize(go(client)))
            provider.answers = {path: answer}
            refused = client.get(f"{back.path}?{back.query}")
            assert refused.status_code in {403, 503}, (path, answer)
            assert "SSO" in heading(refused), (path, answer)
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        away = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        settings.IDENTITY_PROVIDER = replace(present(provider), issuer=away)
        refused = Client().post(WAY_IN)
        assert (refused.status_code, heading(refused)) == (503, "SSO antwoordt niet")
        assert reverse("account_login") in refused.content.decode()


def test_nothing_begins_by_a_link_and_nothing_is_taken_back_twice(
    client: Client, provider: Provider
) -> None:
    account(Role.EDITOR, username="anna")
    provider.claims |= TWO_FACTORS
    provider.asked = {}
    assert client.get(WAY_IN).status_code == 200
    assert provider.asked == {}
    assert Client(enforce_csrf_checks=True).post(WAY_IN).status_code == 403
    first = urlsplit(provider.authorize(go(client)))
    assert Client().get(f"{first.path}?{first.query}").status_code == 403  # another browser
    assert client.get(f"{first.path}?{first.query}").status_code == 302
    for query in (first.query, "", "code=1", "state=1&code=1", "error=access_denied", "state=%00"):
        assert Client().get(f"{WAY_BACK}?{query}").status_code == 403, query
    cancelled = Client()
    state = dict(parse_qsl(urlsplit(go(cancelled)).query))["state"]
    told = cancelled.get(WAY_BACK, {"state": state, "error": "access_denied"})
    assert heading(told) == "U bent niet ingelogd"
    elsewhere = sign_in_there(Client(), provider, "https://evil.example/")
    assert elsewhere.headers["Location"] == DESK


def test_what_the_id_token_leaves_out_is_asked_for(client: Client, provider: Provider) -> None:
    account(Role.EDITOR, username="anna")
    provider.claims, provider.in_userinfo = dict(TWO_FACTORS), dict(ANNA)
    sign_in_there(client, provider)
    assert client.get(DESK).status_code == 200
    provider.in_userinfo |= {"sub": "somebody else"}
    assert sign_in_there(Client(), provider).status_code == 403


def test_no_token_and_nothing_that_it_tells_is_kept(
    client: Client, provider: Provider, caplog: pytest.LogCaptureFixture
) -> None:
    app_of(account(Role.EDITOR, username="anna"))
    provider.claims |= {"name": "Told By Token"}
    sign_in_there(client, provider)  # waits for our code, with a session
    provider.claims |= TWO_FACTORS
    sign_in_there(Client(), provider)
    provider.answers = {"/token_endpoint": {"error": ACCESS_TOKEN}}
    assert sign_in_there(Client(), provider).status_code == 403
    kept = [
        json.dumps([session.get_decoded() for session in Session.objects.all()]),
        json.dumps(
            list(AuditEvent.objects.values("actor", "object_label", "object_key", "fields"))
        ),
        json.dumps(list(SocialAccount.objects.values("uid", "extra_data"))),
        caplog.text,
    ]
    for text in kept:
        assert not re.search(r"eyJ|one-time-code|Told By Token", text)
        assert ACCESS_TOKEN not in text
    assert not SocialToken.objects.exists()


def test_a_sensitive_page_asks_the_provider_anew(client: Client, provider: Provider) -> None:
    account(Role.ADMINISTRATOR, username="anna")
    provider.claims |= TWO_FACTORS | {"auth_time": int(time.time()) - 3600}
    sign_in_there(client, provider)
    accounts = reverse("admin:editorial_user_changelist")
    asks_first = (accounts, reverse("mfa_add_webauthn"), reverse("account_sessions"))
    for page in asks_first:
        assert client.get(page).headers["Location"].startswith(WAY_IN), page
    assert client.get(reverse("account_change_password")).status_code in {200, 302, 404}
    assert sign_in_there(client, provider, accounts).status_code == 403
    assert provider.asked["max_age"] == "0"
    provider.claims |= {"auth_time": int(time.time())}
    assert sign_in_there(client, provider, accounts).headers["Location"] == accounts
    for page in asks_first:
        assert client.get(page).status_code == 200, page


def test_a_session_ends_with_the_account_the_link_or_the_provider(
    client: Client, provider: Provider, settings: LazySettings
) -> None:
    anna = account(Role.EDITOR, username="anna")
    anna.set_unusable_password()
    anna.save()
    provider.claims |= TWO_FACTORS
    sign_in_there(client, provider)
    assert client.get(DESK).status_code == 200
    assert client.get(reverse("account_change_password")).status_code == 404
    assert not Authenticator.objects.exists()
    settings.IDENTITY_PROVIDER = None
    assert client.get(DESK).status_code == 302
    settings.IDENTITY_PROVIDER = present(provider)
    assert client.get(DESK).status_code == 200
    invite_without_second_factor(anna)
    assert client.get(DESK).status_code == 302
    User.objects.update(is_active=False)
    assert sign_in_there(Client(), provider).status_code == 403
