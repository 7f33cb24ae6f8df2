"""Components that a template writes around its own text."""

import pytest
from django.template import Context, Template, TemplateSyntaxError

from rights.models.choices import LegalStatus


def rendered(source: str, **context: object) -> str:
    return Template("{% load components %}" + source).render(Context(context))


@pytest.mark.parametrize("status", LegalStatus)
def test_only_what_holds_looks_like_law_and_what_does_not_has_a_mark(status: LegalStatus) -> None:
    html = rendered("{% load legislation %}{% legal_status status %}", status=status.value)
    assert "utrecht-status-badge--safe" not in html
    if status is LegalStatus.IN_FORCE:
        assert html.strip() == ""
    else:
        assert f">{status.label}</span>" in html


@pytest.mark.parametrize(
    ("kind", "icon"),
    [("info", "info"), ("ok", "check"), ("warning", "warning"), ("error", "warning")],
)
def test_an_alert_looks_like_its_kind_and_holds_what_stands_in_it(kind: str, icon: str) -> None:
    html = rendered("{% alert kind %}<p>Call {{ name }}</p>{% endalert %}", kind=kind, name="<us>")
    assert f'class="utrecht-alert utrecht-alert--{kind} ww-alert">' in html
    assert f'href="#icon-{icon}"' in html
    assert "<p>Call &lt;us&gt;</p>" in html


def test_a_field_can_name_an_alert() -> None:
    html = rendered('{% alert "info" anchor="place-answer" %}<p>Which one?</p>{% endalert %}')
    assert 'id="place-answer"' in html


def test_an_alert_of_no_kind_or_an_unknown_one_is_an_error() -> None:
    with pytest.raises(TemplateSyntaxError):
        rendered("{% alert %}<p>Hello</p>{% endalert %}")
    with pytest.raises(KeyError):
        rendered('{% alert "danger" %}<p>Hello</p>{% endalert %}')
