"""Where the pages of the directory are at the desk, and how to fill in rows below an entry."""

from typing import Any

from django.db.models import Model
from django.urls import reverse


def address(model: type[Model], page: str, *args: object) -> str:
    return reverse(f"admin:directory_{model._meta.model_name}_{page}", args=args)


def rows(name: str, *filled: dict[str, Any]) -> dict[str, Any]:
    """Return new rows below an entry that has none, as a form sends them."""
    return {
        f"{name}-TOTAL_FORMS": len(filled),
        **{
            f"{name}-{number}-{column}": value
            for number, row in enumerate(filled)
            for column, value in row.items()
        },
    }
