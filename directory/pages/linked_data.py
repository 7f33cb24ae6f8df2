"""What a page says to a machine about its subject, in the words of schema.org (JSON-LD).

A machine repeats a fact without the doubt that stands beside it on the page. So only what was
verified goes out as a number or an address, and an organization is called governmental only where
its kind leaves no other reading. Locations are never part of it, public or not.
"""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from directory.models import Channel, ChannelKind, Organization, OrganizationKind, Service

LinkedData = dict[str, Any]

CONTEXT = "https://schema.org"
GOVERNMENT_KINDS = frozenset(
    {
        OrganizationKind.POLICE,
        OrganizationKind.INSPECTORATE,
        OrganizationKind.IMMIGRATION,
        OrganizationKind.MINISTRY,
        OrganizationKind.MUNICIPAL,
    }
)


def absolute(path: str) -> str:
    """Return the URL of a page as the world knows it."""
    return f"{settings.SITE_URL}{path}"


def without_empty(facts: LinkedData) -> LinkedData:
    """Leave out what is not known: an empty value would read as "none"."""
    return {name: value for name, value in facts.items() if value}


def organization_facts(organization: Organization) -> LinkedData:
    """Describe an organization with prefetched channels, or with none of them."""
    return without_empty(
        {
            "@context": CONTEXT,
            **_organization(organization),
            "alternateName": organization.abbreviation,
            "description": organization.description,
            "sameAs": organization.website,
            "contactPoint": [
                _contact_point(channel)
                for channel in organization.channels.all()
                if _is_verified_number(channel)
            ],
        }
    )


def service_facts(service: Service) -> LinkedData:
    """Describe a service that was loaded for its page; asks nothing of the database."""
    kind = "GovernmentService" if _is_government(service.organization) else "Service"
    return without_empty(
        {
            "@context": CONTEXT,
            "@type": kind,
            "name": service.name or service.name_nl,
            "description": service.description,
            "url": absolute(service.get_absolute_url()),
            "provider": _organization(service.organization),
            "areaServed": [
                {"@type": "AdministrativeArea", "name": area.name or area.name_nl}
                for area in service.service_areas.all()
            ],
            "availableChannel": [
                {"@type": "ServiceChannel", "servicePhone": _contact_point(channel)}
                for channel in service.channels_in_order
                if _is_verified_number(channel)
            ],
        }
    )


def breadcrumb_facts(current: str, parent_label: str = "", parent_url: str = "") -> LinkedData:
    """Describe the way back from a page to the home page."""
    steps: list[tuple[str, str]] = [(gettext("Home"), absolute(reverse("home")))]
    if parent_url:
        steps.append((parent_label, absolute(parent_url)))
    steps.append((current, ""))
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            without_empty({"@type": "ListItem", "position": position, "name": name, "item": item})
            for position, (name, item) in enumerate(steps, start=1)
        ],
    }


def _organization(organization: Organization) -> LinkedData:
    if _is_government(organization):
        kind = "GovernmentOrganization"
    else:
        kind = "NGO" if organization.kind == OrganizationKind.NGO else "Organization"
    return {
        "@type": kind,
        "name": organization.name or organization.name_nl,
        "url": absolute(organization.get_absolute_url()),
    }


def _is_government(organization: Organization) -> bool:
    return organization.kind in GOVERNMENT_KINDS


def _is_verified_number(channel: Channel) -> bool:
    return channel.kind == ChannelKind.PHONE and channel.checked_on is not None


def _contact_point(channel: Channel) -> LinkedData:
    return without_empty(
        {"@type": "ContactPoint", "telephone": channel.value, "contactType": channel.label}
    )
