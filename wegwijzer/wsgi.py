"""The entry point of the HTTP server."""

import os

from django.core.wsgi import get_wsgi_application

from wegwijzer.private_logs import keep_visitors_out_of_stderr

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wegwijzer.settings")

application = get_wsgi_application()
keep_visitors_out_of_stderr()

from django.urls import get_resolver  # noqa: E402 - after Django is set up

from wegwijzer.postgresql.base import limit_waiting  # noqa: E402

limit_waiting()
# With the views everything is named that an edition is built into.
_views_are_imported = get_resolver().url_patterns
