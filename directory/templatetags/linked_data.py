"""Facts for machines in the head of a page, or beside the words that they repeat."""

import json
from html import unescape

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from directory.models import Organization, Service
from directory.pages import linked_data

register = template.Library()

ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}


def as_script(facts: linked_data.LinkedData) -> SafeString:
    """Return facts as a block that no browser runs and no text in it can leave."""
    text = json.dumps(facts, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return format_html(
        '<script type="application/ld+json">{}</script>\n',
        mark_safe(text),  # noqa: S308 - every sign that HTML knows is escaped above
    )


@register.simple_tag
def service_linked_data(service: Service) -> SafeString:
    """Describe a service to machines."""
    return as_script(linked_data.service_facts(service))


@register.simple_tag
def organization_linked_data(organization: Organization) -> SafeString:
    """Describe an organization to machines."""
    return as_script(linked_data.organization_facts(organization))


@register.simple_tag
def breadcrumb_linked_data(
    current: str, parent_label: str = "", parent_url: str = ""
) -> SafeString:
    """Describe the way back to machines; a name from ``{% translate … as … %}`` comes escaped."""
    facts = linked_data.breadcrumb_facts(_unescaped(current), _unescaped(parent_label), parent_url)
    return as_script(facts)


def _unescaped(name: str) -> str:
    return unescape(name) if isinstance(name, SafeString) else str(name)
