"""Take the settings of the site as they are, in the environment of a test.

The environment stands here, not in the Makefile, so that pytest, mypy and an editor all see the
same site. DATABASE_URL may name another database than SQLite in memory.
"""

import os

os.environ["WEGWIJZER_ENVIRONMENT"] = "test"
os.environ["SECRET_KEY"] = "only for tests, where nothing is signed that lasts"

from tests.strict_templates import MissingVariable
from wegwijzer.settings import *  # noqa: F403
from wegwijzer.settings import MIDDLEWARE, STATE_DIR, STATIC_ROOT, TEMPLATES

# There are none unless a test makes them, in a folder of its own.
EDITIONS_DIR = STATE_DIR / "no-editions-in-tests"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = MissingVariable()

# Behind what pins the edition: what a URL asks is looked up in what its page is made of.
MIDDLEWARE.insert(
    MIDDLEWARE.index("wegwijzer.middleware.edition.EditionMiddleware") + 1,
    "tests.strict_queries.StrictQueryMiddleware",
)

# On a fresh machine nothing is collected yet, and whitenoise warns of a folder that is not there.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
