"""The HTTP server: found by gunicorn in the folder it starts in, for `make run` and the image."""

import os

bind = os.environ.get("BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")

# A process has its own snapshot and search index; threads of one process share them.
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))

# No limit of its own (gunicorn then stops at 1 MB): a visitor who pastes 10,000 characters into the
# search gets a page, and 8,190, the highest that can be set, is less than that percent-encoded.
limit_request_line = 0

# Addresses carry what people search for, so requests are not logged at all.
accesslog = None
errorlog = "-"
loglevel = "warning"
