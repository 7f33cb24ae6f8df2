"""The entry point of the HTTP server."""

import os

from django.core.wsgi import get_wsgi_application

from wegwijzer.private_logs import keep_visitors_out_of_stderr

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wegwijzer.settings")

application = get_wsgi_application()

keep_visitors_out_of_stderr()
