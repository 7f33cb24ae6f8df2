"""Components that stand around what a template writes."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()

KINDS_OF_ALERT = {
    "info": ("utrecht-alert--info", "icon-info"),
    "ok": ("utrecht-alert--ok", "icon-check"),
    "warning": ("utrecht-alert--warning", "icon-warning"),
    "error": ("utrecht-alert--error", "icon-warning"),
}
"""How each looks: its class, in full for the style sheet to find it, and its drawing."""


@register.simple_block_tag
def alert(content: str, kind: str, anchor: str = "") -> SafeString:
    """Put an alert around paragraphs: ``{% alert "warning" %}<p>…</p>{% endalert %}``.

    An unknown kind is a ``KeyError``. ``anchor`` is the id by which a field names the alert.
    """
    kind_class, icon = KINDS_OF_ALERT[kind]
    context = {"content": content, "kind_class": kind_class, "icon": icon, "anchor": anchor}
    return render_to_string("components/alert.html", context)
