"""OpenID Connect with the identity provider of the settings, carried by django-allauth.

Stricter than the library: what the provider signed is checked whatever way it came, and so are its
issuer and the nonce of this sign-in; no token and nothing of what it tells about a person is kept.
"""

import hashlib
from typing import Any, cast

import jwt
from allauth.socialaccount import app_settings
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import get_random_string
from requests import RequestException

from editorial.accounts.second_factor import MAX_AGE_OF_PROOF

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
"""Of signatures with a key pair: with a shared secret, this site could sign for the provider."""

REQUIRED_CLAIMS = ["iss", "sub", "aud", "exp", "iat", "nonce"]
MAX_CLOCK_DIFFERENCE = 60
"""Seconds between the clock of the provider and ours."""

Claims = dict[str, Any]


def provider_of_settings() -> Any:
    """Return whom the settings name; nothing here is asked without."""
    assert settings.IDENTITY_PROVIDER is not None
    return settings.IDENTITY_PROVIDER


class IdentityProvider(OpenIDConnectProvider):  # type: ignore[misc]
    """The provider of the settings, which no row of the database can change."""

    def __init__(self, request: HttpRequest, app: SocialApp | None = None) -> None:
        super().__init__(request, app=app or _app())

    def get_oauth2_adapter(self, request: HttpRequest) -> "IdentityProviderAdapter":
        """Use the stricter flow."""
        return IdentityProviderAdapter(request, self.app.provider_id)

    def extract_extra_data(self, data: Claims) -> dict[str, Any]:
        """Keep nothing of what it tells."""
        return {}

    def extract_common_fields(self, data: Claims) -> dict[str, Any]:
        """Fill in nothing about an account: ours says who somebody is."""
        return {}

    def extract_email_addresses(self, data: Claims) -> list[Any]:
        """Take no address over."""
        return []

    def sign_in_url(self, next_url: str | None, *, anew: bool) -> str:
        """Return where the provider asks who somebody is; the session remembers what was asked.

        With ``anew`` it has to ask, even somebody whom it knows. It is asked where that is first:
        raise OAuth2Error or RequestException if it does not say.
        """
        nonce = get_random_string(32)
        asked = {"nonce": nonce} | ({"max_age": "0"} if anew else {})
        response = self.redirect(
            self.request, "login", next_url, {"nonce": nonce, "anew": anew}, auth_params=asked
        )
        return str(response.url)


class IdentityProviderAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """The code flow, in which everything that the provider says is checked."""

    def get_provider(self) -> IdentityProvider:
        """Return the provider of the settings."""
        return IdentityProvider(self.request)

    @property
    def openid_config(self) -> dict[str, Any]:
        """Return what the provider says of itself, once a request; it must be of this issuer."""
        if not hasattr(self, "_openid_config"):
            issuer = provider_of_settings().issuer
            found = self._ask(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
            urls = [found.get(f"{name}_endpoint") for name in ("authorization", "token")]
            scheme = issuer.partition(":")[0] + "://"
            if found.get("issuer") != issuer or not all(
                isinstance(url, str) and url.startswith(scheme)
                for url in (*urls, found.get("jwks_uri"))
            ):
                raise OAuth2Error("The provider describes another one, or not all of itself.")
            self._openid_config = found
        return self._openid_config

    def get_access_token_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Exchange the code; an answer that nobody can read is an error like any other."""
        try:
            return cast("dict[str, Any]", super().get_access_token_data(*args, **kwargs))
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            if isinstance(error, RequestException):
                raise
            raise OAuth2Error("No readable answer for the code.") from error

    def parse_token(self, data: dict[str, Any]) -> SocialToken:
        """Keep no token, not even for the rest of the sign-in."""
        return SocialToken()

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        """Return who signs in, with what the provider says of them for as long as the request."""
        response = kwargs["response"]
        claims = self.read_id_token(app, response.get("id_token"))
        if "email" not in claims and "userinfo_endpoint" in self.openid_config:
            bearer = {"Authorization": f"Bearer {response['access_token']}"}
            more = self._ask(self.profile_url, bearer)
            if more.get("sub") != claims["sub"]:
                raise OAuth2Error("The provider tells of two people.")
            claims |= {name: more[name] for name in ("email", "email_verified") if name in more}
        login = self.get_provider().sociallogin_from_response(request, {"id_token": claims})
        login.claims = claims
        return login

    def read_id_token(self, app: SocialApp, id_token: Any) -> Claims:
        """Return what the provider signed for this site.

        Raise OAuth2Error if anything about it is not right: signature, issuer, reader, time.
        """
        config = self.openid_config
        try:
            kid = jwt.get_unverified_header(id_token).get("kid")
            keys = jwt.PyJWKSet.from_dict(self._ask(config["jwks_uri"])).keys
            key = next(key for key in keys if kid in {None, key.key_id})
            claims: Claims = jwt.decode(
                id_token,
                key,
                algorithms=ALGORITHMS,
                audience=app.client_id,
                issuer=config["issuer"],
                leeway=MAX_CLOCK_DIFFERENCE,
                options={"require": REQUIRED_CLAIMS},
            )
        except (jwt.PyJWTError, AttributeError, StopIteration, TypeError, ValueError) as error:
            raise OAuth2Error("The id_token is not right.") from error
        if claims.get("azp", app.client_id) != app.client_id:
            raise OAuth2Error("The id_token was made for another site.")
        if not 0 < len(claims["sub"]) <= app_settings.UID_MAX_LENGTH:
            raise OAuth2Error("The name of the person there is too long to keep.")
        return claims

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """Return where the provider sends people back to, on the host that they use."""
        return request.build_absolute_uri(reverse("identity_provider_return"))

    def _ask(self, url: str, headers: dict[str, str] | None = None) -> dict[str, Any]:
        with get_adapter().get_requests_session() as session:
            answer = session.get(url, headers=headers, allow_redirects=False)
        answer.raise_for_status()
        found = answer.json()
        if not isinstance(found, dict):
            raise OAuth2Error("The provider answers with something else than an object.")
        return found


def _app() -> SocialApp:
    """Return how the library knows the provider: its subjects mean nothing under another issuer."""
    provider = provider_of_settings()
    return SocialApp(
        provider="openid_connect",
        provider_id=f"oidc-{hashlib.sha256(provider.issuer.encode()).hexdigest()[:16]}",
        name=provider.name,
        client_id=provider.client_id,
        secret=provider.client_secret,
        settings={"server_url": provider.issuer, "oauth_pkce_enabled": True},
    )


def showed_second_factor(claims: Claims) -> bool:
    """Return whether the provider says, in one of the words of the settings, that it asked two."""
    ways = claims.get("amr")
    said = [claims.get("acr"), *(ways if isinstance(ways, list) else [ways])]
    return any(str(value) in provider_of_settings().second_factor for value in said)


def was_asked_anew(claims: Claims, now: float) -> bool:
    """Return whether the provider itself asked just now, and did not only remember somebody."""
    asked_at = claims.get("auth_time")
    return isinstance(asked_at, int | float) and now - asked_at < MAX_AGE_OF_PROOF
