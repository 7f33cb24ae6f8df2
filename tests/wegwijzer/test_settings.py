"""The settings of production stop an unsafe start, name what is wrong, and take what is empty."""

import re
from runpy import run_path
from typing import Any

import pytest
import yaml
from django.core.exceptions import ImproperlyConfigured

from tests.test_repository import ROOT, read

SAFE = {
    "WEGWIJZER_ENVIRONMENT": "production",
    "SECRET_KEY": "k" * 50,
    "ALLOWED_HOSTS": "wegwijzer.example",
    "SITE_URL": "https://wegwijzer.example",
    "SITE_OWNER": "Somebody",
    "DATABASE_URL": "postgresql://wegwijzer@database/wegwijzer",
}


def settings_with(monkeypatch: pytest.MonkeyPatch, **environment: str) -> dict[str, Any]:
    for name, value in {"DEBUG": "", **SAFE, **environment}.items():
        monkeypatch.setenv(name, value)
    return run_path(str(ROOT / "wegwijzer" / "settings.py"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "true"),
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "django-insecure-" + "k" * 50),
        ("ALLOWED_HOSTS", ""),
        ("ALLOWED_HOSTS", " , "),
        ("ALLOWED_HOSTS", "wegwijzer.example, *"),
        ("SITE_OWNER", ""),
        ("SITE_URL", ""),
        ("SITE_URL", "http://wegwijzer.example"),
        ("DATABASE_URL", ""),
    ],
)
def test_an_unsafe_start_is_refused_and_says_what_is_wrong(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    with pytest.raises(ImproperlyConfigured, match=name):
        settings_with(monkeypatch, **{name: value})


def test_everything_that_is_wrong_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        settings_with(monkeypatch, SECRET_KEY="", ALLOWED_HOSTS="", SITE_OWNER="")
    assert all(name in str(refused.value) for name in ("SECRET_KEY", "ALLOWED_HOSTS", "SITE_OWNER"))


def test_hosts_may_have_commas_and_spaces_between(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings_with(monkeypatch, ALLOWED_HOSTS=" wegwijzer.example, www.wegwijzer.example ")
    assert found["ALLOWED_HOSTS"] == ["wegwijzer.example", "www.wegwijzer.example"]


def test_an_earlier_secret_key_still_opens_what_it_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings_with(monkeypatch, SECRET_KEY_FALLBACKS=f"{'a' * 50} {'b' * 50}")
    assert found["SECRET_KEY_FALLBACKS"] == ["a" * 50, "b" * 50]


def test_what_is_left_empty_is_as_if_it_were_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    optional = (
        "QUICK_EXIT_URL",
        "TRUSTED_PROXY_COUNT",
        "EMAIL_HOST",
        "EMAIL_PORT",
        "EMAIL_USE_TLS",
    )
    for name in optional:
        monkeypatch.delenv(name, raising=False)
    absent = settings_with(monkeypatch)
    empty = settings_with(monkeypatch, **dict.fromkeys(optional, ""))
    for name in (
        "QUICK_EXIT_URL",
        "ALLAUTH_TRUSTED_PROXY_COUNT",
        "EMAIL_HOST",
        "EMAIL_PORT",
        "EMAIL_USE_TLS",
    ):
        assert empty[name] == absent[name]
        assert absent[name] is not None


def test_what_the_readme_says_can_be_set_reaches_the_site_in_its_container() -> None:
    named = set(re.findall(r"`([A-Z_]{5,})`", read("README.md")))
    environment = yaml.safe_load(read("compose.yaml"))["services"]["site"]["environment"]
    assert "SECRET_KEY" in named
    of_the_image = {"STATE_DIR", "POSTGRES_PASSWORD", "POSTGRES_SITE_PASSWORD", "SITE_DATABASE_URL"}
    of_a_developer = {"DEBUG", "PYTHON", "CHROMIUM", "EVERY"}
    of_a_developer |= {"HSDS_SCHEMAS", "DCAT_AP_NL_SHAPES"}
    assert named - of_the_image - of_a_developer <= environment.keys()
