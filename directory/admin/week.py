"""A week to fill in below the field for opening hours; the text of the field is what is kept."""

from functools import lru_cache
from typing import Any

from django.contrib.admin.widgets import AdminTextInputWidget
from django.template.loader import render_to_string
from django.utils.dates import WEEKDAYS
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from directory.formats.typed_hours import hours_as_typed
from directory.formats.week import DAYS, DayKind, Week, week_of
from editorial.languages import Language, current_language

MAX_HOURS = 255
"""How many characters are read: hours that are longer are refused, and nothing remembers them."""

NO_TIMES = (("", ""), ("", ""))


class OpeningHoursInput(AdminTextInputWidget):
    """A text of opening hours, with a week that a script writes into it.

    The parts of the week are not sent: without script there is only the text. Hours that are no
    week stay as they are, and the field says so.
    """

    class Media:
        css = {"all": ("desk/week.css",)}
        js = ("desk/week.js",)

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """Show the text, and the week that it is."""
        field = super().render(name, value, attrs, renderer)
        hours = str(value or "")
        week = render_week(hours if len(hours) <= MAX_HOURS else "…", current_language())
        return format_html('<div class="desk-hours">{}{}</div>', field, week)


@lru_cache(maxsize=256)
def render_week(hours: str, _language: Language) -> SafeString:
    """Return the week that hours are, as markup in the active language.

    4 ms, and remembered: an organization has many channels, most of them with the same hours.
    """
    week = week_of(hours_as_typed(hours))
    context = {"rows": rows_of(week) if week else []}
    return render_to_string("admin/directory/week.html", context)


def rows_of(week: Week) -> list[dict[str, Any]]:
    """Return the days with their names and choices, as the template shows them."""
    names = [*WEEKDAYS.values(), _("public holidays")]
    rows = []
    for code, name, day in zip(DAYS, names, week, strict=True):
        times = [(opens, "00:00" if closes == "24:00" else closes) for opens, closes in day.times]
        kinds = [kind for kind in DayKind if kind or code == "PH"]
        rows.append(
            {
                "code": code,
                "name": name,
                "day": day,
                "kinds": kinds,
                "times": [*times, *NO_TIMES][:2],
            }
        )
    return rows
