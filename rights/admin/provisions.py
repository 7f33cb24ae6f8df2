"""The articles to choose from, on the form of whatever rests on them."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from rights.models import Provision

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = object


class ChoosesProvisions(ModelAdmin):
    """Mixed into a form with articles: each is named with its instrument, in one query for all."""

    def get_field_queryset(
        self, db: str | None, db_field: Any, request: HttpRequest
    ) -> QuerySet[Any] | None:
        """Load the instruments along with the articles that are named by them."""
        if db_field.related_model is Provision:
            return Provision.objects.select_related("legislation")
        return super().get_field_queryset(db, db_field, request)
