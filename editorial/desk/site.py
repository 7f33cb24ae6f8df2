"""The desk: Django's admin for our own records, behind the second factor."""

from collections.abc import Iterable
from typing import Any, cast

from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import Model
from django.db.models.base import ModelBase
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.i18n import JavaScriptCatalog

from editorial.accounts.second_factor import has_shown_second_factor

OUR_APPS = frozenset({"editorial", "directory", "rights"})


class PickerCatalog(JavaScriptCatalog):
    """Django's words for its scripts, with ours for the fields that pick from two lists."""

    def get_catalog(self) -> dict[str, Any]:
        """Add our translations; English needs none."""
        ours = {
            'Choose %s by selecting them and then select the "Choose" arrow button.': _(
                "Select what applies, then choose the arrow to the right."
            ),
            'Remove %s by selecting them and then select the "Remove" arrow button.': _(
                "Select what does not apply, then choose the arrow to the left."
            ),
            "Choose all %s": _("Choose all %s"),
            "Choose selected %s": _("Choose what is selected: %s"),
            "Remove all %s": _("Remove all %s"),
            "Remove selected %s": _("Remove what is selected: %s"),
        }
        return super().get_catalog() | {name: str(text) for name, text in ours.items()}


class ChoiceLabels(AutocompleteJsonView):
    """The choices of a field that searches, named as a person who has to choose needs it."""

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, Any]:
        """Name a record by its ``choice_label``, if it has one."""
        return super().serialize_result(obj, to_field_name) | {"text": choice_label(obj)}


def choice_label(record: Model) -> str:
    """Return how a record is called among others to choose from."""
    return str(getattr(record, "choice_label", record))


class Desk(AdminSite):
    """Show our own records only, to sessions that have shown a second factor."""

    site_title = _("Wegwijzer: the desk")
    site_header = _("Wegwijzer: the desk")
    index_title = _("The desk")
    enable_nav_sidebar = False

    def register(
        self,
        model_or_iterable: type[Model] | Iterable[type[Model]],
        admin_class: type[ModelAdmin[Any]] | None = None,
        **options: Any,
    ) -> None:
        """Leave out the pages of packages: they know neither our roles nor our log."""
        models = (
            [model_or_iterable] if isinstance(model_or_iterable, ModelBase) else model_or_iterable
        )
        ours = [model for model in models if model._meta.app_label in OUR_APPS]
        super().register(ours, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        """Let in who is staff and has shown the second factor in this session."""
        return super().has_permission(request) and has_shown_second_factor(request)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Add what is wrong with the answers that visitors get, until mended, and what waits."""
        # As in index().
        from editorial.desk.edition_state import standing_alarms  # noqa: PLC0415
        from editorial.desk.waiting import waiting_in_header  # noqa: PLC0415

        added: dict[str, Any] = {"alarms": (), "what_waits": ()}
        if self.has_permission(request):
            user: Any = request.user
            waiting = SimpleLazyObject(lambda: waiting_in_header(user))
            added = {"alarms": standing_alarms(), "what_waits": waiting}
        return super().each_context(request) | added

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> Any:
        """Put together what there is when a page shows it: Django asks for it for every page."""
        of_django = super().get_app_list
        return SimpleLazyObject(lambda: of_django(request, app_label))

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """Show what waits for this person, what they did last and how the directory stands."""
        # Models are not loaded yet when the admin makes its site.
        from editorial.desk import dashboard, edition_state  # noqa: PLC0415

        now, may = timezone.now(), request.user.has_perm
        has_proposals = may("editorial.view_proposal")
        context = {
            "what_waits": (),  # this page says so itself, in full
            "proposals": dashboard.waiting_proposals(request.user) if has_proposals else None,
            "work": dashboard.waiting_work(now) if may("editorial.view_verification") else [],
            "state": dashboard.state_of_directory(now),
            "editions": edition_state.state_of_editions(now),
            "done_before": dashboard.latest_events(request.user),
        }
        return super().index(request, context | (extra_context or {}))

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        """Search the choices of a field."""
        return cast("HttpResponse", ChoiceLabels.as_view(admin_site=self)(request))

    def i18n_javascript(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Give Django's scripts their words, those included that Django has no Dutch for."""
        return PickerCatalog(packages=["django.contrib.admin"]).get(request)

    @method_decorator(never_cache)
    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Have only one way to sign in."""
        query = request.META.get("QUERY_STRING", "")
        return HttpResponseRedirect(f"{reverse('account_login')}{'?' if query else ''}{query}")

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: Any = None
    ) -> HttpResponse:
        """Have only one page to change a password."""
        return HttpResponseRedirect(reverse("account_change_password"))
