"""Whether a service can be reached now, from its own hours or those of its channels."""

from datetime import datetime

from directory.formats.opening_hours import OpenState, open_state
from directory.models import Service

NOT_KNOWN = OpenState(known=False, is_open=False, until=None, opens=None, always=False)


def service_open_state(service: Service, moment: datetime) -> OpenState:
    """Return the state of a service whose channels are loaded: no query.

    The service's own hours count if it has any. Otherwise it is open if one of its channels is,
    until the last of them closes, and opens when the first of them opens. Channels for calls from
    abroad count no more and no less than others; channels without known hours do not count.
    """
    if service.opening_hours:
        return open_state(service.opening_hours, moment)
    states = [
        state for hours in service.channel_hours if (state := open_state(hours, moment)).known
    ]
    if not states:
        return NOT_KNOWN
    always = next((state for state in states if state.always), None)
    if always:
        return always
    now_open = [state for state in states if state.is_open]
    if now_open:
        return max(now_open, key=lambda state: state.until or moment)
    opening = [state for state in states if state.opens is not None]
    return min(opening, key=lambda state: state.opens or moment, default=states[0])
