"""The way to the identity provider and back."""

from typing import cast

from allauth.account.utils import get_next_redirect_url
from allauth.core.ratelimit import consume_or_429
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe
from requests import RequestException

from editorial.accounts.identity_provider import IdentityProvider, provider_of_settings
from editorial.accounts.provider_adapter import AWAY, NOT_RIGHT, refuse


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Show the way to the provider, and go there when somebody says so: never by a link alone.

    The last step is a page and not a redirect: a provider that passes people on to another one
    would be stopped by ``form-action``. Who is signed in already is asked anew, for a page that
    wants a recent second factor.
    """
    next_url = get_next_redirect_url(request)
    context = {"provider": provider_of_settings().name, "next_url": next_url}
    if request.method != "POST":
        return render(request, "account/identity_provider.html", context)
    if too_often := consume_or_429(request, action="login"):
        return cast("HttpResponse", too_often)
    provider = IdentityProvider(request)
    try:
        url = provider.sign_in_url(next_url, anew=request.user.is_authenticated)
    except RequestException:
        return refuse(request, AWAY)
    except OAuth2Error:
        return refuse(request, NOT_RIGHT)
    return render(request, "account/to_identity_provider.html", context | {"url": url})


@require_safe
def come_back(request: HttpRequest) -> HttpResponse:
    """Let in whom the provider sends back, or say why not."""
    provider = IdentityProvider(request)
    view = OAuth2CallbackView.adapter_view(provider.get_oauth2_adapter(request))
    try:
        return cast("HttpResponse", view(request))
    except RequestException:
        return refuse(request, AWAY)
    except OAuth2Error:
        return refuse(request, NOT_RIGHT)
