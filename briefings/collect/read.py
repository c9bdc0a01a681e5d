"""A decoded document becomes items: all kinds are scored, the best one reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from briefings.collect.dating import Given
from briefings.collect.layout import Layout
from briefings.collect.reader import PlainReader
from briefings.collect.regularity import regularity
from briefings.collect.table import CONFIDENT, FAR_SIGNS, READERS
from briefings.errors import InputError, UnreadableDocument
from briefings.model.documents import DocumentText, ParsedDocument
from briefings.model.times import Published

MAX_UNSURE = CONFIDENT - 0.01
"""A document that no kind fits well is never surer than this."""

EVEN = 0.5
"""Items so much alike are taken for rightly split."""

FAR = 0.3
"""Another kind must read so much more evenly."""

MIN_RIVAL = 0.5
"""Kinds that score less are not tried."""

NAMED = frozenset({"jsonl", "records"})
"""Kinds whose items say themselves where they start."""

UNEVEN = 0.35
"""Items less alike than this are told as doubtful."""

MAX_UNEVEN = 0.55
"""So sure is an uneven reading at most."""

UNEVEN_DOUBT = "the items are unlike each other: some may be several; see --explain."

MAX_LINES = 500_000
"""More lines are no document that a person wrote, and would take minutes."""

SAMPLE_CHARS = 16_000
"""The kind of a longer document is told from so much of its start, to the end of a line."""

LONG_SAMPLE_CHARS = 100_000
"""A kind whose signs may stand far from each other is told from so much, where any stands early."""


def format_names() -> tuple[str, ...]:
    """The names that `format` of `read_document` takes."""
    return tuple(reader.name for reader in READERS)


def read_document(
    document: DocumentText,
    *,
    format: str | None = None,  # noqa: A002 - the word that `--format` uses
    published: Published | None = None,
    today: date | None = None,
) -> ParsedDocument:
    """Split a document into items.

    The best of all kinds reads it, or the one that `format` names. Below `CONFIDENT` the result
    carries its low confidence and a doubt; the caller reports it and does not store it.
    `published` dates a document that says nothing; dates after `today` are dropped with a doubt.
    Raises `InputError` for an unknown format, naming the known ones, and `UnreadableDocument`
    for more than `MAX_LINES` lines.
    """
    _refuse_too_many_lines(document)
    given = Given(name=document.name, published=published, today=today)
    if format is not None:
        chosen = _named(format, document.name)
        found = chosen.read(Layout(document.text), given)
        return replace(found, confidence=1.0) if found.items else found
    layout, scored = _scored(document.text, given)
    scores = sorted(scored, key=lambda one: -one[0])
    for score, reader in scores:
        if score < CONFIDENT:
            break
        found = reader.read(layout, given)
        if found.unread_lines and not found.items:
            return found
        if found.items and found.confidence >= CONFIDENT:
            if len(document.text) <= SAMPLE_CHARS:  # else the reading has seen more than the score
                found = replace(found, confidence=min(score, found.confidence))
            others = [(rated, other) for rated, other in scores if other is not reader]
            return _most_regular(found, document.text, given, others)
    return _unsure(layout, given, scores)


def _most_regular(
    found: ParsedDocument, text: str, given: Given, others: list[tuple[float, PlainReader]]
) -> ParsedDocument:
    """What was read, or what another kind reads far more evenly; a doubt where none does."""
    even = regularity(found)
    if even >= EVEN or found.format in NAMED:
        return found
    for score, reader in others if len(text) <= LONG_SAMPLE_CHARS else ():
        if score < MIN_RIVAL:
            break
        rival = reader.read(Layout(text), given)  # readers leave their flags in a layout
        if not _may_replace(rival, found):
            continue
        if (rated := regularity(rival)) >= max(EVEN, even + FAR):
            found, even = replace(rival, confidence=max(score, CONFIDENT)), rated
    if even >= UNEVEN:
        return found
    doubts = (*found.doubts, UNEVEN_DOUBT)
    return replace(found, confidence=min(found.confidence, MAX_UNEVEN), doubts=doubts)


def _may_replace(rival: ParsedDocument, found: ParsedDocument) -> bool:
    """Whether another reading has items with titles, and not many times as many."""
    titled = sum(item.title is not None for item in rival.items)
    return titled * 10 >= len(rival.items) * 8 > 8 and len(rival.items) <= 2 * len(found.items)


def _refuse_too_many_lines(document: DocumentText) -> None:
    count = document.text.count("\n")
    if count > MAX_LINES:
        raise UnreadableDocument(
            f"{document.name}: {count:,} lines are over the limit of {MAX_LINES:,}; split the file."
        )


def _unsure(
    layout: Layout, given: Given, scores: list[tuple[float, PlainReader]]
) -> ParsedDocument:
    """What the best reader makes of a document that fits no kind, with the doubt in front."""
    score, best = scores[0]
    found = best.read(layout, given)
    sure = min(score, found.confidence, MAX_UNSURE) if found.items else 0.0
    return replace(found, confidence=sure, doubts=(_doubt(scores), *found.doubts))


def _named(name: str, document: str) -> PlainReader:
    for reader in READERS:
        if reader.name == name.strip().lower():
            return reader
    known = ", ".join(format_names())
    raise InputError(f"{document}: there is no format {name!r}; known formats: {known}.")


def _scored(text: str, given: Given) -> tuple[Layout, list[tuple[float, PlainReader]]]:
    """The whole text as lines, and how much its start looks like each kind."""
    short = Layout(_start_of(text, SAMPLE_CHARS))
    scores = {reader: reader.score(short, given) for reader in READERS}
    best = max(scores.values())
    more = [
        reader
        for reader, score in scores.items()
        if score < best and reader.name in FAR_SIGNS and FAR_SIGNS[reader.name](short, score)
    ]
    known = short
    if more and len(short.text) < len(text):
        known = Layout(_start_of(text, LONG_SAMPLE_CHARS), short)
        scores.update({reader: reader.score(known, given) for reader in more})
    layout = known if len(known.text) == len(text) else Layout(text, known)
    return layout, [(score, reader) for reader, score in scores.items()]


def _start_of(text: str, chars: int) -> str:
    """Whole lines of so many characters at most; of a text without lines just so many."""
    if len(text) <= chars:
        return text
    end = text.rfind("\n", 0, chars) + 1
    return text[: end or chars]


def _doubt(scores: list[tuple[float, PlainReader]]) -> str:
    ranked = sorted(scores, key=lambda scored: -scored[0])[:3]
    told = ", ".join(f"{reader.name} {score:.2f}" for score, reader in ranked)
    return (
        f"no kind of document fits well (best: {told}; {CONFIDENT:.2f} is needed); "
        "name one with --format."
    )
