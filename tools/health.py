"""Ask the server beside this process whether it is alive; the image's health check.

It asks by the first name of ALLOWED_HOSTS, because the site answers to no other, and says that
the request came over TLS, as the proxy does.
"""

import os
import sys
from http.client import HTTPConnection

if __name__ == "__main__":
    host = os.environ.get("ALLOWED_HOSTS", "localhost").replace(",", " ").split()[0].lstrip(".")
    port = int(os.environ.get("BIND", "127.0.0.1:8000").rpartition(":")[2])
    connection = HTTPConnection("127.0.0.1", port, timeout=4)
    connection.request("GET", "/healthz", headers={"Host": host, "X-Forwarded-Proto": "https"})
    sys.exit(0 if connection.getresponse().status == 200 else 1)
