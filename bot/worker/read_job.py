"""The child's reading job: a page, PDF file, mail or broken feed to a parsed document."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from bot.worker.documents import Wish, read_by_kind
from bot.worker.wire import Codec, Message
from briefings.collect.kinds import Kind
from briefings.model.documents import ParsedDocument, RawDocument
from briefings.model.times import Published

DONE = "done"


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadRequest:
    """What to read, beside the bytes themselves; `published` as `Published.isoformat` writes it."""

    kind: Kind
    name: str
    media_type: str | None
    url: str | None
    format: str | None
    published: str | None
    today: date | None


REQUEST = Codec(ReadRequest)
ANSWER = Codec(ParsedDocument)


def run(message: Message) -> Message:
    """Do one reading."""
    request = REQUEST.read(message.head)
    raw = RawDocument(
        name=request.name,
        content=message.payload,
        media_type=request.media_type,
        url=request.url,
    )
    wish = Wish(
        format=request.format,
        published=Published.parse(request.published) if request.published else None,
        today=request.today,
    )
    parsed = read_by_kind(request.kind, raw, wish)
    told = replace(parsed, items=tuple(parsed.items), lines=tuple(parsed.lines))
    return Message(kind=DONE, payload=ANSWER.write(told))
