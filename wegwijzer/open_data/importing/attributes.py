"""The attributes of all objects in one language: terms, with a value where a fact is a text."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from django.utils.translation import override

from wegwijzer.open_data.importing.files import Tables
from wegwijzer.open_data.texts import unverified, with_doubt


class Attribute(NamedTuple):
    """That a term holds of an object, in which way, and with which value."""

    kind: str
    taxonomy: str
    code: str
    value: str


class Attributes:
    """The attributes of one language by the id of what they hang on."""

    def __init__(self, tables: Tables) -> None:
        self.language = tables.language
        self._rows = tables.rows
        self._of: dict[str, list[Attribute]] = defaultdict(list)
        terms = {
            key: str(term.values["code"]) for key, term in tables.rows["taxonomy_term"].items()
        }
        for row in tables.rows["attribute"].values():
            found = row.values
            taxonomy, _colon, code = terms[found["taxonomy_term_id"]].partition(":")
            attribute = Attribute(found["link_type"], taxonomy, code, found.get("value", ""))
            self._of[found["link_id"]].append(attribute)

    def codes(self, owner: str, kind: str, taxonomy: str) -> list[str]:
        """Return the codes of a taxonomy that hold of an object in one way."""
        return [one.code for one in self._of[owner] if (one.kind, one.taxonomy) == (kind, taxonomy)]

    def answers(self, owner: str, taxonomy: str) -> dict[str, str]:
        """Return the answers of an object to the questions of a taxonomy."""
        codes = [one.code for one in self._of[owner] if one.taxonomy == taxonomy]
        return dict(code.split(":", 1) for code in codes if ":" in code)

    def statements(self, owner: str, name: str) -> list[str]:
        """Return the texts that are a statement of this name."""
        return [one.value for one in self._of[owner] if (one.kind, one.code) == ("statement", name)]

    def statement(self, owner: str, name: str) -> str:
        """Return the one text that is a statement of this name, or nothing."""
        return next(iter(self.statements(owner, name)), "")

    def text(self, table: str, owner: str, column: str, name: str = "") -> str:
        """Return a text as it was written, without the doubt that was put behind it.

        Nothing if there is none in this language: what stands in its place is Dutch, and says so.
        """
        if (name or column) in self._dutch(owner) or owner not in self._rows[table]:
            return ""
        return self._without_doubt(owner, str(self._rows[table][owner].values.get(column, "")))

    def stated_text(self, owner: str, name: str) -> str:
        """Return a text that is a statement, or nothing if there is none in this language."""
        return "" if name in self._dutch(owner) else self.statement(owner, name)

    def _dutch(self, owner: str) -> set[str]:
        return {
            one.value for one in self._of[owner] if (one.kind, one.code) == ("translation", "dutch")
        }

    def _without_doubt(self, owner: str, text: str) -> str:
        doubt = self.statement(owner, "doubt")
        with override(self.language):
            for said in (doubt, unverified(), f"{doubt} {unverified()}"):
                ending = with_doubt("", said)
                if ending and text == ending:
                    return ""
                if ending and text.endswith(f"\n{ending}"):
                    return text.removesuffix(f"\n{ending}")
        return text
