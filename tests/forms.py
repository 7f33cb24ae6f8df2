"""Fill in a form of the desk as it stands on its page."""

from html.parser import HTMLParser
from typing import Any

from django.test import Client

Values = dict[str, list[str]]


class FormReader(HTMLParser):
    """Read what a browser would send if the form of a page were sent untouched."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.values: Values = {}
        self._select = ""
        self._textarea = ""
        self._ignored = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        match tag:
            case "form":
                is_sent = given.get("method") == "post" and "logout" not in given.get("id", "")
                self._ignored = not is_sent
            case "input" if name and given.get("type") not in {"submit", "button", "file"}:
                if given.get("type") in {"checkbox", "radio"}:
                    if "checked" in given:
                        self._note(name, given.get("value", "on"))
                else:
                    self._note(name, given.get("value", ""))
            case "select":
                self._select = name
                if "multiple" not in given and not self._ignored:
                    self.values.setdefault(name, [""])
            case "option" if self._select and "selected" in given and not self._ignored:
                if self.values.get(self._select) == [""]:
                    self.values[self._select] = []
                self._note(self._select, given.get("value", ""))
            case "textarea":
                self._textarea = name
                self._note(name, "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        if tag == "textarea":
            self._textarea = ""

    def handle_data(self, data: str) -> None:
        if self._textarea and not self._ignored:
            self.values[self._textarea][-1] += data.removeprefix("\n")

    def _note(self, name: str, value: str) -> None:
        if not self._ignored:
            self.values.setdefault(name, []).append(value)


def form_on(response: Any) -> Values:
    """Return what the form on a page would send, without the rows that a script would add."""
    values = FormReader(response.content.decode()).values
    return {name: value for name, value in values.items() if "__prefix__" not in name}


def send(client: Client, address: str, **changes: object) -> Any:
    """Open a page with a form, fill in some of its fields, and send it."""
    page = client.get(address)
    assert page.status_code == 200, address
    values = form_on(page)
    unknown = {name for name in changes if name not in values and not _may_be_absent(name, page)}
    assert not unknown, f"the form has no {unknown}"
    for name, value in changes.items():
        if value is None:
            values.pop(name, None)
        else:
            values[name] = [str(one) for one in (value if isinstance(value, list) else [value])]
    return client.post(address, values)


def _may_be_absent(name: str, page: Any) -> bool:
    """Return whether a field is an empty list of choices or a row that a script adds."""
    return f'name="{name}"' in page.content.decode() or "-" in name or name.startswith("_")
