"""What the texts around a secret place may not say."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.formats.street_addresses import find_street_address


def address_errors(record: models.Model, names: Iterable[str]) -> dict[str, ValidationError]:
    """Return, per text of a record that holds something like a street address, what is wrong.

    A bare name of a translated text stands for both languages.
    """
    errors: dict[str, ValidationError] = {}
    for name in names:
        for column in (name, f"{name}_nl", f"{name}_en"):
            if column == name and hasattr(record, f"{name}_nl"):
                continue
            found = find_street_address(getattr(record, column, None) or "")
            if found:
                errors[column] = ValidationError(
                    _("“%(found)s” looks like an address. A secret place must stay secret."),
                    code="address",
                    params={"found": found},
                )
    return errors


def refuse_addresses(record: models.Model, names: Iterable[str]) -> None:
    """Raise ``ValidationError`` if one of these texts holds something like a street address."""
    errors = address_errors(record, names)
    if errors:
        raise ValidationError(errors)
