"""By which ways this person can reach a service, the best first."""

from datetime import datetime

from directory.first_contact.candidates import CONTACT_CHANNELS, FREE_PHONE
from directory.first_contact.decision import CHANNELS_IN_SITUATION, EVERY_CHANNEL
from directory.formats.opening_hours import open_state
from directory.matching.question import Circumstances
from directory.models import CallCost, Channel, ChannelKind, Intake, Service
from wegwijzer.signpost.questions import ABROAD

LAST = frozenset({ChannelKind.WEB, ChannelKind.VISIT})
"""What only tells more: no answer comes back from it."""


def usable_channels(
    service: Service, choices: Circumstances, moment: datetime
) -> tuple[Channel, ...]:
    """Return the ways that this person can use, the best first: no query if they are loaded.

    What is closed now comes after what is not, then the order of the editor counts. Who cannot
    call sees no telephone, who cannot pay for a call only free numbers.
    """
    if not may_make_contact(service, choices):
        return ()
    kinds = usable_kinds(choices) | LAST
    return tuple(
        channel
        for channel in all_channels(service, choices, moment)
        if channel.kind in kinds or (FREE_PHONE in kinds and _is_free_call(channel))
    )


def all_channels(service: Service, choices: Circumstances, moment: datetime) -> tuple[Channel, ...]:
    """Return every way to reach a service in the same order: somebody else may call.

    A number for calls from abroad is left out for whoever is here and has another, and so the
    other way round; the relay is for deaf people only.
    """
    is_abroad, is_deaf = ABROAD in choices.situation, "deaf_disability" in choices.situation
    ways = [
        channel
        for channel in service.channels_in_order
        if channel.href and (is_deaf or channel.kind != ChannelKind.RELAY)
    ]
    from_here = {channel.kind for channel in ways if channel.abroad == is_abroad}
    return tuple(
        sorted(
            (way for way in ways if way.abroad == is_abroad or way.kind not in from_here),
            key=lambda channel: (channel.kind in LAST, _is_closed(channel, moment)),
        )
    )


def usable_kinds(choices: Circumstances) -> frozenset[str]:
    """Return the kinds of channel that this person can use; in danger all, for 112 has an app."""
    if choices.in_danger:
        return EVERY_CHANNEL
    return frozenset(CONTACT_CHANNELS).intersection(
        *(CHANNELS_IN_SITUATION.get(code, EVERY_CHANNEL) for code in choices.situation)
    )


def may_make_contact(service: Service, choices: Circumstances) -> bool:
    """Return whether this person gets in without somebody who refers them."""
    return service.intake == Intake.DIRECT or (
        choices.is_professional and service.intake == Intake.PROFESSIONALS
    )


def _is_closed(channel: Channel, moment: datetime) -> bool:
    state = open_state(channel.opening_hours, moment)
    return state.known and not state.is_open


def _is_free_call(channel: Channel) -> bool:
    return channel.kind == ChannelKind.PHONE and channel.cost == CallCost.FREE
