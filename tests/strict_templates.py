"""Make a misspelled variable in one of our templates an error instead of an empty place.

Django renders a variable that does not exist as nothing, so a renamed field silently empties a
page. Two places stay allowed, because there "not given" is an answer: `{% if %}`, and the filter
`default`. Templates of Django and of packages are left alone; they rely on the silence.
"""

from collections.abc import Callable, Mapping
from copy import copy
from pathlib import Path
from typing import Any, NoReturn

from django.template import base
from django.template.base import (
    FilterExpression,
    Parser,
    Template,
    Variable,
    VariableDoesNotExist,
)
from django.template.context import Context
from django.template.defaultfilters import default
from django.test import utils
from django.utils.safestring import SafeString

OUR_ROOT = Path(__file__).resolve().parent.parent
PACKAGES = "site-packages"
WIDGETS = ("django/forms/", "admin/widgets/")

noting_render: Callable[[Template, Context], SafeString] = utils.instrumented_test_render  # type: ignore[attr-defined]


class MissingTemplateVariableError(AssertionError):
    """One of our templates asks for a variable that its view does not give."""


class MissingVariable(str):
    """Stand for a variable that is missing from `{% blocktranslate %}`, which asks no expression.

    It is empty, so that the templates of others still render it as nothing.
    """

    __slots__ = ()

    def __contains__(self, part: object) -> bool:
        return part == "%s"

    def __mod__(self, name: object) -> NoReturn:
        raise MissingTemplateVariableError(f"{{% blocktranslate %}} misses the variable {name!r}")


class StrictVariable(Variable):
    """Object where Django would stay silent."""

    def __init__(self, name: str, template: str) -> None:
        super().__init__(name)
        self.template = template

    def resolve(self, context: Mapping[str, Any] | Context | int | str) -> Any:
        try:
            return super().resolve(context)
        except VariableDoesNotExist as error:
            raise MissingTemplateVariableError(f"{self.template}: {error}") from None


class StrictExpression(FilterExpression):
    """Resolve strictly in our own templates, except where a missing variable is an answer.

    The strict twin is made once, when the template is compiled: resolving twice instead would call
    a variable's method twice and count its queries double.
    """

    strict: FilterExpression | None = None

    def __init__(self, token: str, parser: Parser) -> None:
        super().__init__(token, parser)
        template = str(parser.origin.name) if parser.origin else ""
        ours = template.startswith(str(OUR_ROOT)) and PACKAGES not in template
        has_default = any(function is default for function, _ in self.filters)
        if ours and self.is_var and not has_default:
            twin = copy(self)
            twin.var = StrictVariable(str(self.var), str(Path(template).relative_to(OUR_ROOT)))
            self.strict = twin

    def resolve(self, context: Context, ignore_failures: bool = False) -> Any:
        if self.strict and not ignore_failures:
            return self.strict.resolve(context)
        return super().resolve(context, ignore_failures)


def install() -> None:
    """Replace the expression that every template compiled from now on is made of."""
    base.FilterExpression = StrictExpression  # type: ignore[misc]
    utils.instrumented_test_render = render_noting_pages  # type: ignore[attr-defined]


def render_noting_pages(template: Template, context: Context) -> SafeString:
    """Render, and note what it was given for the response of the test client, unless a widget.

    A form of the desk is 1,600 templates, most of them widgets of which no test asks the context:
    to copy it for each was a tenth of a page's time.
    """
    if (template.name or "").startswith(WIDGETS):
        html: SafeString = template.nodelist.render(context)
        return html
    return noting_render(template, context)
