"""Facts about rights and legislation for machines."""

from django import template
from django.utils.safestring import SafeString

from directory.templatetags.linked_data import as_script
from editorial.languages import current_language
from rights import linked_data
from rights.models import Legislation, Right

register = template.Library()


@register.simple_tag
def right_linked_data(right: Right) -> SafeString:
    """Describe the page of a right to machines."""
    return as_script(linked_data.right_facts(right, current_language()))


@register.simple_tag
def legislation_linked_data(instrument: Legislation) -> SafeString:
    """Describe an instrument to machines."""
    return as_script(linked_data.legislation_facts(instrument))
