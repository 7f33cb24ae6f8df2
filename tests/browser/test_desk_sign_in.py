"""Getting in at the desk in a real browser: a one-time link, an app, a passkey, the keyboard."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import MILLISECONDS_TO_WAIT
from tests.people import PASSWORD, code_now
from tools.axe import DESK, HEIGHT, VARIANTS, axe_script, faults
from tools.served_site import ROOT, environment


@pytest.fixture
def localhost(site: str) -> str:
    """Return the site under the only name that passkeys work for without a certificate."""
    return site.replace("127.0.0.1", "localhost")


@pytest.fixture
def link(site: str, shared_folder: Path, localhost: str, worker_id: str) -> str:
    """Make an administrator on the served site, and return the one-time link that is printed."""
    name = f"boss-{worker_id}"
    state = environment(shared_folder / "served", SITE_URL=localhost)
    command = [sys.executable, "manage.py", "create_first_administrator", "--username", name]
    printed = subprocess.run(
        [*command, "--email", f"{name}@example.org", "--also", "editor"],
        cwd=ROOT,
        env=state,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    found = re.search(r"http\S+", printed)
    assert found
    return found[0]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": DESK, "height": HEIGHT[DESK]}, locale="nl-NL")
    context.set_default_timeout(MILLISECONDS_TO_WAIT)
    yield context.new_page()
    context.close()


def test_the_first_administrator_gets_in_with_an_app_and_then_with_a_passkey(
    page: Page, link: str, localhost: str, worker_id: str
) -> None:
    said: list[str] = []

    def look() -> None:
        said.extend(faults(page, axe_script(), variants=VARIANTS[:1]))

    page.on("console", lambda message: said.append(message.text))
    page.goto(link)
    look()
    page.locator("#id_new_password1").fill(PASSWORD)
    page.locator("#id_new_password2").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign-in/")
    look()

    page.locator("#id_login").fill(f"boss-{worker_id}")
    page.locator("#id_password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/second-factor/")
    page.goto(f"{localhost}/admin/directory/service/")
    assert page.url.endswith("/second-factor/")
    look()

    page.locator("a[href$='/app/add/']").click()
    expect(page.locator("main svg path")).to_have_count(1)
    look()
    secret = page.locator("code").inner_text()
    page.locator("#id_code").fill(code_now(secret))
    page.keyboard.press("Enter")
    page.wait_for_url("**/codes/")
    assert page.locator("li code").count() == 10
    look()

    authenticator = page.context.new_cdp_session(page)
    authenticator.send("WebAuthn.enable")
    authenticator.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    page.goto(f"{localhost}/admin/account/second-factor/passkeys/add/")
    look()
    page.locator("#passkey").click()
    page.wait_for_url("**/second-factor/")
    page.goto(f"{localhost}/admin/")
    with page.expect_navigation():
        page.locator("#logout-form button").click()

    page.goto(f"{localhost}/admin/account/sign-in/")
    page.locator("#passkey_login").click()
    page.wait_for_url(re.compile(r"/admin/$"))
    page.goto(f"{localhost}/admin/directory/service/")
    assert page.locator("#result_list tbody tr").count() > 10
    assert said == []
