"""All settings, from the environment; what is missing or unsafe is named at once.

``WEGWIJZER_ENVIRONMENT`` is ``production`` (the default: safe unless told otherwise), ``local``
(what ``make run`` uses, and ``manage.py`` in a checkout: a generated secret, this machine only) or
``test``.
"""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _

from wegwijzer.account_settings import *  # noqa: F403 - settings
from wegwijzer.account_settings import identity_provider
from wegwijzer.databases import NO_DATABASE, database
from wegwijzer.log_settings import LOGGING  # noqa: F401 - a setting
from wegwijzer.roles import ROLES, without_desk

BASE_DIR = Path(__file__).resolve().parent.parent
STATE_DIR = Path(os.environ.get("STATE_DIR", BASE_DIR / "var"))

ENVIRONMENT = os.environ.get("WEGWIJZER_ENVIRONMENT", "production")
IS_PRODUCTION = ENVIRONMENT == "production"
IS_TEST = ENVIRONMENT == "test"
if ENVIRONMENT not in {"production", "local", "test"}:
    raise ImproperlyConfigured(
        f"WEGWIJZER_ENVIRONMENT is {ENVIRONMENT!r}; it must be production, local or test."
    )

ROLE = os.environ.get("WEGWIJZER_ROLE") or "all"
if ROLE not in ROLES:
    raise ImproperlyConfigured(f"WEGWIJZER_ROLE is {ROLE!r}; it must be all, desk or public.")
HAS_DESK = ROLE != "public"
HAS_VISITORS = ROLE != "desk"
"""What this machine is for: editors, visitors who read editions, or both."""

DEBUG = os.environ.get("DEBUG", "").lower() in {"1", "true", "yes", "on"}


def _local_secret() -> str:
    """Return a secret made once for this checkout and kept out of the repository."""
    path = STATE_DIR / "secret_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(get_random_secret_key())
        path.chmod(0o600)
    return path.read_text()


SECRET_KEY = os.environ.get("SECRET_KEY", "")
if not (HAS_DESK or SECRET_KEY):
    SECRET_KEY = get_random_secret_key()  # without a desk, nothing is signed that lasts
SECRET_KEY_FALLBACKS = os.environ.get("SECRET_KEY_FALLBACKS", "").split()
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "").replace(",", " ").split()
SITE_OWNER = os.environ.get("SITE_OWNER", "")
SITE_URL = os.environ.get("SITE_URL", "").rstrip("/")
DESK_URL = os.environ.get("DESK_URL", "").rstrip("/")
"""The host of the desk if it is another: there links to confirm lead, and reports of visitors."""
CONTACT_EMAIL = os.environ.get("CONTACT_EMAIL", "")
CONTENT_LICENSE = (
    os.environ.get("CONTENT_LICENSE") or "https://creativecommons.org/licenses/by/4.0/"
)

if IS_PRODUCTION:
    problems = [
        problem
        for wrong, problem in (
            (DEBUG, "DEBUG must be off"),
            (len(SECRET_KEY) < 50, "SECRET_KEY must be a random text of at least 50 characters"),
            (SECRET_KEY.startswith("django-insecure-"), "SECRET_KEY must not be Django's example"),
            (not ALLOWED_HOSTS, "ALLOWED_HOSTS must name the hosts, with commas between"),
            ("*" in ALLOWED_HOSTS, "ALLOWED_HOSTS must not be *"),
            (not SITE_OWNER, "SITE_OWNER must say who is responsible for the site"),
            (not SITE_URL.startswith("https://"), "SITE_URL must be the site's https:// address"),
            (
                HAS_DESK and not os.environ.get("DATABASE_URL"),
                "DATABASE_URL must name the database",
            ),
            (
                bool(DESK_URL) and not DESK_URL.startswith("https://"),
                "DESK_URL must be the desk's https:// address",
            ),
        )
        if wrong
    ]
    if problems:
        raise ImproperlyConfigured("The settings are not safe: " + "; ".join(problems) + ".")
else:
    SECRET_KEY = SECRET_KEY or _local_secret()
    ALLOWED_HOSTS = ALLOWED_HOSTS or ["localhost", "127.0.0.1", "[::1]", "testserver"]
    SITE_OWNER = SITE_OWNER or "Wegwijzer Mensenhandel (local copy)"
    SITE_URL = SITE_URL or f"http://localhost:{os.environ.get('PORT', '8000')}"

NEUTRAL_HOSTS = os.environ.get("NEUTRAL_HOSTS", "").lower().replace(",", " ").split()
ALLOWED_HOSTS = [*ALLOWED_HOSTS, *NEUTRAL_HOSTS]
"""By a neutral host nothing around a page says what it is about; SITE_URL stays the one to keep."""

QUICK_EXIT_URL = os.environ.get("QUICK_EXIT_URL") or "https://www.buienradar.nl/"
"""Where "leave quickly" goes: a page about the weather that anyone might read."""

SECURITY_CONTACT = os.environ.get("SECURITY_CONTACT") or (
    f"mailto:{CONTACT_EMAIL}" if CONTACT_EMAIL else f"{SITE_URL}/nl/contact/"
)
SECURITY_CONTACT_EXPIRES = datetime.now(UTC).replace(hour=0, minute=0) + timedelta(days=180)
"""Half a year after the start: of a site that nobody starts again, nothing is sure."""

EDITOR_PATHS = ("/admin/",)
"""Where people sign in: the only URLs with cookies, forms that write, and a looser policy."""

INSTALLED_APPS = [
    "modeltranslation",
    "editorial.admin_config.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "csp",
    "django_filters",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "axes",
    "wegwijzer",
    "rights",
    "directory",
    "editorial",
]

MIDDLEWARE = [
    "wegwijzer.middleware.head.HeadMiddleware",
    # Headers of everything that leaves the site, static files included.
    "wegwijzer.middleware.headers.IsolationMiddleware",
    "wegwijzer.middleware.content_policy.ContentPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wegwijzer.middleware.https.HttpsRedirectMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # What holds for pages.
    "wegwijzer.middleware.cookies.NoCookiesMiddleware",
    "wegwijzer.middleware.compression.CompressionMiddleware",
    "wegwijzer.middleware.edition.EditionMiddleware",
    "wegwijzer.middleware.open_data.OpenDataMiddleware",
    "wegwijzer.middleware.blank_lines.BlankLinesMiddleware",
    "wegwijzer.middleware.caching.CachingMiddleware",
    "wegwijzer.middleware.database_room.DatabaseRoomMiddleware",
    "wegwijzer.middleware.unavailable.UnavailableMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "wegwijzer.middleware.methods.ReadOnlyMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    # Only for the desk: its language, and no page without the second factor.
    "editorial.accounts.middleware.DeskLanguageMiddleware",
    "editorial.accounts.middleware.SecondFactorMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "wegwijzer.urls"
WSGI_APPLICATION = "wegwijzer.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "wegwijzer.template_loaders.DedentingLoader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wegwijzer.context_processors.site",
            ],
        },
    },
]

if not HAS_DESK:
    INSTALLED_APPS, MIDDLEWARE = without_desk(INSTALLED_APPS), without_desk(MIDDLEWARE)
    options = TEMPLATES[0]["OPTIONS"]
    options["context_processors"] = without_desk(options["context_processors"])
if not HAS_VISITORS:
    place = MIDDLEWARE.index("wegwijzer.middleware.edition.EditionMiddleware")
    MIDDLEWARE.insert(place, "wegwijzer.middleware.desk_only.DeskOnlyMiddleware")

CACHES = {
    # The limits of signing in, which all processes of the desk share.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "sign_in_limits",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
    if HAS_DESK
    else {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}

DATABASES = {"default": database(STATE_DIR) if HAS_DESK else NO_DATABASE}

WEB_THREADS = int(os.environ.get("WEB_THREADS") or 4)
"""Of each process of the HTTP server; one of them is kept free for visitors."""

DATABASE_ROUTERS = ["editorial.reading.router.EditionRouter"]

EDITIONS_DIR = Path(os.environ.get("EDITIONS_DIR") or STATE_DIR / "editions")
"""Where what is public is written, and read by the public site (docs/editions.md)."""

MAX_BYTES_OF_STORED_PAGES = 64 * 1024 * 1024
"""In each process; all pages of the starter content take 15 MB."""

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TRUSTED_PROXY_COUNT") or 0)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_PRODUCTION
IDENTITY_PROVIDER = identity_provider(only_https=IS_PRODUCTION) if HAS_DESK else None

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
HELP_LANGUAGES = "hu ro bg pl uk ru es pt fr de tr ar fa vi zh-hans th fil sq hi".split()
LOCALE_PATHS = [BASE_DIR / "locale"]
MODELTRANSLATION_DEFAULT_LANGUAGE = "nl"
MODELTRANSLATION_ENABLE_FALLBACKS = False
TIME_ZONE = "Europe/Amsterdam"

STATIC_URL = "static/"
STATIC_ROOT = STATE_DIR / "static"
STATICFILES_DIRS = [
    path for path in (BASE_DIR / "static", BASE_DIR / "build" / "static") if path.exists()
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if IS_TEST
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

SECURE_SSL_REDIRECT = IS_PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_PRODUCTION else None
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 63_072_000 if IS_PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_PRODUCTION
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "wegwijzer.errors.form_expired"
SESSION_COOKIE_AGE = 30 * 60
SESSION_SAVE_EVERY_REQUEST = True
"""Half an hour without a request ends a session of the desk; visitors never have one."""

SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = LANGUAGE_COOKIE_PATH = "/admin/"
"""A browser sends these cookies to the desk only, so that no public page ever sees one."""

SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_PRODUCTION
COOKIE_PREFIX = "__Secure-" if IS_PRODUCTION else ""
"""A browser takes a cookie of such a name over https only; "__Host-" would need every path."""

SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}language"
X_FRAME_OPTIONS = "DENY"
WHITENOISE_ALLOW_ALL_ORIGINS = False

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "require-trusted-types-for": ["'script'"],
    }
}
CONTENT_SECURITY_POLICY_FOR_EDITORS = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
"""Django's admin asks its server for suggestions while one types, and draws small pictures."""

DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

RESULTS_PER_PAGE = 20

COUNTS_IN_BACKGROUND = not IS_TEST
"""At once in tests: a thread cannot see the rows of a test's open transaction."""

LINK_CHECKER_USER_AGENT = f"WegwijzerMensenhandel link checker ({SITE_URL})"
"""Who asks, for the owner of a site who wonders."""

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if IS_PRODUCTION
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = STATE_DIR / "mail"
EMAIL_HOST = os.environ.get("EMAIL_HOST") or "localhost"
EMAIL_PORT = int(os.environ.get("EMAIL_PORT") or 587)
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = (os.environ.get("EMAIL_USE_TLS") or "yes").lower() in {"1", "true", "yes", "on"}
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = CONTACT_EMAIL or f"wegwijzer@{urlsplit(SITE_URL).hostname}"
"""Only editors cause e-mail, to organizations; on this machine it is written to a file."""
