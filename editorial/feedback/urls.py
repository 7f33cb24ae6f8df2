"""The URLs of what visitors tell us, in both languages."""

from django.conf import settings
from django.urls import path
from django.utils.translation import gettext_lazy as _

from editorial.confirming.views import confirm
from editorial.feedback import views

app_name = "feedback"

REPORT = _("not-right/<slug:kind>/<slug:slug>/")

urlpatterns = (
    [
        path(_("confirm/"), confirm, name="confirm"),
        path(REPORT, views.report, name="report"),
        path(_("not-right/<slug:kind>/<slug:slug>/thanks/"), views.thanks, name="thanks"),
    ]
    if settings.HAS_DESK
    else [path(REPORT, views.report_elsewhere, name="report")]
)
