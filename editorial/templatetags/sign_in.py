"""What the page for signing in offers."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def identity_provider_name() -> str:
    """Return what people call the identity provider; empty if there is none."""
    provider = settings.IDENTITY_PROVIDER
    return provider.name if provider else ""
