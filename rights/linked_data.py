"""What the pages of rights and legislation say to a machine, in the words of schema.org.

A right is described as the page about it and never as an offer: whether it holds for a person
depends on conditions that a machine would leave out. Nor is it said whether a law is in force:
that is a statement of a day, which the page gives with its date.
"""

from django.utils import timezone

from directory.pages.linked_data import CONTEXT, LinkedData, absolute, without_empty
from rights.models import Legislation, Right


def right_facts(right: Right, language: str) -> LinkedData:
    """Describe the page of a right."""
    return without_empty(
        {
            "@context": CONTEXT,
            "@type": "WebPage",
            "name": right.name,
            "description": right.summary,
            "url": absolute(right.get_absolute_url()),
            "inLanguage": language,
            "dateModified": timezone.localdate(right.updated_at).isoformat(),
        }
    )


def legislation_facts(instrument: Legislation) -> LinkedData:
    """Describe an instrument, with the official texts that are sure enough to be linked."""
    identifiers = [found for found in instrument.identifiers.all() if found.is_sure]
    kind, identifier = (
        ("CreativeWork", "identifier")
        if instrument.is_proposal
        else ("Legislation", "legislationIdentifier")
    )
    return without_empty(
        {
            "@context": CONTEXT,
            "@type": kind,
            "name": instrument.name,
            "alternateName": instrument.citation,
            "abstract": instrument.summary,
            "url": absolute(instrument.get_absolute_url()),
            identifier: [found.reference for found in identifiers],
            "sameAs": [found.url for found in identifiers if found.url],
        }
    )
