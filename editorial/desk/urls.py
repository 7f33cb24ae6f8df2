"""Pages of the desk that are about many kinds of records at once, before those of the admin."""

from django.contrib import admin
from django.urls import path

from editorial.replacement import views
from editorial.tables import views as tables

urlpatterns = [
    path("replace/", admin.site.admin_view(views.replace), name="desk_replace"),
    path("tables/", admin.site.admin_view(tables.index), name="desk_tables"),
    path(
        "tables/<slug:name>.<slug:ending>",
        admin.site.admin_view(tables.export),
        name="desk_table_export",
    ),
    path(
        "tables/<slug:name>/selected/",
        admin.site.admin_view(tables.change_selected),
        name="desk_table_selected",
    ),
    path("tables/<slug:name>/", admin.site.admin_view(tables.take_in), name="desk_table_import"),
]
