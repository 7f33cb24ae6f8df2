"""A week to fill in below the field for opening hours; the text of the field is what is kept."""

from typing import Any

from django.contrib.admin.widgets import AdminTextInputWidget
from django.template.loader import render_to_string
from django.utils.dates import WEEKDAYS
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from directory.formats.typed_hours import hours_as_typed
from directory.formats.week import DAYS, DayKind, Week, week_of

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
        week = week_of(hours_as_typed(value or ""))
        context = {"rows": rows_of(week) if week else []}
        shown = render_to_string("admin/directory/week.html", context)
        field = super().render(name, value, attrs, renderer)
        return format_html('<div class="desk-hours">{}{}</div>', field, SafeString(shown))


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
