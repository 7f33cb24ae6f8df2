"""The URLs of services and organizations, in both languages."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from directory.pages import coverage, views

app_name = "directory"

urlpatterns = [
    path(_("help/"), views.service_list, name="services"),
    path(_("help/<slug:slug>/"), views.service_detail, name="service"),
    path(_("coverage/"), coverage.public_coverage, name="coverage"),
    path(_("organisations/"), views.organization_list, name="organizations"),
    path(_("organisations/<slug:slug>/"), views.organization_detail, name="organization"),
]
