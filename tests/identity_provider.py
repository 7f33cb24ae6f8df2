"""A small OpenID Connect provider on this machine, for tests of signing in."""

import base64
import hashlib
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, ClassVar
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT_ID, CLIENT_SECRET = "wegwijzer", "a secret between these two, long enough to sign with"
ACCESS_TOKEN = "access-token-nobody-keeps"
KEY_ID = "first"

Claims = dict[str, Any]


def new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Provider:
    """Whom the provider knows, and how it behaves: a test changes what it likes."""

    issuer: str
    key: rsa.RSAPrivateKey
    claims: Claims = field(default_factory=dict)
    """What it says beside the usual; None takes a claim away."""

    in_userinfo: Claims = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)
    """By path: a status, or an object or text, instead of its own answer."""

    signs_with: tuple[str, Any] | None = None
    """Another algorithm and key than its own."""

    asked: dict[str, str] = field(default_factory=dict)
    """The last question to authorize."""

    def authorize(self, url: str) -> str:
        """Return where a browser is sent back to, as for somebody who signs in there."""
        self.asked = dict(parse_qsl(urlsplit(url).query))
        back = {"code": "one-time-code", "state": self.asked["state"]}
        return f"{self.asked['redirect_uri']}?{urlencode(back)}"

    def id_token(self) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "sub": "subject-1",
            "iat": now,
            "exp": now + 300,
            "nonce": self.asked["nonce"],
        } | self.claims
        claims = {name: value for name, value in claims.items() if value is not None}
        algorithm, key = self.signs_with or ("RS256", self.key)
        return jwt.encode(claims, key, algorithm, headers={"kid": KEY_ID})

    def tokens(self, sent: dict[str, list[str]]) -> tuple[int, Any]:
        verifier = sent.get("code_verifier", [""])[0].encode()
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier).digest()).decode().rstrip("=")
        right = (sent["code"], sent["client_secret"]) == (["one-time-code"], [CLIENT_SECRET])
        if not right or challenge != self.asked["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        return 200, {"access_token": ACCESS_TOKEN, "id_token": self.id_token(), "expires_in": 60}

    def answer(self, path: str, sent: dict[str, list[str]]) -> tuple[int, Any]:
        if path in self.answers:
            other = self.answers[path]
            return (other, {}) if isinstance(other, int) else (200, other)
        if path == "/.well-known/openid-configuration":
            names = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
            return 200, {
                "issuer": self.issuer,
                **{name: self.issuer + "/" + name for name in names},
            }
        if path == "/token_endpoint":
            return self.tokens(sent)
        if path == "/userinfo_endpoint":
            return 200, {"sub": "subject-1"} | self.in_userinfo
        if path == "/jwks_uri":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
            return 200, {"keys": [public | {"kid": KEY_ID, "use": "sig"}]}
        return 404, {}


class _Handler(BaseHTTPRequestHandler):
    provider: ClassVar[Provider]

    def do_GET(self) -> None:
        self._answer({})

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        self._answer(parse_qs(self.rfile.read(length).decode()))

    def _answer(self, sent: dict[str, list[str]]) -> None:
        status, found = self.provider.answer(urlsplit(self.path).path, sent)
        body = found.encode() if isinstance(found, str) else json.dumps(found).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def running_provider() -> Iterator[Provider]:
    """Serve a provider until the end of the block."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        provider = Provider(f"http://127.0.0.1:{server.server_port}", new_key())
        _Handler.provider = provider
        thread = Thread(target=server.serve_forever, daemon=True, kwargs={"poll_interval": 0.01})
        thread.start()
        yield provider
        server.shutdown()
        thread.join()
