"""The sentences of a page, as somebody reads them."""

from html.parser import HTMLParser

from editorial.plain_language.sentences import count_words, split_sentences

BLOCKS = frozenset(
    "p li dd dt h1 h2 h3 h4 h5 h6 label legend summary td th figcaption button div section"
    " article nav ul ol dl main form fieldset details table tr".split()
)
SILENT = frozenset({"script", "style", "svg", "nav", "select", "option"})
VOID = frozenset({"br", "img", "input", "hr", "meta", "link", "use", "path", "wbr", "circle"})


class Prose(HTMLParser):
    """Gather the text of `<main>` a block at a time, without names and other languages."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.language = ""
        self.blocks: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self._text: list[str] = []
        self._in_main = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "html":
            self.language = given.get("lang") or ""
        if tag == "main":
            self._in_main = True
        if tag in BLOCKS:
            self._end_block()
        if tag in VOID:
            return
        own_language = given.get("lang", self.language) == self.language
        is_read = (
            tag not in SILENT
            and given.get("translate") != "no"
            and given.get("aria-hidden") != "true"
            and "ww-visually-hidden" not in (given.get("class") or "")
            and (own_language or tag == "html")
        )
        self._open.append((tag, is_read))

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self._end_block()
        if tag == "main":
            self._in_main = False
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._in_main and all(is_read for _, is_read in self._open):
            self._text.append(data)

    def _end_block(self) -> None:
        block = " ".join("".join(self._text).split())
        if block:
            self.blocks.append(block)
        self._text = []

    @property
    def sentences(self) -> list[str]:
        """Return what ends as a sentence does; labels, links and lists of names are left out."""
        return [
            sentence
            for block in self.blocks
            for sentence in split_sentences(block)
            if sentence[-1] in ".!?…" and count_words(sentence) > 1
        ]
