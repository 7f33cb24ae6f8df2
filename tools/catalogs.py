"""Extract, check and compile the message catalogs without GNU gettext on the machine.

    python -m tools.catalogs update     bring locale/*/LC_MESSAGES/django.po up to date
    python -m tools.catalogs check      fail on anything missing, stale, fuzzy, empty or unequal
    python -m tools.catalogs compile    write the .mo files that Django reads

The message in the code is the English one, so the English catalog is written by `update`. It must
exist all the same: Dutch is the default language, and a catalog that is complete on both sides is
what `check` can promise.
"""

import re
import sys
from collections import Counter
from collections.abc import Collection, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE_FOLDERS = ("wegwijzer", "rights", "directory", "editorial", "templates")
TEMPLATE_SUFFIXES = {".html", ".txt", ".xml"}
SOURCE_LANGUAGE = "en"
JOINED = re.compile(r"[a-zà-ÿ]{3}[.!?]?[A-Z“][a-z]+ ")
"""A text that begins at once behind another, as a careless merge of catalogs leaves it."""
LANGUAGES = ("nl", "en")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
HEADER = """\
# Messages of Wegwijzer Mensenhandel.
# This file is distributed under the EUPL-1.2, as the whole project."""
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
URL_SEGMENT = re.compile(r"[a-z0-9-]+/")

MessageKey = tuple[str | None, tuple[str, ...]]


def catalog_path(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def extracted(root: Path = ROOT) -> Catalog:
    """Return the messages that the code and the templates ask for now."""
    catalog = Catalog()
    for path in _sources(root):
        for _, message, comments, context in extract(
            "python", BytesIO(_as_python(path)), KEYWORDS, ["Translators"]
        ):
            catalog.add(
                message,
                locations=[(path.relative_to(root).as_posix(), 0)],
                auto_comments=comments,
                context=context,
            )
    return catalog


def _sources(root: Path) -> Iterator[Path]:
    for folder in SOURCE_FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            is_template = path.suffix in TEMPLATE_SUFFIXES and "templates" in path.parts
            is_code = path.suffix == ".py" and "migrations" not in path.parts
            if is_template or is_code:
                yield path


def _as_python(path: Path) -> bytes:
    """Return code as it is, and a template as calls of gettext on the same lines.

    `templatize` was made for xgettext, which does not mind indentation; Python's tokenizer does.
    """
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        calls = templatize(source, origin=str(path))
        source = "\n".join(line.lstrip() for line in calls.split("\n"))
    return source.encode()


def update() -> None:
    """Add new messages, drop those no longer asked for, and keep every translation as it is."""
    template = extracted()
    for language in LANGUAGES:
        path = catalog_path(language)
        catalog = _read(path, language) or Catalog(
            locale=language, project="Wegwijzer Mensenhandel", header_comment=HEADER, fuzzy=False
        )
        catalog.update(template, no_fuzzy_matching=True, update_creation_date=False)
        if language == SOURCE_LANGUAGE:
            for message in catalog:
                if message.id:
                    message.string = message.id
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalog, width=100, include_lineno=False, ignore_obsolete=True)
        empty = sum(not all(_texts(message.string)) for message in catalog if message.id)
        print(f"{path.relative_to(ROOT)}: {len(catalog)} messages, {empty} to translate")


def check() -> int:
    """Print each fault on a line and return how many there are."""
    wanted = _keys(extracted())
    faults = [fault for language in LANGUAGES for fault in catalog_faults(language, wanted)]
    for fault in faults:
        print(fault)
    if faults:
        print(f"{len(faults)} faults: run `make messages`, then translate what is empty.")
    return len(faults)


def catalog_faults(language: str, wanted: Collection[MessageKey]) -> Iterator[str]:
    """Say, one at a time, where the catalog and the code do not agree."""
    path = catalog_path(language)
    catalog = _read(path, language)
    where = path.relative_to(ROOT)
    if catalog is None:
        yield f"{where}: there is no such catalog"
        return
    found = _keys(catalog)
    for key in wanted:
        if key not in found:
            yield f"{where}: missing: {key[1][0]!r}"
    for key, message in found.items():
        place, text = f"{where}:{message.lineno}", repr(key[1][0])
        if key not in wanted:
            yield f"{place}: stale, no longer asked for: {text}"
        else:
            for fault in message_faults(message, is_source=language == SOURCE_LANGUAGE):
                yield f"{place}: {fault}: {text}"
    for message in catalog.obsolete.values():
        yield f"{where}: stale, commented out: {_texts(message.id)[0]!r}"


def message_faults(message: Message, *, is_source: bool) -> Iterator[str]:
    """Say what is wrong with one translation.

    In a plural the singular form may leave out the number ("one result").
    """
    originals, translations = _texts(message.id), _texts(message.string)
    if message.fuzzy:
        yield "fuzzy"
    if not all(translations) or len(translations) != len(originals):
        yield "not translated"
        return
    if is_source and translations != originals:
        yield "the English differs from the code"
    for original, translation in zip(originals, translations, strict=True):
        wanted, given = _placeholders(originals[-1]), _placeholders(translation)
        is_singular_of_plural = original != originals[-1]
        if given != wanted and not (is_singular_of_plural and given <= wanted):
            yield "other placeholders than the original"
        if URL_SEGMENT.fullmatch(original) and not URL_SEGMENT.fullmatch(translation):
            yield "not a segment of an address"
        if original[:1].isspace() != translation[:1].isspace():
            yield "white space at the start differs"
        if JOINED.search(translation) and not JOINED.search(original):
            yield "two texts in one"


def _keys(catalog: Catalog) -> dict[MessageKey, Message]:
    return {(message.context, _texts(message.id)): message for message in catalog if message.id}


def _placeholders(text: str) -> Counter[str]:
    return Counter(PLACEHOLDER.findall(text))


def _texts(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def _read(path: Path, language: str) -> Catalog | None:
    if not path.exists():
        return None
    with path.open("rb") as file:
        return read_po(file, locale=language, domain="django")


def compile_catalogs() -> None:
    """Write the .mo file beside each catalog."""
    for language in LANGUAGES:
        path = catalog_path(language)
        if catalog := _read(path, language):
            with path.with_suffix(".mo").open("wb") as file:
                write_mo(file, catalog)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["update"]:
            update()
        case ["check"]:
            sys.exit(1 if check() else 0)
        case ["compile"]:
            compile_catalogs()
        case _:
            sys.exit(__doc__)
