import re

import pytest
from django.core.exceptions import ValidationError
from hypothesis import example, given
from hypothesis import strategies as st

from directory.formats import phone
from directory.templatetags.directory import linked_numbers, with_numbers
from editorial.models.translated import DutchText


@pytest.mark.parametrize(
    "number",
    [
        "+31334481186",
        "+31207600809",
        "+31889581814",
        "+31343578844",
        "+31612345678",
        "+318005151",
        "+318000432",
        "+319008844",
        "+442079460958",
        "112",
        "113",
        "116111",
        "116006",
        "14020",
    ],
)
def test_international_and_short_numbers_are_accepted(number: str) -> None:
    phone.validate_phone(number)


@pytest.mark.parametrize(
    "number",
    [
        "",
        "033 448 11 86",
        "0334481186",
        "+31 33 448 11 86",
        "+310334481186",
        "+3133448118",
        "+313344811866",
        "31334481186",
        "0800-5151",
        "999",
        "12",
        "+",
        "CoMensha",
        "112 (danger)",
        "١١٢",
        "+31334481186;ext=5",
        "9" * 10_000,
        "\0",
    ],
)
def test_anything_else_is_refused_with_an_example(number: str) -> None:
    with pytest.raises(ValidationError, match=r"\+31334481186"):
        phone.validate_phone(number)


@pytest.mark.parametrize(
    ("number", "shown", "shown_abroad"),
    [
        ("+31334481186", "033 448 11 86", "+31 33 448 11 86"),
        ("+31207600809", "020 760 08 09", "+31 20 760 08 09"),
        ("+31343578844", "0343 57 88 44", "+31 343 57 88 44"),
        ("+31889581814", "088 958 18 14", "+31 88 958 18 14"),
        ("+31612345678", "06 12 34 56 78", "+31 6 12 34 56 78"),
        ("+318005151", "0800 5151", "0800 5151"),
        ("+318000432", "0800 0432", "0800 0432"),
        ("+319008844", "0900 8844", "0900 8844"),
        ("+442079460958", "+44 20 7946 0958", "+44 20 7946 0958"),
        ("112", "112", "112"),
        ("116111", "116111", "116111"),
        ("14020", "14 020", "14 020"),
    ],
)
def test_a_number_is_written_the_dutch_way(number: str, shown: str, shown_abroad: str) -> None:
    assert phone.display(number) == shown
    assert phone.display(number, abroad=True) == shown_abroad


@pytest.mark.parametrize(
    ("number", "link"),
    [
        ("+31334481186", "tel:+31334481186"),
        ("+442079460958", "tel:+442079460958"),
        ("+318005151", "tel:08005151"),
        ("+319008844", "tel:09008844"),
        ("112", "tel:112"),
        ("14020", "tel:14020"),
    ],
)
def test_a_call_dials_what_works_in_the_netherlands(number: str, link: str) -> None:
    assert phone.href(number) == link


def test_a_message_goes_to_the_same_number() -> None:
    assert phone.text_href("+31612345678") == "sms:+31612345678"
    assert phone.whatsapp_href("+31612345678") == "https://wa.me/31612345678"


def test_what_is_no_number_is_shown_as_it_is() -> None:
    assert phone.display("ask at the desk") == "ask at the desk"
    assert phone.display("") == ""


DUTCH_NUMBERS = st.one_of(
    st.from_regex(r"\+31(?:10|20|33|70|88)[1-9][0-9]{6}", fullmatch=True),
    st.from_regex(r"\+31343[1-9][0-9]{5}", fullmatch=True),
    st.from_regex(r"\+316[1-5][0-9]{7}", fullmatch=True),
)


@given(DUTCH_NUMBERS)
def test_writing_and_dialling_keep_every_digit(number: str) -> None:
    national = "0" + number.removeprefix("+31")
    assert phone.display(number).replace(" ", "") == national
    assert phone.display(number, abroad=True).replace(" ", "") == number
    assert phone.href(number) == f"tel:{number}"


@example("001")
@given(st.text(max_size=40) | st.from_regex(r"\+?[0-9]{1,20}", fullmatch=True))
def test_any_text_is_answered(text: str) -> None:
    phone.display(text)
    assert phone.href(text).startswith("tel:")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Bel 0900-8844 of 033 448 11 86.", ["+319008844", "+31334481186"]),
        ("+31334481186, +311", ["+31334481186"]),
        ("Calling 113 and 0800-0113 is free.", ["+318000113"]),
        ("Bij gevaar: 112. Artikel 3.48, 2011-2014, Stb. 2011, 276, richtlijn 2012/29/EU.", []),
        ("Vragen? (020) 760 08 09, ma 09.00-17.00", ["+31207600809"]),
    ],
)
def test_numbers_in_a_text_are_found_and_years_and_articles_are_not(
    text: str, numbers: list[str]
) -> None:
    assert [number for _start, _end, number in phone.numbers_in(text)] == numbers


def test_a_number_in_a_text_is_a_link_and_the_text_stays_harmless() -> None:
    linked = linked_numbers("<b>Bel 0900-8844</b> & vraag")

    assert re.fullmatch(
        r'&lt;b&gt;Bel <a [^>]*href="tel:09008844"[^>]*>0900-8844</a>&lt;/b&gt; &amp; vraag', linked
    )


def test_a_number_in_a_remark_is_a_link_and_dutch_on_an_english_page_stays_marked() -> None:
    assert 'href="tel:09008844"' in with_numbers("Anders dan 0900-8844.")
    marked = with_numbers(DutchText("Bel <0900-8844>"))

    assert re.fullmatch(r'<span lang="nl">Bel &lt;<a .*>0900-8844</a>&gt;</span>', marked)
