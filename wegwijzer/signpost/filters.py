"""The answers that a link gives in readable keys: those of the list of services, and ``step``."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from directory.facets import FACETS
from directory.service_list.filters import CodesFilter, ServiceFilterSet, SwitchFilter
from directory.service_list.listing import ServiceListing
from directory.service_list.query_url import ListAddress
from rights.filters import STEP_LABEL
from rights.models import Step
from wegwijzer.signpost.choices import Choices


class AnswerFilterSet(ServiceFilterSet):
    """Parse what a link says; words to search for and a page number change nothing here."""

    step = CodesFilter(label=STEP_LABEL, choices=Step.choices)
    danger = SwitchFilter(label=_("In danger now"))

    @property
    def choices(self) -> Choices:
        """Return the answers."""
        asked: dict[str, Any] = self.asked
        said = {facet: frozenset(self.said(facet)) for facet in (*FACETS, "step")}
        area = self.municipality_found
        return Choices(
            **said,
            in_danger=asked["danger"] or None,
            municipality=area.code if area else None,
        )

    def listing(self, path: str, language: str) -> ServiceListing:
        """Return what was asked with the address that asks it in one way."""
        listing = ServiceListing.of(self, path, language)
        address = listing.address.without("q", "open_now")
        extra = [("step", code) for code in self.asked["step"]]
        extra += [("danger", "1")] if self.asked["danger"] else []
        return replace(listing, address=ListAddress(path, (*address.pairs, *extra)))
