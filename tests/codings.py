"""What browsers say of the codings they know, which one they are sent, and how it is read."""

import gzip
from collections.abc import Callable

import brotli

CODINGS: tuple[tuple[str, str | None, Callable[[bytes], bytes]], ...] = (
    ("gzip, deflate, br", "br", brotli.decompress),
    ("gzip, deflate", "gzip", gzip.decompress),
    ("br;q=0, gzip;q=0.5", "gzip", gzip.decompress),
    ("gzip; q=0.000, BR ;Q=0", None, bytes),
    ("", None, bytes),
    ("identity", None, bytes),
)
