"""What pages of different questions share is right for each, and holds nothing of any."""

from html import escape

import pytest
from django.utils import timezone
from time_machine import TimeMachineFixture

from editorial.editions.current import reader_of_visitors
from tests.pages import get

PAGES = ("/nl/hulp/", "/en/help/", "/nl/wegwijzer/antwoord/", "/nl/wie-doet-wat/")
QUESTIONS = (
    "need=shelter&age=minor&municipality=GM0014",
    "need=legal&status=third_no_permit&exploitation=criminal_exp&municipality=GM0363",
    "audience=professional&need=shelter&status=eu&place=Geheimdorp&q=geheime+woorden",
)


@pytest.mark.usefixtures("read_from_an_edition")
def test_what_is_kept_of_one_question_is_right_for_the_next_and_holds_neither(
    time_machine: TimeMachineFixture,
) -> None:
    time_machine.move_to(timezone.now(), tick=False)
    reader = reader_of_visitors()
    edition = reader and reader.edition()
    assert edition
    kept = edition.kept("fragments")
    urls = [f"{page}?{question}" for page in PAGES for question in QUESTIONS]
    urls += [f"{page}?language=ro" for page in PAGES[1:3]]
    urls += [f"{PAGES[2]}?{QUESTIONS[1]}".replace("criminal_exp", "labour")]
    shared = {url: get(url).html for url in urls}
    assert kept
    everything = "".join(f"{key}{fragment}" for key, fragment in kept.items())
    for said in ("GM0014", "GM0363", "geheime", "Geheimdorp", "need=", "age=", "status="):
        assert escape(said) not in everything
    for url, html in shared.items():
        kept.clear()
        assert get(url).html == html, url
