"""Every URL of the desk, below /admin/; a machine for visitors alone has none of them."""

from django.contrib import admin
from django.urls import include, path

from directory.pages.completeness import staff_completeness
from directory.pages.coverage import staff_coverage
from wegwijzer.help_pages.desk import help_text, help_texts

urlpatterns = [
    path("account/", include("editorial.accounts.urls")),
    path("coverage/", admin.site.admin_view(staff_coverage), name="staff_coverage"),
    path("completeness/", admin.site.admin_view(staff_completeness), name="staff_completeness"),
    path("help-pages/", admin.site.admin_view(help_texts), name="help_texts"),
    path("help-pages/<slug:code>/", admin.site.admin_view(help_text), name="help_text"),
    path("", include("editorial.desk.urls")),
    path("", admin.site.urls),
]
