"""Headers that shut the site off from other sites, on pages and static files alike."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

UNUSED_FEATURES = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "screen-wake-lock",
    "usb",
    "xr-spatial-tracking",
)
"""What no page asks of a device; passkeys of editors (publickey-credentials) are left alone."""

PERMISSIONS_POLICY = ", ".join(f"{feature}=()" for feature in UNUSED_FEATURES)


class IsolationMiddleware:
    """Say that no other site may embed a page of ours, and that we ask nothing of the device.

    Open data says of itself that others may.

    Django's SecurityMiddleware sets the rest: HSTS, nosniff, Referrer-Policy, opener policy.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers["Permissions-Policy"] = PERMISSIONS_POLICY
        return response
