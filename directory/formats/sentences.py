"""Where a sentence ends, in Dutch and in English."""

import re
from typing import Final

_END: Final = re.compile(r"""(?<=[.!?])["”’)]?\s+(?=["“‘(]?[A-Z0-9À-Þ])""")
_ABBREVIATION: Final = re.compile(
    r"(?:\.\w+|(?<!\w)(?:St|Dr|Mr|art|nr|bijv|ca|incl|max|min|tel))\.$", re.IGNORECASE
)


def first_statement(text: str) -> str:
    """Return the first sentence; after a question also the next, for a question alone says little.

    A point of an abbreviation ends no sentence. What has no end is returned as it is.
    """
    for end in _END.finditer(text):
        sentence = text[: end.start()]
        if not sentence.endswith("?") and not _ABBREVIATION.search(sentence):
            return text[: end.end()].rstrip()
    return text
