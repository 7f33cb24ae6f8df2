"""The entry point of the HTTP server."""

import os

from django.core.wsgi import get_wsgi_application

from wegwijzer.private_logs import keep_visitors_out_of_stderr

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wegwijzer.settings")

application = get_wsgi_application()
keep_visitors_out_of_stderr()

from django.conf import settings  # noqa: E402 - after Django is set up

from editorial.editions.current import start_reading  # noqa: E402
from wegwijzer.postgresql.base import limit_waiting  # noqa: E402

limit_waiting()
if settings.HAS_VISITORS:
    start_reading()
