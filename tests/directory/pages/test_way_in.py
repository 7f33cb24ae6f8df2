"""What a page says about coming by yourself is one thing, whatever else is known."""

import pytest
from django.test import Client
from django.utils.translation import gettext, override

from directory.models import Intake, Service

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_content")]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_page_says_both_that_you_can_and_that_you_cannot_come_by_yourself(
    client: Client, language: str
) -> None:
    services = list(Service.objects.filter(channels=None))
    assert {service.intake for service in services} >= {Intake.DIRECT, Intake.REFERRAL}

    with override(language):
        can = str(Intake.DIRECT.label)
        cannot = gettext("You cannot make contact directly. Read below how to get in.")
        for service in services:
            page = client.get(service.get_absolute_url()).content.decode()
            assert (can in page) == (service.intake == Intake.DIRECT), service.slug
            assert (cannot in page) == (service.intake != Intake.DIRECT), service.slug
