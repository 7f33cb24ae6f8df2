"""The answers that a link gives in readable keys: those of the list of services, and two more."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from directory.facets import FACETS
from directory.matching.question import Circumstances
from directory.service_list.filters import CodesFilter, HelpFilterSet, SwitchFilter
from directory.service_list.listing import ServiceListing
from directory.service_list.query_url import ListURL
from rights.filters import STEP_LABEL
from rights.models import Step

BESIDE_FACETS = ("step", "language")


class AnswerFilterSet(HelpFilterSet):
    """Parse what a link says; words to search for and a page number change nothing here."""

    step = CodesFilter(label=STEP_LABEL, choices=Step.choices)
    danger = SwitchFilter(label=_("In danger now"))

    @property
    def circumstances(self) -> Circumstances:
        """Return the answers."""
        area = self.municipality_found
        return Circumstances.of(
            {facet: self.said(facet) for facet in (*FACETS, *BESIDE_FACETS)},
            in_danger=self.cleaned_data["danger"] or None,
            municipality=area.code if area else None,
        )

    def listing(self, path: str, language: str) -> ServiceListing:
        """Return what was asked with the URL that asks it in one way."""
        listing = ServiceListing.of(self, path, language)
        url = listing.url.without("q", "open_now")
        extra = [("step", code) for code in self.cleaned_data["step"]]
        extra += [("danger", "1")] if self.cleaned_data["danger"] else []
        return replace(listing, url=ListURL(path, (*url.pairs, *extra)))
