"""A text as somebody reads it: without hidden signs, other alphabets' look-alikes and encodings."""

import re
import unicodedata
from html import unescape
from typing import Final
from urllib.parse import unquote

_LOOK_ALIKES: Final = str.maketrans(
    "АВЕЅІЈКМНОРСТХУаеоѕіјркстхуΑΒΕΖΗΙΚΜΝΟΡΤΥΧορνßıł",
    "ABESIJKMHOPCTXYaeosijpkctxyABEZHIKMNOPTYXopvsil",
)
_BREAK: Final = re.compile(
    r"<(?:br|p|div|li|td|tr|h\d)\b[^<>]{0,200}>|</(?:p|div|li|td)>", re.IGNORECASE
)
_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_SPELLED: Final = re.compile(r"(?<![^\W_])(?:[^\W_][ .·]){5,60}[^\W_](?![^\W_])")
_TIMES_ENCODED: Final = 2


def readable(text: str) -> str:
    """Return a text as it is read on a page: the text itself if there is nothing to it.

    Links and markup are decoded, accents, invisible signs and other digits are plain, and letters
    that were spelled apart stand together. About 0.1 ms for 1,000 characters.
    """
    for _time in range(_TIMES_ENCODED):
        if "&" in text:
            text = unescape(text)
        if "%" in text:
            text = unquote(text)
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub(" ", text))
    if not text.isascii():
        text = _in_plain_signs(text)
    return _SPELLED.sub(lambda spelled: re.sub(r"[ .·]", "", spelled[0]), text)


def _in_plain_signs(text: str) -> str:
    signs = unicodedata.normalize("NFKD", text.translate(_LOOK_ALIKES))
    return "".join(_plain(sign) for sign in signs)


def _plain(sign: str) -> str:
    if sign.isascii():
        return sign
    digit = unicodedata.digit(sign, None)
    if digit is not None:
        return str(digit)
    return "" if unicodedata.category(sign) in {"Mn", "Cf"} else sign
