"""Every URL of the feed, without a slash at the end: they are not pages of the site."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from editorial.languages import LANGUAGES
from wegwijzer.open_data import views
from wegwijzer.open_data.feed import TABLES
from wegwijzer.open_data.views import in_its_language


class LanguageConverter(StringConverter):
    """One of the languages of the content."""

    regex = "|".join(LANGUAGES)


register_converter(LanguageConverter, "content_language")

HERE = "hsds/v1/<content_language:language>"

urlpatterns = [
    path("hsds/v1/catalog", views.catalog_of_all, name="catalog"),
    path(HERE, in_its_language(views.root), name="root"),
    path(f"{HERE}/", in_its_language(views.root)),
    path(f"{HERE}/openapi.json", in_its_language(views.openapi_json), name="openapi"),
    path(f"{HERE}/export.zip", in_its_language(views.export), name="export"),
    path(f"{HERE}/profile", in_its_language(views.profile), name="profile"),
    path(f"{HERE}/schema/<slug:name>.json", in_its_language(views.schema), name="schema"),
    path(f"{HERE}/withdrawn", in_its_language(views.withdrawn), name="withdrawn"),
    *(
        pattern
        for table in TABLES
        for pattern in (
            path(f"{HERE}/{table}", in_its_language(views.table_list), {"table": table}),
            path(
                f"{HERE}/{table}/<uuid:pk>", in_its_language(views.table_detail), {"table": table}
            ),
        )
    ),
]
