"""Any document to items: plain text and well-formed feeds here, all else in the child process."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Self

from bot.worker.client import Worker, WorkerFailed
from bot.worker.limits import MEGABYTE
from bot.worker.read_job import ANSWER, REQUEST, ReadRequest
from bot.worker.wire import Message
from briefings.collect.decode import decode
from briefings.collect.feed_json import parse_json_feed
from briefings.collect.feed_read import read_feed
from briefings.collect.feed_repair import repaired, without_prologue
from briefings.collect.feed_xml import NotWellFormed, parse_feed
from briefings.collect.html_charset import decode_markup
from briefings.collect.kinds import Kind, sniff, unpacked
from briefings.collect.read import format_names, read_document
from briefings.errors import InputError, UnreadableDocument
from briefings.model.documents import ParsedDocument, RawDocument
from briefings.model.feeds import Feed
from briefings.model.times import Published

MAX_BYTES: dict[Kind, int] = {
    Kind.TEXT: 20 * MEGABYTE,
    Kind.HTML: 5 * MEGABYTE,
    Kind.PDF: 5 * MEGABYTE,
    Kind.MAIL: 5 * MEGABYTE,
    Kind.FEED: 10 * MEGABYTE,
    Kind.JSON_FEED: 10 * MEGABYTE,
}
"""Bigger documents are refused before anything looks into them."""


class Reading:
    """Reads documents of every kind; holds the child process that reads the dangerous ones.

    Safe to share between threads. Close it, or use it as a context manager.
    """

    def __init__(self, worker: Worker | None = None) -> None:
        self._worker = worker or Worker("read")

    def read_any(
        self,
        raw: RawDocument,
        *,
        format: str | None = None,  # noqa: A002 - the word that `--format` uses
        published: Published | None = None,
        today: date | None = None,
    ) -> ParsedDocument:
        """The items of a document.

        `format` names a plain kind, or one of `Kind` (`html`, `pdf`, `mail`, `feed`, `text`), or
        both (`html/weekly`), and overrules what the content looks like. `published` dates a
        document that says nothing. Raises `UnreadableDocument`, and `InputError` for an unknown
        format; both name the document and the mend.
        """
        raw = unpacked(raw)
        kind, inner = _chosen(raw, format)
        _refuse_too_big(raw, kind)
        if kind is Kind.TEXT:
            text = decode(raw)
            del raw  # a big text and its bytes together would take too much room
            return read_document(text, format=inner, published=published, today=today)
        if kind in {Kind.FEED, Kind.JSON_FEED}:
            feed = _well_formed(raw, kind)
            if feed is not None:
                return read_feed(feed, raw, published=published, today=today)
        return self._in_child(kind, raw, inner, published, today)

    def close(self) -> None:
        """End the child process."""
        self._worker.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _in_child(
        self,
        kind: Kind,
        raw: RawDocument,
        inner: str | None,
        published: Published | None,
        today: date | None,
    ) -> ParsedDocument:
        request = ReadRequest(
            kind=kind,
            name=raw.name,
            media_type=raw.media_type,
            url=raw.url,
            format=inner,
            published=published.isoformat() if published else None,
            today=today,
        )
        message = Message(kind="read", head=REQUEST.write(request), payload=raw.content)
        try:
            answer = self._worker.ask(message)
        except WorkerFailed as error:
            raise UnreadableDocument(f"{raw.name}: {error}; split it or save its text") from error
        if answer.kind == "done":
            parsed = ANSWER.read(answer.payload)
            return replace(parsed, items=tuple(parsed.items))
        raise UnreadableDocument(self._refusal(raw.name, answer))

    def _refusal(self, name: str, answer: Message) -> str:
        if answer.kind == "refused":
            return answer.head.decode()
        if answer.kind == "no memory":
            most = self._worker.limits.memory_bytes // MEGABYTE
            return f"{name}: reading it needs more than {most} MB; split it or save its text"
        return f"{name}: it could not be read ({answer.head.decode()}); save its text instead"


def known_formats() -> tuple[str, ...]:
    """Every name that `format` takes."""
    return (*(kind.value for kind in Kind), *format_names())


def _chosen(raw: RawDocument, wish: str | None) -> tuple[Kind, str | None]:
    """The kind, and the plain kind's name where one is wished for."""
    if wish is None:
        return sniff(raw), None
    whole, _, inner = wish.strip().lower().partition("/")
    if whole in {kind.value for kind in Kind}:
        kind = Kind(whole)
        inner_name = inner if inner in format_names() else None
        return kind, inner_name
    if whole in format_names():
        return sniff(raw), whole
    known = ", ".join(known_formats())
    raise InputError(f"{raw.name}: there is no format {wish!r}; known formats: {known}")


def _refuse_too_big(raw: RawDocument, kind: Kind) -> None:
    most = MAX_BYTES[kind]
    if len(raw.content) > most:
        raise UnreadableDocument(
            f"{raw.name}: {len(raw.content) / MEGABYTE:.2f} MB are more than the "
            f"{most // MEGABYTE} MB "
            f"that a document of kind {kind.value} may have; split it"
        )


def _well_formed(raw: RawDocument, kind: Kind) -> Feed | None:
    """A feed that strict parsers take, mended where that changes nothing, else `None`.

    It is read in this process: no document type is left in it that could grow or reach anything,
    and the trip to the child would cost more than the reading.
    """
    text = decode_markup(raw.content, media_type=raw.media_type)
    if kind is Kind.JSON_FEED:
        return parse_json_feed(text, raw.name)
    text = without_prologue(text)
    for mend in (str, repaired):
        try:
            return parse_feed(mend(text))
        except NotWellFormed:
            continue
    return None
