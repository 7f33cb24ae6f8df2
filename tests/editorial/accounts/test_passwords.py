"""A password may be any sentence, and is neither short, common nor made of words of this site."""

import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from allauth.mfa.utils import decrypt, encrypt
from cryptography.fernet import InvalidToken
from django.conf import global_settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from editorial.accounts.passwords import CONTEXT_WORDS
from editorial.accounts.roles import Role
from editorial.models import User
from tests.people import PASSWORD, TOTP_SECRET, account, app_of, at_the_desk, code_now
from wegwijzer import settings

pytestmark = pytest.mark.django_db

REFUSED = (
    "elf letters",
    "password12345",
    "qwertyuiop12",
    "123456789012",
    "someone@example.org",
    *(f"{word.title()}-2026!" for word in CONTEXT_WORDS),
    "W-e-g-w-i-j-z-e-r 2026",
)
TAKEN = ("zonder cijfers of tekens", "🛟 en een mes 🔪", "een spatie aan het eind ", "z1" * 64)


def test_what_is_easy_to_guess_is_refused() -> None:
    user = account(username="someone")
    taken = []
    for password in REFUSED:
        try:
            validate_password(password, user)
            taken.append(password)
        except ValidationError:
            continue
    assert taken == []


def test_any_sentence_is_taken_and_compared_as_it_is() -> None:
    user = account(username="someone")
    for password in TAKEN:
        validate_password(password, user)
        user.set_password(password)
        assert user.check_password(password)
        assert not any(
            user.check_password(other)
            for other in (password.upper(), f"{password} ", password[:-1], password[:64])
            if other != password
        )


def change(client: Client, current: str, new: str) -> bool:
    fields = {"oldpassword": current, "password1": new, "password2": new}
    client.post(reverse("account_change_password"), fields)
    return User.objects.get(username="anna").check_password(new)


def test_one_changes_ones_password_by_the_present_one() -> None:
    client = at_the_desk(Role.EDITOR, username="anna")
    assert not change(client, "not my password", "another long sentence")
    assert not change(client, PASSWORD, "wegwijzer 2026")
    assert change(client, PASSWORD, "another long sentence")


def test_a_password_is_hidden_and_may_be_filled_in_by_a_program(client: Client) -> None:
    page = client.get(reverse("account_login")).content.decode()
    [field] = re.findall(r'<input[^>]*name="password"[^>]*>', page)
    assert 'type="password"' in field
    assert 'autocomplete="current-password"' in field
    scripts = [path.read_text() for path in Path(settings.BASE_DIR, "static").rglob("*.js")]
    assert not any("onpaste" in text or '"paste"' in text for text in [page, *scripts])


def test_in_production_passwords_are_kept_slow_to_guess() -> None:
    hashers = getattr(settings, "PASSWORD_HASHERS", global_settings.PASSWORD_HASHERS)
    slow = ("PBKDF2PasswordHasher", "Argon2PasswordHasher", "ScryptPasswordHasher")
    assert hashers[0].rpartition(".")[2] in slow


def test_no_account_is_there_from_the_start() -> None:
    assert not User.objects.exists()


def test_signing_in_gives_another_session(client: Client) -> None:
    account(Role.EDITOR, username="anna")
    client.get(reverse("account_login"))
    session = client.session
    session["before"] = True
    session.save()
    before = session.session_key
    client.cookies[settings.SESSION_COOKIE_NAME] = str(before)
    client.post(reverse("account_login"), {"login": "anna", "password": PASSWORD})
    assert client.session.session_key != before
    assert len(str(client.session.session_key)) == 32
    assert not type(session)().exists(str(before))


def test_every_page_of_the_desk_leads_to_signing_out() -> None:
    client = at_the_desk(Role.EDITOR)
    pages = ("admin:index", "admin:directory_service_changelist", "mfa_index", "account_sessions")
    for page in pages:
        text = client.get(reverse(page)).content.decode()
        ways_out = (reverse("account_logout"), reverse("admin:logout"))
        assert any(f'action="{way}"' in text or f'href="{way}"' in text for way in ways_out), page


def test_no_link_into_the_desk_leads_to_another_site() -> None:
    for elsewhere in ("https://evil.example/", "//evil.example/", "/\\evil.example"):
        user = app_of(account(Role.EDITOR, username=f"anna{len(elsewhere)}")).user
        client = Client()
        url = f"{reverse('account_login')}?{urlencode({'next': elsewhere})}"
        sent = {"login": user.username, "password": PASSWORD, "next": elsewhere}
        first = client.post(url, sent)
        second = client.post(reverse("mfa_authenticate"), {"code": code_now()})
        language = {"language": "en", "next": elsewhere}
        third = client.post(reverse("account_language"), language)
        for response in (first, second, third):
            assert "evil" not in response.headers.get("Location", "").partition("?")[0]


def test_the_secret_of_an_app_is_sealed() -> None:
    secret = app_of(account(username="anna")).data["secret"]
    assert TOTP_SECRET not in secret
    assert decrypt(secret) == TOTP_SECRET
    assert encrypt(TOTP_SECRET) != encrypt(TOTP_SECRET)
    changed = secret[:-9] + ("A" if secret[-9] != "A" else "B") + secret[-8:]
    with pytest.raises(InvalidToken):
        decrypt(changed)
