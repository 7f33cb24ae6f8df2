"""Find the documents that a typed question is about; one index in memory per language."""

from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple, Self, cast

from tantivy import (
    Document,
    Index,
    IndexWriter,
    Occur,
    Query,
    SchemaBuilder,
    TextAnalyzerBuilder,
    Tokenizer,
)

from directory.formats.folding import fold
from directory.search.lexicon import Lexicon, words_of_question
from directory.search.stop_words import TEXT_STOP_WORDS
from editorial.languages import Language

_FIELD_WEIGHTS: Final = {"names": 4.0, "vocabulary": 2.0, "body": 1.0}
_WEIGHT_OF_PARTS: Final = 0.6
_WEIGHT_OF_GUESSES: Final = 0.4
# Documents say which words they have and how often; where in the text is not asked.
_POSTINGS: Final = "freq"
# The least that tantivy accepts. More makes the index no faster, only the worker larger.
_WRITER_BYTES: Final = 15_000_000
# Services with the same needs have the same vocabulary.
_MAX_CACHED_TEXTS: Final = 4_096


class TextDocument(NamedTuple):
    """One searchable entry: a word in its names weighs more than one in its body."""

    key: int
    names: str
    vocabulary: str
    body: str


class TextIndex:
    """Search documents by their words: stemmed, accents folded, compounds taken apart."""

    def __init__(
        self, index: Index, terms: frozenset[str], lexicon: Lexicon, language: Language
    ) -> None:
        self._schema: Final = index.schema
        self._searcher: Final = index.searcher()
        self._terms: Final = terms
        self.lexicon: Final = lexicon
        self._stop_words: Final = TEXT_STOP_WORDS[language]

    @classmethod
    def build(cls, documents: Iterable[TextDocument], language: Language) -> Self:
        """Index `documents`: about 0.5 ms for each 1,000 words.

        A word is indexed under its stem and, if it is a compound, under those of its parts too.
        """
        documents = list(documents)
        words_of_token = _words_of_tokens(documents)
        stop_words = TEXT_STOP_WORDS[language]
        words = {word for words in words_of_token.values() for word in words} - stop_words
        lexicon = Lexicon(words, language)
        terms_of_word = {word: _terms_of(word, lexicon) for word in words}
        terms_of_token = {
            token: " ".join(terms_of_word[word] for word in words if word not in stop_words)
            for token, words in words_of_token.items()
        }
        terms = frozenset(term for terms in terms_of_word.values() for term in terms.split())
        index = _empty_index()
        _write(documents, terms_of_token, index.writer(_WRITER_BYTES, num_threads=1))
        index.reload()
        return cls(index, terms, lexicon, language)

    def search(self, q: str) -> dict[int, float]:
        """Return the score of every document that matches `q`, by key; the best scores highest.

        All known words must be in a document; if no document has them all, as many as one has, and
        the parts of a compound count as words. A word of at least five letters that no document
        has and that is no everyday word may have a small typing error: whoever shows what it leads
        to names the guess (see ``guesses``). What is typed exactly, and what is in the names,
        scores higher. Empty if no word is known. Never raises. About 0.1 ms, and 0.4 ms more for
        each 1,000 documents that match.
        """
        words = [word for word in words_of_question(q) if word not in self._stop_words]
        meanings = [meaning for word in words for meaning in self._meanings(word)]
        if not meanings:
            return {}
        query = _all_of(meanings)
        if not self._matches(query):
            parts = [part for word in words for part in self._meanings(word, whole=False)]
            query = self._most_of(parts)
        hits = self._searcher.search(query, limit=self._searcher.num_docs, count=False).hits
        keys = self._searcher.fast_field_values("key", [address for _, address in hits])
        scores = [score for score, _ in hits]
        return dict(zip(cast("list[int]", keys), scores, strict=True))

    def _meanings(self, word: str, *, whole: bool = True) -> list[Query]:
        """Return what finds the documents with `word`: one query, or none if no document can.

        Not `whole`, a compound that no document has gives a query for each of its parts.
        """
        stem = self.lexicon.stem(word)
        known = [self._term(stem)] if stem in self._terms else []
        splits = [
            [self._term(part) for part in parts if part in self._terms]
            for parts in self.lexicon.splits(word)
        ]
        splits = [parts for parts in splits if parts]
        if splits and not known and not whole:
            return splits[0]
        queries = known + [Query.boost_query(_all_of(parts), _WEIGHT_OF_PARTS) for parts in splits]
        if not queries:
            guesses = set(map(self.lexicon.stem, self.lexicon.guesses(word)))
            queries = [
                Query.boost_query(self._term(guess), _WEIGHT_OF_GUESSES)
                for guess in sorted(guesses or self.lexicon.contained(word))
            ]
        return [_any_of(queries)] if queries else []

    def _term(self, stem: str) -> Query:
        return _any_of(
            [
                Query.boost_query(Query.term_query(self._schema, field, stem, _POSTINGS), weight)
                for field, weight in _FIELD_WEIGHTS.items()
            ]
        )

    def _most_of(self, queries: list[Query]) -> Query:
        """Return what finds the documents that as many of `queries` find as find any at all."""
        choices = [(Occur.Should, query) for query in queries]

        def at_least(count: int) -> Query:
            return Query.boolean_query(choices, minimum_number_should_match=count)

        too_many = bisect_left(
            range(len(queries) + 1),
            True,
            lo=2,
            key=lambda count: not self._matches(at_least(count)),
        )
        return at_least(too_many - 1)

    def _matches(self, query: Query) -> bool:
        return bool(self._searcher.search(query, limit=1, count=False).hits)


def _words_of_tokens(documents: list[TextDocument]) -> dict[str, list[str]]:
    """Return the folded words in every distinct run of characters between spaces.

    Folding each of those once costs a tenth of folding whole texts.
    """
    tokens: set[str] = set()
    for text in {text for document in documents for text in document[1:]}:
        tokens.update(text.split())
    return {token: fold(token).split() for token in tokens}


def _terms_of(word: str, lexicon: Lexicon) -> str:
    parts = {part for parts in lexicon.splits(word) for part in parts}
    return " ".join([lexicon.stem(word), *sorted(parts)])


def _write(
    documents: list[TextDocument], terms_of_token: dict[str, str], writer: IndexWriter
) -> None:
    """Write the documents, which empties `writer`; tantivy indexes them on a thread of its own."""

    @lru_cache(_MAX_CACHED_TEXTS)
    def to_terms(text: str) -> str:
        return " ".join(map(terms_of_token.__getitem__, text.split()))

    for key, *texts in documents:
        entry = Document()
        entry.add_integer("key", key)
        for field, text in zip(_FIELD_WEIGHTS, texts, strict=True):
            entry.add_text(field, to_terms(text))
        writer.add_document(entry)
    writer.commit()
    writer.wait_merging_threads()


def _any_of(queries: list[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def _all_of(queries: list[Query]) -> Query:
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def _empty_index() -> Index:
    builder = SchemaBuilder().add_integer_field("key", fast=True)
    for field in _FIELD_WEIGHTS:
        builder.add_text_field(field, tokenizer_name="terms", index_option=_POSTINGS)
    index = Index(builder.build())
    index.register_tokenizer("terms", TextAnalyzerBuilder(Tokenizer.whitespace()).build())
    return index
