"""A catalog that is not complete must not pass, and extraction must find every way to ask."""

from pathlib import Path

import pytest
from babel.messages.catalog import Message

from tools.catalogs import extracted, message_faults


def faults(
    msgid: str | tuple[str, str], msgstr: str | tuple[str, str], **options: bool
) -> list[str]:
    flags = ["fuzzy"] if options.get("fuzzy") else []
    message = Message(msgid, msgstr, flags=flags)
    return list(message_faults(message, is_source=options.get("is_source", False)))


@pytest.mark.parametrize(
    ("msgid", "msgstr"),
    [
        ("Help near you", "Hulp bij u in de buurt"),
        ("Open until %(time)s", "Open tot %(time)s"),
        ("help/", "hulp/"),
        ("The help of CoMensha is free", "De hulp van CoMensha is gratis"),
        (("One result", "%(count)s results"), ("Eén resultaat", "%(count)s resultaten")),
        (("%(count)s result", "%(count)s results"), ("Eén resultaat", "%(count)s resultaten")),
    ],
)
def test_a_good_translation_has_no_faults(
    msgid: str | tuple[str, str], msgstr: str | tuple[str, str]
) -> None:
    assert faults(msgid, msgstr) == []


@pytest.mark.parametrize(
    ("msgid", "msgstr", "fault"),
    [
        ("Help", "", "not translated"),
        (("One result", "%(n)s results"), ("Eén resultaat", ""), "not translated"),
        ("Open until %(time)s", "Open tot %(tijd)s", "other placeholders than the original"),
        ("Open until %(time)s", "Open", "other placeholders than the original"),
        ("help/", "hulp", "not a segment of an address"),
        ("help/", "hulp zoeken/", "not a segment of an address"),
        (" and", "en", "white space at the start differs"),
        ("Tell us on this page.", "volgorde van hulpMeld het op deze pagina.", "two texts in one"),
        ("Tell us “here” now.", "Dit klopt niet.Meld het hier.", "two texts in one"),
    ],
)
def test_a_bad_translation_is_named(
    msgid: str | tuple[str, str], msgstr: str | tuple[str, str], fault: str
) -> None:
    assert fault in faults(msgid, msgstr)


def test_a_guessed_translation_is_a_fault() -> None:
    assert faults("Help", "Hulp", fuzzy=True) == ["fuzzy"]


def test_the_english_is_what_the_code_says() -> None:
    assert faults("Help", "Aid", is_source=True) == ["the English differs from the code"]


def test_messages_are_found_in_code_and_in_indented_templates(tmp_path: Path) -> None:
    code = tmp_path / "directory" / "urls.py"
    code.parent.mkdir()
    code.write_text('path(_("help/"), help)\nlabel = pgettext_lazy("of a person", "Status")\n')
    template = tmp_path / "templates" / "page.html"
    template.parent.mkdir()
    template.write_text(
        "{% load i18n %}\n"
        "  <h1>{% translate 'Help for you' %}</h1>\n"
        "      {% blocktranslate count n=total trimmed %}\n"
        "        One result\n"
        "      {% plural %}\n"
        "        {{ n }} results\n"
        "      {% endblocktranslate %}\n"
        '    <p title="{{ _("Don\'t") }}">\n'
        '    {% comment %}{% translate "Unused" %}{% endcomment %}</p>\n'
    )

    messages = {message.id: message for message in extracted(tmp_path) if message.id}

    assert set(messages) == {
        "help/",
        "Status",
        "Help for you",
        ("One result", "%(n)s results"),
        "Don't",
    }
    assert messages["Status"].context == "of a person"
    assert messages["help/"].locations == [("directory/urls.py", 0)]
