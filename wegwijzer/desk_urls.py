"""Every URL of the desk, below /admin/; a machine for visitors alone has none of them."""

from django.contrib import admin
from django.urls import include, path

from directory.pages.completeness import staff_completeness
from directory.pages.coverage import staff_coverage

urlpatterns = [
    path("account/", include("editorial.accounts.urls")),
    path("coverage/", admin.site.admin_view(staff_coverage), name="staff_coverage"),
    path("completeness/", admin.site.admin_view(staff_completeness), name="staff_completeness"),
    path("", include("editorial.desk.urls")),
    path("", admin.site.urls),
]
