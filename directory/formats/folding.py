"""One spelling for every way to write a name, so that people and sorting find it."""

import unicodedata

# Letters that Unicode does not take apart into a plain letter and a mark.
_PLAIN_SPELLINGS = {
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "ð": "d",
    "đ": "d",
    "þ": "th",
    "ł": "l",
    "ħ": "h",
    "ŧ": "t",
    "ŋ": "n",
    "\N{LATIN SMALL LETTER DOTLESS I}": "i",
    "ĸ": "k",
}
# Beyond the Latin, Greek and Cyrillic letters a fold is computed each time, not remembered.
_LAST_REMEMBERED = 0x052F


def fold(text: str) -> str:
    """Return `text` in small plain letters and digits, with single spaces between the words.

    Accents go (é becomes e, û becomes u), ligatures and ß are written out, and apostrophes, hyphens
    and other punctuation become spaces. Null bytes, soft hyphens and other invisible characters
    disappear. Folding twice changes nothing. Other scripts keep their letters.
    """
    return " ".join(text.translate(_FOLDED_CHARACTERS).split())


class _FoldedCharacters(dict[int, str]):
    """Map a code point to its folded spelling, filled as characters turn up."""

    def __missing__(self, code_point: int) -> str:
        folded = _fold_character(chr(code_point))
        if code_point <= _LAST_REMEMBERED:
            self[code_point] = folded
        return folded


def _fold_character(character: str) -> str:
    if character == "\0" or unicodedata.category(character) == "Cf":
        return ""
    folded: list[str] = []
    for part in _decompose(_decompose(character).casefold()):
        if unicodedata.category(part).startswith("M"):
            continue
        folded.append(_PLAIN_SPELLINGS.get(part, part) if part.isalnum() else " ")
    return "".join(folded)


def _decompose(text: str) -> str:
    return unicodedata.normalize("NFKD", text)


_FOLDED_CHARACTERS = _FoldedCharacters()
