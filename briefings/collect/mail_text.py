"""A mail to its own text: forwarding headers read, footers and tracking links left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from briefings.collect.buttons import is_button
from briefings.collect.chrome import is_copyright, is_footer
from briefings.collect.feed_dates import plausible, read_date
from briefings.collect.html_blocks import Block
from briefings.collect.html_links import shared_parameters, untracked
from briefings.collect.html_main import without_more
from briefings.collect.html_tracking import without_tracking
from briefings.collect.mail_parts import Mail, sender_name
from briefings.model.times import Published

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
    r"配信停止|配信解除|購読解除|登録解除|退订|退訂|取消订阅|取消訂閱|このメールは|本邮件|此邮件|本郵件|"
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
_CLOSING = re.compile(
    r"(?:(?:늘|항상|대단히|진심으로)\s?)?(?:감사합니다|고맙습니다|감사드립니다)[.!~]*(?:\s.{0,12}드림)?$|.{0,12}\s드림$|"
    r"(?:thanks|thank you|(?:best|kind) regards|regards|cheers)[,.!]*$",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"^--\s?$")
_SHORT_CHARS = 160
_NOTE_CHARS = 200
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
    if blocks and html_chars >= HTML_SHARE * len(_BARE_LINK.sub("", mail.plain).strip()):
        lines = [block.text for block in blocks]
        kept, inner = _without_headers(lines)
        kept = _without_footer(lines, kept)
        cleaned = without_tracking([_linked(blocks[index]) for index in kept])
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
    headers: list[int] = []
    in_headers = False
    for index, line in enumerate(lines):
        found = _HEADER_LINE.match(line) if len(line) < 300 else None
        if _FORWARDED.match(line):
            in_headers = True
        elif found is not None and (in_headers or _starts_headers(lines, index)):
            in_headers = True
            headers.append(index)
            inner.setdefault(_english(found["name"]), found["value"].strip())
        elif in_headers and not line.strip() and len(inner) < 2:
            continue
        else:
            in_headers = False
            kept.append(index)
    return (_behind(lines, kept, headers) if "subject" in inner else kept), inner


def _behind(lines: Sequence[str], kept: list[int], headers: Sequence[int]) -> list[int]:
    """What was forwarded, without the word or two of the one who did; longer ones are text."""
    below = [index for index in kept if index > headers[0]]
    note = sum(len(lines[index].strip()) for index in kept if index < headers[0])
    return below if note <= _NOTE_CHARS and any(lines[index].strip() for index in below) else kept


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
        not line
        or _CLOSING.match(line) is not None
        or is_footer(line)
        or is_copyright(line)
        or is_button(line)
    )


def _unquoted(line: str) -> str:
    return re.sub(r"^(?:> ?)+", "", line)


_BARE_LINK = re.compile(r"https?://[^\s<>\"')\]]+")


def _linked(block: Block) -> Block:
    """The block without anchors that lead nowhere: a mail has no address of its own."""
    return replace(
        block,
        anchors=tuple(anchor for anchor in block.anchors if anchor.url),
        more=tuple(anchor for anchor in block.more if anchor.url),
    )


def _links_untracked(text: str) -> str:
    shared = shared_parameters(_BARE_LINK.findall(text))
    return _BARE_LINK.sub(lambda found: untracked(found[0], shared), text)
