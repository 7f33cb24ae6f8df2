"""Walking the pages on which an editor says that something is still correct."""

import re
from html import unescape
from typing import Any

from django.test import Client
from django.urls import reverse


def fields(page: str) -> dict[str, list[str]]:
    """Return what the form of a page would send as it is opened: nothing ticked."""
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    form: dict[str, list[str]] = {}
    for name, value in hidden:
        form.setdefault(name, []).append(unescape(value))
    return form


def numbers(page: str) -> list[str]:
    """Return the numbers that the page offers to date, none of which may be ticked."""
    found = re.findall(r'<input type="checkbox" name="number" value="([^"]*)"([^>]*)', page)
    assert not [value for value, rest in found if "checked" in rest]
    return [unescape(value) for value, _rest in found]


def say_still_correct(
    client: Client, page: str, *, how: str = "phoned", with_numbers: bool = False
) -> Any:
    """Send what the page asks, with every number on it or none, and return what comes next."""
    assert " checked" not in page[page.index('name="how"') :]
    form = fields(page) | {"how": [how]} | ({"number": numbers(page)} if with_numbers else {})
    return client.post(reverse("admin:editorial_verification_mark"), form, follow=True)
