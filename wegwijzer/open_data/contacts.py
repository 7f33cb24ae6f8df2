"""Numbers, links and e-mail as they go out: each with its doubt, and none that is a guess."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from directory.formats.phone import href
from directory.models import Channel, ChannelKind
from editorial.models import derived_id_text
from editorial.models.entry import Certainty
from wegwijzer.open_data.terms import Owner, Terms
from wegwijzer.open_data.texts import Facts, RecordTexts, known, unverified, with_doubt

PHONE_TYPES = {ChannelKind.PHONE: "voice", ChannelKind.TEXT: "text"}
"""What HSDS takes for a telephone (RFC 6350); the rest are links."""


def may_be_copied(channel: Channel) -> bool:
    """Return whether others may repeat a way of contact, without the page that warns beside it.

    A value that is still to be checked, and that nobody has verified, is for our own pages only.
    """
    return channel.certainty != Certainty.TO_BE_CHECKED or channel.checked_on is not None


@dataclass(slots=True)
class Contacts:
    """The ways to reach a service or an organization, in the places that HSDS has for them."""

    email: str = ""
    phones: list[Facts] = field(default_factory=list)
    links: list[Facts] = field(default_factory=list)


def contacts_of(channels: Iterable[Channel], owner: Owner, terms: Terms) -> Contacts:
    """Return what of these channels goes out, in their order.

    HSDS has no hours, cost or certainty of a number: those are attributes. A row belongs to one
    owner, so one number has as many rows; the attribute ``statement:channel`` says that it is one.
    """
    found = Contacts()
    for channel in channels:
        if not may_be_copied(channel):
            continue
        texts = RecordTexts(channel)
        label, doubt = texts("label"), texts("doubt")
        if channel.checked_on is None:
            doubt = " ".join(part for part in (doubt, unverified()) if part)
        row = Owner("", derived_id_text("contact", owner.id, channel.public_id))
        if channel.kind in PHONE_TYPES:
            row = Owner("phone", row.id)
            found.phones.append(
                known(
                    id=row.id,
                    **{f"{owner.entity}_id": owner.id},
                    number=href(channel.value).removeprefix("tel:"),
                    type=PHONE_TYPES[ChannelKind(channel.kind)],
                    description=with_doubt(label, doubt),
                    attributes=_attributes(channel, row, texts, terms),
                )
            )
        elif channel.kind == ChannelKind.EMAIL:
            found.email = found.email or channel.value
        elif channel.kind != ChannelKind.VISIT:
            row = Owner("url", row.id)
            found.links.append(
                known(
                    id=row.id,
                    **{f"{owner.entity}_id": owner.id},
                    label=with_doubt(label or str(channel.get_kind_display()), doubt),
                    url=channel.href,
                    attributes=_attributes(channel, row, texts, terms),
                )
            )
    return found


def _attributes(channel: Channel, row: Owner, texts: RecordTexts, terms: Terms) -> list[Facts]:
    checked = channel.checked_on
    abroad = [terms.attribute(row, "statement", ("statement", "for_calls_from_abroad"))]
    return [
        terms.attribute(row, "kind", ("channel-kind", channel.kind)),
        terms.attribute(row, "cost", ("call-cost", channel.cost)),
        *terms.statement(row, "channel", str(channel.public_id)),
        *terms.statement(row, "opening_hours", channel.opening_hours),
        *terms.statement(row, "doubt", texts("doubt")),
        *terms.statement(row, "verified_on", checked.isoformat() if checked else ""),
        *(abroad if channel.abroad else []),
        *terms.certainty(row, channel.certainty),
        *terms.remarks(row, texts),
    ]
