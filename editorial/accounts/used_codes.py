"""A code of an app works once, in whichever worker, for as long as the app's clock allows it."""

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.utils import decrypt
from django.db import transaction

LAST_COUNTER = "last_counter"
"""Where an authenticator keeps the number of the last code that was used."""


def use_code(authenticator: Authenticator, code: str) -> bool:
    """Use a code that is right, and return whether it, or a later one, was not used before.

    The library remembers a code for half a minute in the memory of one worker; a code is right for
    a minute and a half. Other kinds of codes are used up by themselves.
    """
    if authenticator.type != Authenticator.Type.TOTP:
        return True
    with transaction.atomic():
        row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
        last = row.data.get(LAST_COUNTER, -1)
        secret = decrypt(row.data["secret"])
        counter = next(
            (
                counter
                for counter in yield_hotp_counters_from_time()
                if compare_user_code(
                    actual=code, expected=format_hotp_value(hotp_value(secret, counter))
                )
            ),
            last,
        )
        if counter <= last:
            return False
        row.data[LAST_COUNTER] = counter
        row.save(update_fields=["data"])
        return True
