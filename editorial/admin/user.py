"""Accounts of the desk: who has one, with which roles."""

from typing import TYPE_CHECKING, Any, ClassVar, cast

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from editorial.accounts.invitation import invite, invite_without_second_factor
from editorial.accounts.roles import Role, is_last_administrator
from editorial.accounts.second_factor import ASKED_AT_SIGN_IN, recent_second_factor_required
from editorial.admin.audited import AuditedAdmin
from editorial.models import User

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[User]
    GroupsField = forms.ModelMultipleChoiceField[Group]
else:
    ModelForm = forms.ModelForm
    GroupsField = forms.ModelMultipleChoiceField


class RolesField(GroupsField):
    """Choose roles in words instead of the names of groups."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        """Describe the role of a group."""
        return str(dict(Role.choices).get(obj.name, obj.name))


class RolesFilter(admin.SimpleListFilter):
    """Show the accounts of one role, named in words."""

    title = _("roles")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Offer every role."""
        return list(Role.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        """Keep the accounts that have it."""
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


class AccountForm(ModelForm):
    """An account without a password: its owner chooses that behind a one-time link."""

    groups = RolesField(
        label=_("roles"), queryset=Group.objects.filter(name__in=Role.values).order_by("pk")
    )

    acting: ClassVar[User | None] = None
    """Who fills it in, whose own roles it does not change."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.acting is not None and self.instance.pk == self.acting.pk:
            self.fields["groups"].disabled = True
            self.fields["groups"].help_text = _("Another administrator changes your roles.")

    def clean(self) -> dict[str, Any]:
        """Refuse what leaves nobody who can let people in."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        roles = {group.name for group in cleaned.get("groups", ())}
        stays = cleaned.get("is_active", True) and Role.ADMINISTRATOR in roles
        if self.instance.pk and not stays and is_last_administrator(self.instance):
            raise ValidationError(_("This is the last administrator who can sign in."))
        return cleaned

    class Meta:
        model = User
        fields = ("username", "first_name", "last_name", "email", "groups", "is_active")


@admin.register(User)
class AccountAdmin(AuditedAdmin):
    """Make, close and re-open accounts, and hand out one-time links. Nothing is ever deleted."""

    form = AccountForm
    list_display = ("username", "last_name", "roles", "two_factors", "is_active", "last_login")
    list_filter = ("is_active", RolesFilter)
    search_fields = ("username", "first_name", "last_name", "email")
    ordering = ("username",)
    change_form_template = "admin/editorial/user/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Load roles and second factors of the list in one query each."""
        factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=ASKED_AT_SIGN_IN)
        accounts = cast("QuerySet[User]", super().get_queryset(request))
        return accounts.prefetch_related("groups").annotate(has_factor=Exists(factors))

    @admin.display(description=_("roles"))
    def roles(self, user: User) -> str:
        """List the roles."""
        names = dict(Role.choices)
        return ", ".join(str(names.get(group.name, group.name)) for group in user.groups.all())

    @admin.display(description=_("second factor"), boolean=True)
    def two_factors(self, user: User) -> bool:
        """Return whether the account has set up its second factor."""
        return cast(bool, user.has_factor)  # type: ignore[attr-defined]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Leave out of a new account that it is open."""
        fields: list[Any] = list(AccountForm.Meta.fields)
        return fields if obj else fields[:-1]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Tell the form who fills it in."""
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.acting = request.user
        return form

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Make every account one of the desk, and none a superuser."""
        obj.is_staff, obj.is_superuser = True, False
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: an account is closed, so that history keeps its name."""
        return False

    def get_urls(self) -> list[Any]:
        """Add the page that makes a one-time link; every page asks for a recent second factor."""
        link = path(
            "<int:pk>/link/", self.admin_site.admin_view(self.link), name="editorial_user_link"
        )
        urls = [link, *super().get_urls()]
        for url in urls:
            url.callback = recent_second_factor_required(url.callback)
        return urls

    def response_add(
        self, request: HttpRequest, obj: User, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Go on to the one-time link, without which the account cannot be used."""
        return HttpResponseRedirect(reverse("admin:editorial_user_link", args=[obj.pk]))

    @sensitive_variables("link")
    def link(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make a one-time link and show it once; with ``lost`` the second factor is removed too.

        Raise PermissionDenied for anyone but an administrator.
        """
        user = get_object_or_404(User, pk=pk, is_active=True)
        if not self.has_change_permission(request, user):
            raise PermissionDenied
        link = ""
        if request.method == "POST":
            link = invite_without_second_factor(user) if "lost" in request.POST else invite(user)
        context = {
            **self.admin_site.each_context(request),
            "title": _("One-time link for %(user)s") % {"user": user},
            "opts": self.opts,
            "account": user,
            "link": link,
        }
        return TemplateResponse(request, "admin/editorial/user/link.html", context)
