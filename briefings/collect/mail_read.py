"""A mail to items: its text without what mailers add, its readable attachments behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from briefings.collect.dating import Given
from briefings.collect.draft import About
from briefings.collect.html_blocks import Anchor, Block
from briefings.collect.html_furniture import furniture_role
from briefings.collect.html_lines import MAX_HEAD_CHARS
from briefings.collect.html_main import squeezed
from briefings.collect.html_markdown import markdown
from briefings.collect.html_sheet import Sheet
from briefings.collect.html_stories import (
    FEWEST_STORIES,
    MIN_STORIES,
    Told,
    calls_itself_digest,
    read_stories,
)
from briefings.collect.mail_parts import Attachment, Mail
from briefings.collect.mail_stanzas import CONFIDENCE, read_stanzas
from briefings.collect.mail_text import MailText
from briefings.collect.read import read_document
from briefings.collect.release import names_release, without_label
from briefings.collect.sources import source_rest
from briefings.collect.table import CONFIDENT
from briefings.model.documents import DocumentText, ParsedDocument, RawDocument, Role, TakenLine
from briefings.model.items import ParsedItem, SourceRef
from briefings.model.times import Precision, Published
from briefings.text.language import language_of
from briefings.text.links import find_links

MAX_ATTACHMENTS = 20
RELEASE = "release"
"""The plain reader of mails whose subject says that a press release follows."""
BY_LINKS = "sourced"
"""The plain reader that parts stories by the links below them."""
MESSAGE = "mail/message"
COVER_CHARS = 500
"""A letter that goes with an attachment is no longer than this."""
NOTE_CHARS = 100
"""So short a note beside an attachment tells nothing of its own."""
_ATTACHED = re.compile(
    r"첨부|동봉|붙임|붙입니다|별첨|attach|enclosed|find (?:the|our|below)|forward|"
    r"添付|同封|附件|附檔|附上|随信",
    re.IGNORECASE,
)
SAME_START_CHARS = 40
"""Texts that start with so many letters alike are one text, sent twice."""


def read_mail_text(
    text: MailText,
    raw: RawDocument,
    *,
    format: str | None,  # noqa: A002 - the word that `--format` uses
    published: Published | None,
    today: date | None,
) -> ParsedDocument:
    """The mail's own items: several stories where it holds them, else one with its subject."""
    dated = text.published or published
    given = Given(name=raw.name, published=dated, today=today)
    digest = calls_itself_digest(text.subject)
    if text.blocks and format is None:
        told = Told(
            format="mail/stories",
            title=text.subject,
            published=text.published,
            doubts=text.doubts,
            sources=_sender(text),
        )
        found = read_stories(text.blocks, told, given, digest=digest)
        if found is not None:
            return found
    plain = text.plain or markdown(text.blocks)
    if not plain.strip():
        return ParsedDocument(
            name=raw.name,
            format=MESSAGE,
            text="",
            items=(),
            title=text.subject,
            doubts=text.doubts,
        )
    document = DocumentText(name=raw.name, text=plain)
    released = format is None and names_release(text.subject or "")
    split = read_document(
        document, format=RELEASE if released else format, published=dated, today=today
    )
    several = split.confidence >= CONFIDENT and _are_stories(split.items)
    stanzas = _stanzas(text, given) if format is None else None
    if stanzas is not None and not (several and _says_more(split, stanzas)):
        return stanzas
    if format is not None or several or (released and split.items):
        return replace(
            split,
            format=f"mail/{split.format}",
            title=without_label(text.subject or "") or split.title,
            published=split.published or dated,
            doubts=(*text.doubts, *split.doubts),
            items=tuple(
                _with_source(_sharper(item, text.published), _sender(text)) for item in split.items
            ),
            lines=tuple(split.lines),
        )
    return _one_story(text, raw, plain, dated)


def _says_more(split: ParsedDocument, stanzas: ParsedDocument) -> bool:
    """Whether numbers or marks tell the stories: links alone tell them less surely than stanzas."""
    return split.format != BY_LINKS and len(split.items) >= len(stanzas.items)


def _stanzas(text: MailText, given: Given) -> ParsedDocument | None:
    """A plain mail whose stories are stanzas that end with a link."""
    about = About(
        format="mail/stanzas",
        title=text.subject,
        published=text.published,
        sources=_sender(text),
        doubts=text.doubts,
        confidence=CONFIDENCE,
    )
    return read_stanzas(text.plain, given, about) if text.plain else None


def _are_stories(items: Sequence[ParsedItem]) -> bool:
    """Several; two are enough where each names where it comes from."""
    sourced = all(item.sources for item in items)
    return len(items) >= (FEWEST_STORIES if sourced else MIN_STORIES)


def _sender(text: MailText) -> tuple[SourceRef, ...]:
    return (SourceRef(name=text.sender),) if text.sender else ()


def _sharper(item: ParsedItem, sent: Published | None) -> ParsedItem:
    """A month that the text names is the mail's day, where that lies in it."""
    said = item.published
    if sent is None or said is None or said.precision is not Precision.MONTH:
        return item
    same = (said.day.year, said.day.month) == (sent.day.year, sent.day.month)
    return replace(item, published=sent) if same else item


def _with_source(item: ParsedItem, sources: tuple[SourceRef, ...]) -> ParsedItem:
    return item if item.sources else replace(item, sources=sources)


def _one_story(
    text: MailText, raw: RawDocument, plain: str, published: Published | None
) -> ParsedDocument:
    """A message as one item with the subject as its title."""
    sheet = Sheet()
    start, end = sheet.add(Role.TITLE, text.subject, item=1) if text.subject else (0, 0)
    links: list[str] = []
    body: list[str] = []
    for block in text.blocks or _plain_blocks(plain):
        role = _role(block, text.subject, first=not body)
        _, last = sheet.add(role, block.text, item=1 if role is Role.BODY else 0)
        if role is Role.BODY:
            end = last
            body.append(block.text)
        if role in {Role.BODY, Role.SOURCE}:
            links += [anchor.url for anchor in block.anchors if anchor.url]
    item = ParsedItem(
        position=1,
        title=text.subject,
        body="\n".join(body),
        published=published,
        sources=_sender(text),
        urls=tuple(dict.fromkeys(links)),
        language=language_of(f"{text.subject or ''}\n{' '.join(body)}"),
        span=(start, end),
    )
    return ParsedDocument(
        name=raw.name,
        format=MESSAGE,
        text=sheet.text,
        items=(item,) if body or text.subject else (),
        title=text.subject,
        published=published,
        doubts=text.doubts,
        lines=sheet.lines,
    )


def _role(block: Block, subject: str | None, *, first: bool) -> Role:
    if first and subject and squeezed(block.text) == squeezed(subject):
        return Role.REPEATED
    if len(block.text) <= MAX_HEAD_CHARS and source_rest(block.text) is not None:
        return Role.SOURCE
    return furniture_role(block.text) or Role.BODY


def _plain_blocks(plain: str) -> tuple[Block, ...]:
    """The lines of a plain mail, those that mailers broke joined again."""
    return tuple(
        Block(
            tag="p",
            text=paragraph,
            anchors=tuple(Anchor(text=link.url, url=link.url) for link in find_links(paragraph)),
        )
        for paragraph in _paragraphs(plain)
    )


def _paragraphs(plain: str) -> Iterator[str]:
    for part in re.split(r"\n\s*\n", plain):
        lines = [line.strip() for line in part.split("\n") if line.strip()]
        wide = [line for line in lines[:-1] if len(line) >= _WRAPPED_CHARS]
        if len(lines) > 1 and len(wide) == len(lines) - 1:
            yield " ".join(lines)
        else:
            yield from lines


_WRAPPED_CHARS = 55
"""Lines of a plain mail that are all so long were broken by the mailer."""


def readable_attachments(mail: Mail) -> tuple[Attachment, ...]:
    """Those that are read, at most `MAX_ATTACHMENTS`."""
    return mail.attachments[:MAX_ATTACHMENTS]


def joined(mail_document: ParsedDocument, parts: Sequence[ParsedDocument]) -> ParsedDocument:
    """One document of a mail and its attachments: texts one below the other, spans shifted."""
    if any(part.items for part in parts) and _is_cover(mail_document):
        mail_document = _as_cover(mail_document)
    text = mail_document.text
    items = list(mail_document.items)
    lines: list[TakenLine] = list(mail_document.lines)
    doubts = list(mail_document.doubts)
    for part in (_without_repeats(part, mail_document.items) for part in parts):
        text += "\n\n" if text else ""
        offset, first_line, first_item = len(text), text.count("\n"), len(items)
        items += [_shifted(item, offset, first_item) for item in part.items]
        lines += [
            replace(
                line,
                number=line.number + first_line,
                item=line.item + first_item if line.item else 0,
            )
            for line in part.lines
        ]
        doubts += [f"{part.name}: {doubt}" for doubt in part.doubts]
        text += part.text
    confidence = min([part.confidence for part in (mail_document, *parts) if part.items] or [0.0])
    return replace(
        mail_document,
        text=text,
        items=tuple(items),
        lines=tuple(lines),
        doubts=tuple(dict.fromkeys(doubts)),
        confidence=confidence,
    )


def _is_cover(mail: ParsedDocument) -> bool:
    """Whether a mail only says that something is attached, or nearly nothing."""
    if mail.format != MESSAGE or len(mail.items) != 1:
        return False
    body = mail.items[0].body
    if len(body) > COVER_CHARS or find_links(body):
        return False
    return len(body) <= NOTE_CHARS or _ATTACHED.search(body) is not None


def _as_cover(mail: ParsedDocument) -> ParsedDocument:
    """The mail without a story of its own."""
    lines = tuple(
        replace(line, item=0, role=Role.METADATA if line.role is Role.TITLE else Role.INTRO)
        if line.item
        else line
        for line in mail.lines
    )
    return replace(mail, items=(), lines=lines)


def _without_repeats(part: ParsedDocument, told: Sequence[ParsedItem]) -> ParsedDocument:
    """An attachment without the items that the mail itself tells."""
    known = {_start(item) for item in told}
    kept = [item for item in part.items if _start(item) not in known]
    numbers = {item.position: number for number, item in enumerate(kept, 1)}
    return replace(
        part,
        items=tuple(replace(item, position=numbers[item.position]) for item in kept),
        lines=tuple(
            line
            if not line.item
            else replace(line, item=numbers[line.item])
            if line.item in numbers
            else replace(line, item=0, role=Role.REPEATED)
            for line in part.lines
        ),
    )


def _start(item: ParsedItem) -> str:
    """How a text starts; the title of one without text."""
    return squeezed(item.body)[:SAME_START_CHARS] or squeezed(item.title or "")


def _shifted(item: ParsedItem, offset: int, before: int) -> ParsedItem:
    start, end = item.span
    return replace(item, position=item.position + before, span=(start + offset, end + offset))
