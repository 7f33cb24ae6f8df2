"""What a page says about coming by yourself is one thing, whatever else is known."""

import re

import pytest
from django.utils.translation import gettext, override

from directory.models import Intake, Service
from editorial.languages import LANGUAGES
from tests.pages import text_of
from tools.served_site import ServedPage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_content")]

CANNOT = {"nl": r"\bniet zelf\b", "en": r"\byou (?:cannot|do not)\b[^.?!]*\byourself\b"}
CAN = {
    "nl": r"\bu\b[^.?!]*(?<!niet )\bzelf\b[^.?!]*\.",
    "en": r"\byou\b[^.?!]*\byourself\b[^.?!]*\.",
}


def test_no_page_says_both_that_you_can_and_that_you_cannot_come_by_yourself(
    public_pages: dict[str, ServedPage],
) -> None:
    faults = []
    services = list(Service.objects.all())
    for language in LANGUAGES:
        with override(language):
            labels = {str(intake.label) for intake in Intake}
            nobody = gettext("You cannot contact them yourself. Read below how to get this help.")
            for service in services:
                is_direct = service.intake == Intake.DIRECT
                url = service.get_absolute_url()
                page = text_of(public_pages[url].text.split("<main")[1].split('id="related"')[0])
                said = {label for label in labels if label in page}
                if said != {service.get_intake_display()} or (nobody in page and is_direct):
                    faults.append(f"{url}: {sorted(said)}")
                cannot, how = (
                    re.compile(CANNOT[language], re.IGNORECASE),
                    service.application_process,
                )
                wrong = cannot if is_direct else re.compile(CAN[language], re.IGNORECASE)
                found = wrong.search(how if is_direct else cannot.sub("", how))
                faults += [f"{url}: {found[0]}"] if found else []
    assert {service.intake for service in services} == set(Intake.values)
    assert faults == []
