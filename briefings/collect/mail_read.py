"""A mail to items: its text without what mailers add, its readable attachments behind it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from briefings.collect import chrome
from briefings.collect.build import Given
from briefings.collect.feed_dates import plausible, read_date
from briefings.collect.html_blocks import Anchor, Block
from briefings.collect.html_furniture import furniture_role
from briefings.collect.html_links import untracked
from briefings.collect.html_main import without_more
from briefings.collect.html_markdown import markdown
from briefings.collect.html_sheet import Sheet
from briefings.collect.html_stories import MIN_STORIES, Told, calls_itself_digest, read_stories
from briefings.collect.mail_parts import Attachment, Mail, sender_name
from briefings.collect.read import read_document
from briefings.collect.table import CONFIDENT
from briefings.model.documents import DocumentText, ParsedDocument, RawDocument, Role, TakenLine
from briefings.model.items import ParsedItem, SourceRef
from briefings.model.times import Precision, Published
from briefings.text.language import language_of
from briefings.text.links import find_links

MAX_ATTACHMENTS = 20
HTML_SHARE = 0.6
"""The HTML part counts where it holds at least so much of the plain part's length."""

_FORWARDED = re.compile(
    r"^[-\s_=>]*(?:forwarded message|original message|begin forwarded message:?|전달된? "
    r"메(?:시지|일)|"
    r"원본 메(?:시지|일)|원문 메(?:시지|일))[-\s_=>]*$",
    re.IGNORECASE,
)
_HEADER_LINE = re.compile(
    r"^[>\s*]*(?P<name>from|to|cc|bcc|sent|date|subject|reply-to|보낸\s?사람|보낸이|발신|"
    r"받는\s?사람|받는이|수신|"
    r"참조|보낸\s?날짜|날짜|제목)\*?\s?[:：]\*?\s?(?P<value>.*)$",
    re.IGNORECASE,
)
_SUBJECT_PREFIX = re.compile(
    r"^(?:(?:re|fwd?|fw|전달|답장|회신|광고)\s?[:：]|[\[(](?:fwd?|전달|광고)[\])])\s*",
    re.IGNORECASE,
)
_END = re.compile(
    r"(?:수신\s?거부|수신을?\s?원(?:하지|치)|구독\s?(?:을\s?)?(?:취소|해지|중단)|메일\s?수신|"
    r"발신\s?전용|이\s?메일은|본\s?메일은|"
    r"unsubscribe|opt[- ]?out|"
    r"manage (?:your )?(?:email )?(?:preferences|subscription)|update (?:your )?(?:email "
    r")?preferences|you(?:['’]re| are) receiving|you (?:have )?received this|"
    r"sent (?:to you )?by .{0,40}(?:mailchimp|substack|newsletter)|view (?:this email )?in "
    r"(?:your )?browser)",
    re.IGNORECASE,
)
_VIEW = re.compile(
    r"(?:웹|브라우저|인터넷|홈페이지)에서\s?(?:보기|확인|열기)|(?:메일|이미지|화면)이?\s?(?:잘|"
    r"제대로)\s?(?:안\s?)?보이지|view "
    r"(?:this )?(?:email |message |newsletter )?(?:in|on) (?:your |a |the )?(?:browser|web|"
    r"online)|trouble viewing|images? not displaying|read (?:this )?online",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"^--\s?$")
_SHORT_CHARS = 160
_LAST_SHARE = 0.55
"""Footers stand in the last part of a mail: a line about subscriptions before it is text."""


@dataclass(frozen=True, kw_only=True, slots=True)
class MailText:
    """A mail ready to be split: its blocks (of HTML) or its lines (of plain text)."""

    subject: str | None
    published: Published | None
    sender: str | None = None
    blocks: tuple[Block, ...] = ()
    plain: str = ""
    doubts: tuple[str, ...] = ()


def mail_text(mail: Mail, blocks: Sequence[Block], *, today: date | None) -> MailText:
    """The mail's own text: forwarding headers read and left out, footers and tracking too.

    `blocks` are those of its HTML part; the plain part counts where it says much more.
    """
    published, doubts = _date(mail.date, today)
    subject = _subject(mail.subject)
    html_chars = sum(len(block.text) for block in blocks)
    if blocks and html_chars >= HTML_SHARE * len(mail.plain.strip()):
        lines = [block.text for block in blocks]
        kept, inner = _without_headers(lines)
        kept = _without_footer(lines, kept)
        cleaned = tuple(_untracked(blocks[index]) for index in kept)
        plain = ""
    else:
        lines = mail.plain.split("\n")
        kept, inner = _without_headers(lines)
        cleaned = ()
        kept = _without_footer(lines, kept)
        plain = _links_untracked("\n".join(_unquoted(lines[index]) for index in kept))
    forwarded = read_date(inner.get("date", "")) if inner else None
    if forwarded is not None and plausible(forwarded, today):
        published = forwarded
    return MailText(
        subject=_subject(inner.get("subject", "")) or subject,
        published=published,
        sender=sender_name(inner.get("from", "") or mail.sender),
        blocks=cleaned,
        plain=plain.strip(),
        doubts=(*doubts, *(f"left out of the mail: {name}" for name in mail.left_out)),
    )


def mail_blocks(parse: Callable[[str], Sequence[Block]], mail: Mail) -> tuple[Block, ...]:
    """The blocks of the HTML part; none where it cannot be parsed or is not there."""
    return tuple(map(without_more, parse(mail.html))) if mail.html.strip() else ()


def _subject(text: str) -> str | None:
    text = " ".join(text.split())
    while (found := _SUBJECT_PREFIX.match(text)) is not None:
        text = text[found.end() :]
    return text or None


def _date(text: str, today: date | None) -> tuple[Published | None, tuple[str, ...]]:
    found = read_date(re.sub(r"\([^()]*\)", "", text).strip()) if text else None
    if found is None:
        return None, ()
    if not plausible(found, today):
        return None, (f"the mail's date {text[:40]!r} cannot be true: left out",)
    return found, ()


def _without_headers(lines: Sequence[str]) -> tuple[list[int], dict[str, str]]:
    """Lines that are no header of a forwarded mail, and what those headers say."""
    kept: list[int] = []
    inner: dict[str, str] = {}
    in_headers = False
    for index, line in enumerate(lines):
        found = _HEADER_LINE.match(line) if len(line) < 300 else None
        if _FORWARDED.match(line):
            in_headers = True
        elif found is not None and (in_headers or _starts_headers(lines, index)):
            in_headers = True
            inner.setdefault(_english(found["name"]), found["value"].strip())
        elif in_headers and not line.strip() and len(inner) < 2:
            continue
        else:
            in_headers = False
            kept.append(index)
    return kept, inner


def _starts_headers(lines: Sequence[str], index: int) -> bool:
    """Three header lines on end, as mail programs quote them."""
    names = {
        _english(found["name"])
        for line in lines[index : index + 5]
        if len(line) < 300 and (found := _HEADER_LINE.match(line))
    }
    return len(names) >= 3 and "subject" in names


def _english(name: str) -> str:
    name = name.lower().replace(" ", "")
    return {
        "제목": "subject",
        "보낸사람": "from",
        "보낸이": "from",
        "발신": "from",
        "보낸날짜": "date",
        "날짜": "date",
        "sent": "date",
    }.get(name, name)


def _without_footer(lines: Sequence[str], kept: list[int]) -> list[int]:
    """Nothing from the first footer line in the mail's last part on, nor "view in browser"."""
    total = sum(len(lines[index]) for index in kept) or 1
    seen = 0
    remaining: list[int] = []
    for index in kept:
        line = lines[index].strip()
        late = seen >= total * _LAST_SHARE
        seen += len(lines[index])
        if len(line) <= _SHORT_CHARS and _VIEW.search(line):
            continue
        if late and (
            _SIGNATURE.match(line) or (len(line) <= 2 * _SHORT_CHARS and _END.search(line))
        ):
            break
        remaining.append(index)
    while remaining and _is_footer_line(lines[remaining[-1]]):
        remaining.pop()
    return remaining


def _is_footer_line(line: str) -> bool:
    line = line.strip()
    return len(line) <= _SHORT_CHARS and (
        not line or chrome.is_footer(line) or chrome.is_copyright(line) or chrome.is_button(line)
    )


def _unquoted(line: str) -> str:
    return re.sub(r"^(?:> ?)+", "", line)


def _untracked(block: Block) -> Block:
    if not block.anchors and not block.more:
        return block
    return replace(block, anchors=_targets(block.anchors), more=_targets(block.more))


def _targets(anchors: Sequence[Anchor]) -> tuple[Anchor, ...]:
    return tuple(replace(anchor, url=untracked(anchor.url)) for anchor in anchors if anchor.url)


_BARE_LINK = re.compile(r"https?://[^\s<>\"')\]]+")


def _links_untracked(text: str) -> str:
    return _BARE_LINK.sub(lambda found: untracked(found[0]), text)


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
            format="mail/message",
            text="",
            items=(),
            title=text.subject,
            doubts=text.doubts,
        )
    document = DocumentText(name=raw.name, text=plain)
    split = read_document(document, format=format, published=dated, today=today)
    if format is not None or (split.confidence >= CONFIDENT and len(split.items) >= MIN_STORIES):
        return replace(
            split,
            format=f"mail/{split.format}",
            title=text.subject or split.title,
            published=split.published or dated,
            doubts=(*text.doubts, *split.doubts),
            items=tuple(
                _with_source(_sharper(item, text.published), _sender(text)) for item in split.items
            ),
            lines=tuple(split.lines),
        )
    return _one_story(text, raw, plain, dated)


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
        role = furniture_role(block.text) or Role.BODY
        _, last = sheet.add(role, block.text, item=1 if role is Role.BODY else 0)
        if role is Role.BODY:
            end = last
            body.append(block.text)
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
        format="mail/message",
        text=sheet.text,
        items=(item,) if body or text.subject else (),
        title=text.subject,
        published=published,
        doubts=text.doubts,
        lines=sheet.lines,
    )


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
    text = mail_document.text
    items = list(mail_document.items)
    lines: list[TakenLine] = list(mail_document.lines)
    doubts = list(mail_document.doubts)
    for part in parts:
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


def _shifted(item: ParsedItem, offset: int, before: int) -> ParsedItem:
    start, end = item.span
    return replace(item, position=item.position + before, span=(start + offset, end + offset))
