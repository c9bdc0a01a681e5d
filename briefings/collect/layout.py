"""A text seen as a page: what each of its lines looks like, before anyone says what it means."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterator
from datetime import date
from typing import TypeVar, cast

from briefings.collect.buttons import is_button
from briefings.collect.bylines import is_byline, is_byline_time
from briefings.collect.captions import is_caption
from briefings.collect.chrome import (
    MAX_CHROME_CHARS,
    MAX_NOTE_CHARS,
    is_copyright,
    is_footer,
    is_furniture,
    is_label,
    is_page_number,
    is_related,
)
from briefings.collect.credits import credit_lines
from briefings.collect.marks import TAG_NAME, Mark, mark_of, may_have_mark, plain
from briefings.collect.sources import is_credit_line, source_rest
from briefings.collect.tails import bracket_line, split_tail
from briefings.model.times import Precision
from briefings.text.dates import find_dates, find_yearless
from briefings.text.lines import Lines, trimmed
from briefings.text.links import find_links

BLANK = 1
RULE = 2
MARKED = 4
BULLET = 8
SENTENCE = 16
LINK = 32
LINK_ONLY = 64
SOURCE = 128
DATE = 256
FURNITURE = 512
CAPTION = 1024
BYLINE = 2048
RELATED = 4096
PAGE = 8192
LONG = 16384

Found = TypeVar("Found")

MAX_KEPT_CHARS = 150_000
"""What is found in longer texts is not kept."""

MAX_LINE_CHARS = 400
"""Longer lines are prose: no mark, caption or source is that long."""

MAX_SOURCE_CHARS = 2_500
"""A source line with its link is not longer."""

MAX_WORDS_CHARS = 200_000
"""So much of one line is read; no paragraph that a person wrote is longer."""

MAX_LETTERS_BESIDE_TIME = 40
"""Beside an exact time may stand a category, a title or a writer."""

MAX_WIDTH_BESIDE_DAY = 18
"""Beside a mere day stands an outlet or an issue at most, in columns (Korean letters are two)."""

MAX_BUTTON_CHARS = 24
"""A bullet longer than this is no button, no page number and no by-line."""

NOT_BODY = RULE | LINK_ONLY | SOURCE | FURNITURE | CAPTION | RELATED | PAGE | BLANK

_RULE = re.compile(
    r"(?:[-=_*~─━═—–•+#☆★◇◆■□▬·.ㅡ]\s{0,3}){3,400}|"
    rf"</?{TAG_NAME}\b[^<>]{{0,40}}/?>(?:\s{{0,3}}</?{TAG_NAME}\b[^<>]{{0,40}}/?>){{0,6}}|"
    r"--|\|?(?:\s{0,3}:?-{2,}:?\s{0,3}\|?){2,30}|&nbsp;|\[//\]:.{0,200}"
)
_RULE_STARTS = frozenset("-=_*~─━═—–•+#☆★◇◆■□▬·.ㅡ<|:&[")
_PICTURE = re.compile(r"!\[[^\[\]]{0,300}\](?:\([^()]{0,500}\)|\[[^\[\]]{0,60}\])\.?")
_ARROWS = frozenset("▲△")
MIN_ARROWS = 3
"""Fewer lines behind an arrow are captions."""

_CLOSERS = "\"'”’)」』】〉》]*_ \u200b"
_DATE_HINT = re.compile(
    r"\d{4}|\d\d?[./]\s?\d|\d\s?월|(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
)
_WORD_CHARS = re.compile(r"[^\W\d_]")
_DATE_WORDS = re.compile(
    r"(?:날짜|일자|작성일|게시일|발행일|등록일|입력|승인|수정|최종수정|등록|작성|발행|게재|date|"
    r"published|updated|posted|on|at|"
    r"第\s?\d{1,5}\s?[号期號]|発行|公開|掲載|更新|配信|发布|發布|发表|时间|日期|"
    r"제?\s?\d{1,5}\s?호|vol\.?\s?\d{1,5}|issue\s?#?\d{0,5}|no\.?\s?\d{1,5}|요일|월|화|수|목|금|"
    r"토|일|mon|"
    r"tue|wed|thu|fri|sat|sun|day|[(）)(|/·:,.\s~-])",
    re.IGNORECASE,
)


def ends_as_sentence(words: str) -> bool:
    """Whether the words end with a full stop (`…`, `!` and `?` may end a title too)."""
    end = words.rstrip(_CLOSERS)
    if end[-1:] in {"。", "．"}:
        return True
    return end[-1:] == "." and end[-2:-1] != "." and not end[-2:-1].isdigit()


def is_rule(words: str) -> bool:
    """Whether trimmed words of a line are a drawn line, a table's border or mere tags."""
    return words[0] in _RULE_STARTS and _RULE.fullmatch(words) is not None


def is_date_line(line: str) -> bool:
    """Whether the line dates something and says little else."""
    if len(line) > 80 or _DATE_HINT.search(line) is None or ends_as_sentence(line):
        return False
    found = find_dates(line)
    if not found:
        yearless = find_yearless(line, _ANY_DAY)
        return (
            len(line) <= 24
            and len(yearless) == 1
            and not _other_words(line, yearless[0].start, yearless[0].end)
        )
    rest = line
    for one in reversed(found):
        rest = rest[: one.start] + " " + rest[one.end :]
    letters = "".join(_WORD_CHARS.findall(_DATE_WORDS.sub(" ", rest)))
    if found[0].when.precision is Precision.INSTANT:
        return len(letters) <= MAX_LETTERS_BESIDE_TIME
    if sum(2 if char > "\u1100" else 1 for char in letters) > MAX_WIDTH_BESIDE_DAY:
        return False
    tail = split_tail(line)
    return not (tail.sources and tail.date_text)


def _other_words(line: str, start: int, end: int) -> bool:
    rest = _DATE_WORDS.sub(" ", line[:start] + " " + line[end:])
    return bool(_WORD_CHARS.search(rest))


_ANY_DAY = date(2020, 6, 15)
"""Lends its year to a day without one, where only its shape is asked for."""


class Layout:
    """The lines of a text with flags (`BLANK`, `MARKED`, `SENTENCE` …), two bytes a line.

    Lines are looked at when the first flag is asked for: data need no flags.
    """

    __slots__ = ("_ends", "_found", "_known", "_starts", "flags", "lines", "text")

    flags: array[int]

    def __init__(self, text: str, start: Layout | None = None) -> None:
        """`start` is the layout of the start of `text`: its lines are not looked at again."""
        self.text = text
        self.lines = lines = Lines(text)
        self._starts, self._ends = lines.starts, lines.ends
        self._found: dict[Callable[[Layout], object], object] = {}
        self._known = start.flags[: max(0, len(start) - 1)] if start is not None else array("H")

    def __getattr__(self, name: str) -> array[int]:
        """The flags, on the first look at them alone."""
        if name != "flags":
            raise AttributeError(name)
        lines, flags, known = self.lines, self._known, len(self._known)
        flags.extend(
            _flags(lines[index])
            if lines.length(index) <= MAX_SOURCE_CHARS
            else _long_flags(lines, index)
            for index in range(known, len(lines))
        )
        self.flags = flags
        for index in _marked_arrows(self, known):
            flags[index] = _short_flags(lines[index].strip(), arrow_marks=True)
        for index in list(self._credits()):
            flags[index] |= SOURCE
        return flags

    def _credits(self) -> Iterator[int]:
        other = LINK_ONLY | LONG | FURNITURE | CAPTION
        linked = [
            index for index, flags in enumerate(self.flags) if flags & LINK and not flags & other
        ]
        if all(self.has(index, SOURCE) for index in linked):
            return iter(())
        return credit_lines(
            self, linked, link=LINK, blank=BLANK | RULE, told=SENTENCE | LONG, source=SOURCE
        )

    def __len__(self) -> int:
        return len(self.lines)

    def once(self, look: Callable[[Layout], Found]) -> Found:
        """What `look` finds in the lines; in a short text it looks once, however often asked."""
        if len(self.text) > MAX_KEPT_CHARS:
            return look(self)  # what it finds would take room while the text is read
        if look not in self._found:
            self._found[look] = look(self)
        return cast("Found", self._found[look])

    def words(self, index: int) -> str:
        """The trimmed line, its mark still in front; of a monstrous line the start alone."""
        start, end = self._starts[index], self._ends[index]
        if end - start > MAX_WORDS_CHARS:
            end = start + MAX_WORDS_CHARS
        return trimmed(self.text[start:end])

    def mark(self, index: int) -> Mark:
        """The mark of a line and its plain words."""
        return mark_of(self.lines.head(index, MAX_WORDS_CHARS))

    def has(self, index: int, flags: int) -> bool:
        """Whether the line has any of `flags`."""
        return bool(self.flags[index] & flags)

    def filled(self, start: int = 0, end: int | None = None) -> Iterator[int]:
        """The lines from `start` to `end` that are neither blank nor rules."""
        flags = self.flags
        return (
            index
            for index in range(start, len(flags) if end is None else min(end, len(flags)))
            if not flags[index] & (BLANK | RULE)
        )

    def next_filled(self, index: int, end: int | None = None) -> int | None:
        """The first line after `index` that is neither blank nor a rule."""
        return next(self.filled(index + 1, end), None)

    def gap_before(self, index: int) -> int:
        """How many blank lines or rules stand right above a line; the top of the text counts 3."""
        count = 0
        while index - count > 0 and self.flags[index - count - 1] & (BLANK | RULE):
            count += 1
        return count if index - count > 0 else max(count, 3)

    def gap_after(self, index: int) -> int:
        """How many blank lines or rules stand right below a line; the end of the text counts 3."""
        count, last = 0, len(self.flags) - 1
        while index + count < last and self.flags[index + count + 1] & (BLANK | RULE):
            count += 1
        return count if index + count < last else max(count, 3)

    def is_headlike(self, index: int, *, max_chars: int = 100) -> bool:
        """Whether an unmarked line could be a heading: short, no sentence, nothing else known."""
        flags = self.flags[index]
        if flags & (NOT_BODY | SENTENCE | LONG | BULLET | DATE | BYLINE):
            return False
        words = self.words(index)
        return len(words) <= max_chars and not words.endswith((",", ":", ";", "，", "："))


def _marked_arrows(layout: Layout, start: int) -> list[int]:
    """Lines behind `▲` that are no captions: they stand right below each other, or over a text."""
    arrows = [
        index
        for index in range(start, len(layout))
        if layout.has(index, CAPTION) and layout.lines.head(index, 8).lstrip()[:1] in _ARROWS
    ]
    if len(arrows) < MIN_ARROWS:
        return []
    known = frozenset(arrows)
    marks = 0
    for index in arrows:
        below = layout.next_filled(index, index + 4)
        marks += below is not None and (below in known or below == index + 1)
    return arrows if marks * 10 >= len(arrows) * 6 else []


def _flags(line: str) -> int:
    words = trimmed(line)
    if not words:
        return BLANK
    if len(words) <= MAX_LINE_CHARS:
        return _short_flags(words)
    flags = LONG
    if ends_as_sentence(words[-12:]):
        flags |= SENTENCE
    if may_have_mark(words):
        flags |= _mark_flags(words)
    if "://" in words or "www." in words:
        flags |= LINK | _link_flags(words)
    return flags


def _long_flags(lines: Lines, index: int) -> int:
    """The flags of a line too long for a source line: it is not copied as a whole."""
    start, end = lines.start(index), lines.end(index)
    flags = _flags(lines.text[start : start + MAX_LINE_CHARS * 2]) or LONG
    flags = (flags & MARKED) | LONG
    if ends_as_sentence(trimmed(lines.text[end - 24 : end])):
        flags |= SENTENCE
    text = lines.text
    if text.find("://", start, end) >= 0 or text.find("www.", start, end) >= 0:
        flags |= LINK
    return flags


def _short_flags(words: str, *, arrow_marks: bool = False) -> int:
    if is_rule(words):
        return RULE
    flags = 0
    if may_have_mark(words):
        flags |= _mark_flags(words)
    if ends_as_sentence(words):
        flags |= SENTENCE
    if "://" in words or "www." in words:
        flags |= LINK | _link_flags(words)
    elif source_rest(words) is not None or bracket_line(words) is not None:
        flags |= SOURCE
    if words[:2] == "![" and _PICTURE.fullmatch(words) is not None:
        return flags | CAPTION
    shown = words.lstrip("▲△ ") if arrow_marks else words
    if flags & (LINK_ONLY | SOURCE) and not is_caption(shown):
        return flags
    if is_caption(shown):
        return flags | CAPTION
    seen = plain(words) if "](" in words or "**" in words else words
    if seen and len(seen) <= MAX_CHROME_CHARS:
        flags |= _chrome_flags(seen, flags)
    return flags


def _mark_flags(words: str) -> int:
    if is_plain_point(words):
        return MARKED | BULLET
    mark = mark_of(words)
    if not mark.style:
        return 0
    return MARKED | (BULLET if mark.bullet and not mark.symbol and mark.number is None else 0)


def _link_flags(words: str) -> int:
    if source_rest(words) is not None:
        return SOURCE
    rest = words
    links = find_links(words)
    for link in reversed(links):
        rest = rest[: link.start] + rest[link.end :]
    if _WORD_CHARS.search(rest) is None:
        buttons = all(link.label is not None and is_button(link.label) for link in links)
        return FURNITURE if buttons and links else LINK_ONLY
    return SOURCE if len(rest) <= MAX_CREDIT_CHARS and is_credit_line(words) else 0


MAX_CREDIT_CHARS = 70
"""Outlet, day and hour beside a link are shorter than this."""


def is_plain_point(words: str) -> bool:
    """Whether a trimmed line is a bullet with a letter behind it: no other mark can follow."""
    return words[:1] in "-*•+" and words[1:2] == " " and words[2:3].isalpha()


def _chrome_flags(words: str, flags: int) -> int:
    if flags & BULLET and len(words) > MAX_BUTTON_CHARS:
        return FURNITURE if is_copyright(words) or is_footer(words) or is_label(words) else 0
    if is_page_number(words):
        return PAGE
    if is_byline_time(words):
        return BYLINE | DATE
    if is_furniture(words):
        return FURNITURE
    if len(words) > MAX_NOTE_CHARS:
        return 0
    if is_related(words):
        return RELATED
    if is_byline(words):
        return BYLINE
    if not flags & MARKED and is_date_line(words):
        return DATE
    return 0
