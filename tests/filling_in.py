"""Filling in a form as a browser does: everything that stands in it, and what is changed."""

from html.parser import HTMLParser
from typing import Any


class _Fields(HTMLParser):
    """Collect what a browser would send of all fields of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.values: dict[str, list[str]] = {}
        self._area: str | None = None
        self._select: str | None = None
        self._is_multiple = False
        self._first_option: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name")
        if tag == "textarea" and name:
            self._area = name
            self.values.setdefault(name, [""])
        elif tag == "select" and name and "disabled" not in given:
            self._select, self._is_multiple = name, "multiple" in given
            self._first_option = None
        elif tag == "option" and self._select:
            value = given.get("value") or ""
            if self._first_option is None:
                self._first_option = value
            if "selected" in given:
                self.values.setdefault(self._select, []).append(value)
        elif tag == "input" and name and "disabled" not in given:
            self._take_input(name, given)

    def _take_input(self, name: str, given: dict[str, str | None]) -> None:
        kind = given.get("type") or "text"
        if kind in {"submit", "button", "file", "image"}:
            return
        if kind in {"checkbox", "radio"}:
            if "checked" in given:
                self.values.setdefault(name, []).append(given.get("value") or "on")
            return
        self.values[name] = [given.get("value") or ""]

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = None
        elif tag == "select":
            if self._select and not self._is_multiple and self._first_option is not None:
                self.values.setdefault(self._select, [self._first_option])
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            # A browser drops the line end that follows the opening tag.
            known = self.values[self._area][0]
            self.values[self._area] = [known + (data.removeprefix("\n") if not known else data)]


def filled_in(page: Any, **changes: Any) -> dict[str, list[str]]:
    """Return what a browser sends of a page's fields, with these changed; None leaves one out."""
    fields = _Fields()
    fields.feed(page.content.decode())
    values = fields.values
    for name, value in changes.items():
        if value is None:
            values.pop(name, None)
        else:
            values[name] = value if isinstance(value, list) else [value]
    return values
