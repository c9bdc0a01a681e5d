"""Search for answers, with other readings of the words where there are too few.

In this order, each only where those before it gave too few: names taken apart again (`AI 반도체`
as two words), compounds written in one (`배달수수료` as 배달 and 수수료), and, only where there is
nothing at all, slips of the finger, then the query without the words that nobody wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice, pairwise

from sqlalchemy import Connection

from briefings.text.bigrams import fold, phrase
from briefings.text.relevance import MAX_TERMS, MAX_WORD_CHARS, Names, Term, side_by_side
from briefings.text.typos import meant_words, near_pieces, other_layout, slips_allowed
from storage.finding import ENOUGH, Hit, best, newest, texts_of
from storage.queries import Query
from storage.search import count_matching, indexed_words, matching

MIN_COMPOUND = 4
MAX_COMPOUND = 12
"""Syllables of a word that may be several words written in one."""

_HANGUL = re.compile("[가-힣]+")
_SCRIPTS = re.compile(r"[가-힣]+|[^\W가-힣]+")

MAX_LOOKED_AT = 200
"""Texts in which the word is sought that a mistyped one may have meant."""

MAX_INDEXED = 20_000
TRIED = 3
_COUNTED = 50


def best_answers(
    connection: Connection, words: Sequence[str], query: Query, names: Names, *, wanted: int
) -> list[Hit]:
    """The best `wanted` items for `query`, which is what `words` mean; scores never rise."""
    words = [word.strip()[:MAX_WORD_CHARS] for word in words[:MAX_TERMS]]
    found = best(connection, query, limit=wanted)
    for terms in _readings(connection, words, query, names):
        if len(found) >= min(ENOUGH, wanted):
            break
        found += _others(connection, replace_terms(query, terms), found, wanted)
    if not found:
        for terms in _rescues(connection, words, query, names):
            found += _others(connection, replace_terms(query, terms), found, wanted)
    return _descending(found[:wanted])


def newest_answers(
    connection: Connection, words: Sequence[str], query: Query, names: Names, *, wanted: int
) -> list[Hit]:
    """The newest `wanted` items that hold all words of `query`, which is what `words` mean.

    Where there are none, those for the first other reading that has any.
    """
    words = [word.strip()[:MAX_WORD_CHARS] for word in words[:MAX_TERMS]]
    readings = chain(
        (query.terms,),
        _readings(connection, words, query, names),
        _rescues(connection, words, query, names),
    )
    answers = (newest(connection, replace_terms(query, terms), limit=wanted) for terms in readings)
    return next(filter(None, answers), [])


def replace_terms(query: Query, terms: tuple[Term, ...]) -> Query:
    """The query with other terms."""
    return replace(query, terms=terms, side_by_side=side_by_side(terms))


def _others(connection: Connection, query: Query, found: Iterable[Hit], wanted: int) -> list[Hit]:
    known = {hit.search_id for hit in found}
    hits = best(connection, query, limit=wanted)
    return [hit for hit in hits if hit.search_id not in known]


def _descending(hits: Iterable[Hit]) -> list[Hit]:
    """What follows is worse, whatever it scored among its own."""
    ordered: list[Hit] = []
    for hit in hits:
        most = ordered[-1].score if ordered else hit.score
        ordered.append(replace(hit, score=min(hit.score, most)))
    return ordered


def _readings(
    connection: Connection, words: Sequence[str], query: Query, names: Names
) -> Iterator[tuple[Term, ...]]:
    apart = names.terms(words, joined=False)
    if len(apart) > len(query.terms):
        yield apart
    split = [part for word in words for part in _split(connection, fold(word), query)]
    if len(split) > len(words):
        yield names.terms(split)


def _split(connection: Connection, word: str, query: Query) -> tuple[str, ...]:
    """The words that `word` is written of, by what is stored; else the word itself."""
    scripts = _SCRIPTS.findall(word)
    if len(scripts) > 1:
        return tuple(piece for part in scripts for piece in _split(connection, part, query))
    if not MIN_COMPOUND <= len(word) <= MAX_COMPOUND or not _HANGUL.fullmatch(word):
        return (word,)
    counts = {
        (word[:place], word[place:]): count_matching(
            connection,
            f"{phrase(word[:place])} AND {phrase(word[place:])}",
            query.window,
            limit=_COUNTED,
        )
        for place in range(2, len(word) - 1)
    }
    parts = max(counts, key=lambda parts: counts[parts])
    if not counts[parts]:
        return (word,)
    return tuple(piece for part in parts for piece in _split(connection, part, query))


def _rescues(
    connection: Connection, words: Sequence[str], query: Query, names: Names
) -> Iterator[tuple[Term, ...]]:
    """What else may have been meant where nothing answers the words as they stand."""
    yield from _corrections(connection, words, query, names)
    written = tuple(
        term
        for term in query.terms
        if term.theme is not None or _is_written(connection, term.expression, query)
    )
    if 0 < len(written) < len(query.terms):
        yield written


def _corrections(
    connection: Connection, words: Sequence[str], query: Query, names: Names
) -> Iterator[tuple[Term, ...]]:
    """The query with the words that nobody wrote replaced by what they may be a slip of."""
    options = [_meant(connection, word, query, names) for word in words]
    if not any(options):
        return
    for number in range(TRIED):
        corrected = [
            meant[min(number, len(meant) - 1)] if meant else word
            for word, meant in zip(words, options, strict=True)
        ]
        if number < max(map(len, options)):
            yield names.terms(corrected)


def _meant(connection: Connection, typed: str, query: Query, names: Names) -> list[str]:
    word, searched = fold(typed), phrase(typed)
    if searched is None or _is_written(connection, searched, query):
        return []
    layout = other_layout(typed)  # as it was typed: folding takes lone letters for another kind
    layouts = [layout] if layout is not None else []
    known = (name for name in names.known())
    written = (_written_near(connection, word, query), known)
    meant = [*layouts, *(near for words in written for near in meant_words(word, words))]
    found = (
        each
        for each in dict.fromkeys(meant)
        if (other := phrase(each)) is not None and _is_written(connection, other, query)
    )
    return list(islice(found, TRIED))


def _is_written(connection: Connection, searched: str, query: Query) -> bool:
    return count_matching(connection, searched, query.window, limit=1) > 0


def _written_near(connection: Connection, word: str, query: Query) -> list[str]:
    """Words of stored texts that look like `word`."""
    if slips_allowed(word) == 0:
        return []
    if word.isascii():
        return indexed_words(connection, word[0], limit=MAX_INDEXED)
    pieces = [searched for pair in pairwise(word) if (searched := phrase("".join(pair)))]
    if not pieces:
        return []
    rows = matching(connection, " OR ".join(pieces), query.window, limit=MAX_LOOKED_AT)
    return [piece for text in texts_of(connection, rows) for piece in near_pieces(word, text)]
