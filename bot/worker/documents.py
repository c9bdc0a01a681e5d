"""Pages, PDF files, mails and broken feeds to parsed documents, with the libraries at hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from bot.worker.feeds import lenient_feed
from bot.worker.pages import parse_page
from bot.worker.pdf import parse_pdf
from briefings.collect.dating import Given
from briefings.collect.decode import decode
from briefings.collect.feed_read import read_feed
from briefings.collect.html_blocks import Block, blocks_of
from briefings.collect.html_charset import decode_markup
from briefings.collect.html_read import read_page
from briefings.collect.kinds import Kind, sniff, unpacked
from briefings.collect.mail_parts import parse_mail
from briefings.collect.mail_read import joined, read_mail_text, readable_attachments
from briefings.collect.mail_text import mail_blocks, mail_text
from briefings.collect.pdf_stories import from_address, read_by_size, with_missed
from briefings.collect.pdf_text import pdf_text
from briefings.collect.read import read_document
from briefings.collect.table import CONFIDENT
from briefings.errors import UnreadableDocument
from briefings.model.documents import DocumentText, ParsedDocument, RawDocument
from briefings.model.times import Published

ARTICLE_CHARS = 200
ARTICLE_CONFIDENCE = 0.6
"""A PDF file of so much prose that fits no other kind is taken for one article, so surely."""
DATED_CHARS = 80
"""So much is enough below a title and a date."""

TABLES = "clippings"
TABLES_CONFIDENCE = 0.8
"""The reader of PDF files that are nothing but tables, and how surely it reads them."""

MAX_DEPTH = 3
"""Mails in mails are read so deep."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """How to read: the inner `format` (a plain kind's name), and what is known beside the bytes."""

    format: str | None = None
    published: Published | None = None
    today: date | None = None


def read_by_kind(kind: Kind, raw: RawDocument, wish: Wish, *, depth: int = 0) -> ParsedDocument:
    """Read `raw` as `kind`. Raises `UnreadableDocument` naming the document and the mend."""
    if kind is Kind.HTML:
        return _page(raw, wish)
    if kind is Kind.PDF:
        return _pdf(raw, wish)
    if kind is Kind.MAIL:
        return _mail(raw, wish, depth)
    if kind in {Kind.FEED, Kind.JSON_FEED}:
        return _feed(raw, wish)
    return read_document(
        decode(raw), format=wish.format, published=wish.published, today=wish.today
    )


def _page(raw: RawDocument, wish: Wish) -> ParsedDocument:
    text = decode_markup(raw.content, media_type=raw.media_type)
    page = parse_page(text, raw.name)
    return read_page(page, raw, format=wish.format, published=wish.published, today=wish.today)


def _pdf(raw: RawDocument, wish: Wish) -> ParsedDocument:
    told = pdf_text(parse_pdf(raw.content, raw.name), raw.name)
    document = DocumentText(name=raw.name, text=told.text, media_type=raw.media_type, url=raw.url)
    found = read_document(
        document,
        format=wish.format or (TABLES if told.is_tables else None),
        published=wish.published,
        today=wish.today,
    )
    if wish.format is None and told.is_tables:
        found = replace(found, confidence=min(found.confidence, TABLES_CONFIDENCE))
    elif wish.format is None:
        given = Given(name=raw.name, published=wish.published, today=wish.today)
        if found.confidence < CONFIDENT or found.format == "article":
            found = read_by_size(told.blocks, given, found)
        else:
            found = with_missed(told.blocks, given, found)
        if found.confidence < CONFIDENT:
            found = _one_article(told.text, raw, wish) or found
    address = raw.url or told.address
    if found.format == "article" and address is not None:
        found = replace(found, items=tuple(from_address(item, address) for item in found.items))
    return replace(found, format=f"pdf/{found.format}", lines=tuple(found.lines))


def _one_article(text: str, raw: RawDocument, wish: Wish) -> ParsedDocument | None:
    """A file that is no report or newsletter but tells something is one article, less surely."""
    found = read_document(
        DocumentText(name=raw.name, text=text),
        format="article",
        published=wish.published,
        today=wish.today,
    )
    told = sum(len(item.body) for item in found.items)
    enough = ARTICLE_CHARS if found.published is None or found.title is None else DATED_CHARS
    return replace(found, confidence=ARTICLE_CONFIDENCE) if told >= enough else None


def _feed(raw: RawDocument, wish: Wish) -> ParsedDocument:
    feed = lenient_feed(decode_markup(raw.content, media_type=raw.media_type), raw.name)
    return read_feed(feed, raw, published=wish.published, today=wish.today)


def _mail(raw: RawDocument, wish: Wish, depth: int) -> ParsedDocument:
    mail = parse_mail(raw.content)
    if mail.page_url is not None and mail.html:  # a page that a browser saved as a mail
        saved = replace(
            raw,
            content=mail.html.encode(),
            media_type="text/html; charset=utf-8",
            url=mail.page_url,
        )
        return _page(saved, wish)

    def blocks(html: str) -> tuple[Block, ...]:
        return blocks_of(parse_page(html, raw.name).root, base=None)

    text = mail_text(mail, mail_blocks(blocks, mail), today=wish.today)
    own = read_mail_text(text, raw, format=wish.format, published=wish.published, today=wish.today)
    parts = []
    inner = replace(wish, published=text.published or wish.published)
    for attachment in readable_attachments(mail) if depth < MAX_DEPTH else ():
        document = RawDocument(
            name=f"{raw.name}/{attachment.name}",
            content=attachment.content,
            media_type=attachment.media_type,
        )
        try:
            document = unpacked(document)
            parts.append(read_by_kind(sniff(document), document, inner, depth=depth + 1))
        except UnreadableDocument as error:
            own = replace(own, doubts=(*own.doubts, str(error)))
    if not own.items and not any(part.items for part in parts):
        raise UnreadableDocument(f"{raw.name}: the mail holds no text; forward it as text or HTML")
    return joined(own, parts)
