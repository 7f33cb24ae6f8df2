"""The addresses of what visitors tell us, in both languages."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from editorial import feedback
from editorial.confirming.views import confirm

app_name = "feedback"

urlpatterns = [
    path(_("confirm/"), confirm, name="confirm"),
    path(_("not-right/<slug:kind>/<slug:slug>/"), feedback.report, name="report"),
    path(_("not-right/<slug:kind>/<slug:slug>/thanks/"), feedback.thanks, name="thanks"),
]
