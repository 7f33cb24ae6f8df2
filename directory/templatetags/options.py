"""The questions of the filters, and their options without a template: a page has eighty."""

from collections.abc import Iterable
from html import escape
from itertools import groupby

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from directory.service_list.view_models import Facet, Option
from editorial.reading.fragments import fragment_around

register = template.Library()


@register.filter
def option_links(options: Iterable[Option]) -> SafeString:
    """Write options as items of a list: links with the number of results, under their groups.

    What is chosen has no number: its link takes the choice away, so the number would be another
    one than that of the results. The same as a loop in a template, which took a third of the time
    of the list of services.
    """
    items: list[str] = []
    for group, members in groupby(options, key=lambda option: option.group):
        if group:
            items.append(f'<li class="ww-facet__group">{escape(str(group))}</li>')
        items.extend(map(_link, members))
    return mark_safe("\n".join(items))  # noqa: S308 - every text in it is escaped


@register.simple_tag
def facet_details(facet: Facet) -> SafeString:
    """Return a question with its options; what is chosen, and links with it, are kept nowhere."""
    chosen = facet.chosen
    return fragment_around(
        "components/facet.html",
        {
            "chosen": format_html_join(", ", "{}", ((label,) for label in chosen)),
            "links": option_links(facet.options),
        },
        label=facet.label,
        help_text=facet.help_text,
        is_open=facet.is_open,
        names_chosen=bool(chosen) and not facet.is_open,
    )


def _link(option: Option) -> str:
    empty = " ww-option--empty" if option.count == 0 else ""
    current = ' aria-current="true"' if option.selected else ""
    has_number = option.count is not None and not option.selected
    number = f' <span class="ww-option__count">{option.count}</span>' if has_number else ""
    label = str(option.label)
    words = label if isinstance(label, SafeString) else escape(label)
    return (
        f'<li><a class="ww-option{empty}" href="{escape(option.url)}"{current}>'
        f"<span>{words}</span>{number}</a></li>"
    )
