"""What somebody who asks for another should do now, and should not: kept by editors as signals."""

from dataclasses import dataclass

from directory.matching.question import Circumstances
from editorial.reading.rows import load_all
from rights.models import Signal, SignalKind

TOLD_AS_DUTIES = frozenset(
    {
        "not-through-exploiting-parent",
        "reflection-at-smallest-sign",
        "register-with-consent",
    }
)
"""What the answer for a professional tells below its duties, with whom they hold for."""


@dataclass(frozen=True, slots=True)
class Advice:
    """Sentences to follow, and what to leave."""

    do: tuple[Signal, ...]
    do_not: tuple[Signal, ...]


def advice_for(choices: Circumstances) -> Advice:
    """Return the advice for who asks: 2 queries for rows that are not kept.

    Whom to call stands on the answer already.
    """
    found = [
        signal
        for signal in load_all("signals", Signal.objects.for_page)
        if signal.is_published
        and choices.audience & set(signal.audiences)
        and signal.service_id is None
        and signal.slug not in TOLD_AS_DUTIES
        and (
            signal.exploitation_form is None
            or signal.exploitation_form.code in choices.exploitation
        )
    ]
    return Advice(
        *(
            tuple(signal for signal in found if signal.kind == kind)
            for kind in (SignalKind.DO, SignalKind.DO_NOT)
        )
    )
