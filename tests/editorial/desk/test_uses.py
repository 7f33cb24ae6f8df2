"""On the form of a record stands what hangs on it, with a list of exactly that."""

import re
from html import unescape

import pytest
from django.db.models import Model
from django.urls import reverse

from editorial.accounts.roles import Role
from editorial.documents.apply import fresh_document
from editorial.publishing.workflow import propose
from tests.directory.builders import (
    make_area,
    make_channel,
    make_need,
    make_organization,
    make_service,
)
from tests.people import at_the_desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_directory")]


def page_of(record: Model, page: str = "change") -> str:
    options = record._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_{page}", args=[record.pk])


def test_every_kind_of_record_says_what_hangs_on_it_and_lists_exactly_that() -> None:
    organization, other = make_organization(), make_organization()
    channel, area, need = make_channel(organization), make_area("GM0001"), make_need("rest")
    for _number in range(3):
        make_service(organization=organization, channels=[channel], areas=[area], needs=["rest"])
    make_service(organization=other)
    desk = at_the_desk(Role.EDITOR, Role.ADMINISTRATOR)
    for record in (organization, channel, area, need):
        page = desk.get(page_of(record)).content.decode()
        found = re.search(r'<a href="([^"]+)">3 hulpaanbod|<a href="([^"]+)">3 ', page)
        assert found, record
        listed = desk.get(unescape(found[1] or found[2]))
        assert listed.status_code == 200
        assert listed.context["cl"].result_count == 3
    base = fresh_document(organization)
    proposal = propose(organization, base | {"website": ""}, base=base, by_name="x")
    assert ">3 " in desk.get(proposal.get_absolute_url()).content.decode()
    unused = desk.get(page_of(make_area("GM0002"))).content.decode()
    assert "desk-uses" not in unused
