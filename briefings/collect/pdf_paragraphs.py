"""The lines of a PDF page to paragraphs: which line goes on in the next, and with what between."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import quantiles

from briefings.collect.html_furniture import MORE
from briefings.collect.marks import mark_of
from briefings.collect.pdf_columns import PdfLine
from briefings.model.markup import SOFT_HYPHEN

PARAGRAPH_GAP = 1.25
"""Lines farther apart than so many times the usual distance of their size are paragraphs."""
USUAL_STEP = 1.5
"""From line to line, in times of the letters' size, where no two lines tell."""
FARTHEST_STEP = 3.0
MIN_STEPS = 3
SAME_SIZE_SHARE = 0.06
INDENT = 0.8
"""A line that starts so many letters farther right than the one above starts a paragraph."""
SPACE_WIDTH = 0.25
CUT_ROOM = 1.2
"""Where words are cut at the margin, a full line leaves less room than so many letters."""
CUT_SHARE = 0.04
"""So many of a text's line ends tell that words are cut there, or they are chance."""
_STEM_CHARS = 2

_SENTENCE_END = re.compile(r"(?:[.!?。…]|다|요|음|함)[\"'”’)\]」』》〉]*$")
_BRACKET_LINE = re.compile(r"[(\[<【〈《「].{1,80}[)\]>】〉》」]")
_REST_OF_WORD = re.compile(
    r"(?:다|요|죠|까|니다|습니다|입니다|했다|됐다|였다|이다|있다|한다|된다)[.!?]|"
    r"(?:을|를|은|는|에|로|와|과|의|으로|에서|에게|까지|부터|라고|이라고|에는|에도|들이|들은|"
    r"들을)(?=[\s,])"
)
"""A word cut at the line's end goes on with these; none of them starts a word of its own."""
_CUT_NUMBER = re.compile(r"\d[,.]?$")
_ENDED_WORD = re.compile(
    r"(?:[^\w\s]|을|를|은|는|이|가|에|의|로|와|과|도|만|고|며|면|서|게|지|한|할|된|될|던|인|일|"
    r"적|들|째|라|나|야|해|아|어|여|께|히|까지|부터|마다|처럼|보다)$"
)
"""Words of Korean end with a particle, an ending or a mark."""
_NO_WORD = frozenset("은는을를의에로와과도만면고며가서들사여자")
"""A syllable by itself that is no word of its own at a line's end."""
_HANGUL_END = re.compile(r"(?:[가-힣\d]|\d,)$")
_WORD_START = re.compile(r"[가-힣\d]")
_PARTED = re.compile(r"[a-z]-$")
_CLOSING = (".", ",", ")", "]", "!", "?", "…", "”", "’", "」", "』", "》", "〉")
_FIRST_WIDE = "\u1100"
_WORD = re.compile(r"[가-힣]{2,12}")
_UNSPACED = re.compile(r"[\u2e80-\u30ff\u31f0-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]")
UNSPACED_CHARS = 2
TURNED_CHARS = 40
"""Shorter lines at a page's end are titles and notes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """Lines that belong together as one, and where they stand."""

    text: str
    lines: tuple[PdfLine, ...]

    @property
    def first(self) -> PdfLine:
        """Its first line: all of them share its size."""
        return self.lines[0]

    @property
    def last(self) -> PdfLine:
        """Its last line."""
        return self.lines[-1]

    @property
    def urls(self) -> tuple[str, ...]:
        """The addresses that its lines link to."""
        return tuple(dict.fromkeys(url for line in self.lines for url in line.urls))


class Wrapping:
    """How a document breaks its lines: the usual distance of lines of a size, whether words are
    cut where the line ends, and which words it shows whole.
    """

    def __init__(self, pages: Sequence[Sequence[PdfLine]]) -> None:
        self._steps = _usual_steps(pages)
        self._whole = " ".join(line.text for lines in pages for line in lines)
        self._cut_sizes: frozenset[float] = frozenset()
        self._cut_sizes = self._sizes_of_cut_words(pages)
        self._stems = _stems(self._whole) if self._cut_sizes else frozenset()

    def _sizes_of_cut_words(self, pages: Sequence[Sequence[PdfLine]]) -> frozenset[float]:
        """The sizes of letters in which words are cut: titles may be broken otherwise."""
        ends: Counter[float] = Counter()
        cut: Counter[float] = Counter()
        for lines in pages:
            for one, other in itertools.pairwise(lines):
                if _HANGUL_END.search(one.text) and self._goes_on(one, other):
                    ends[_rounded(one.size)] += 1
                    cut[_rounded(one.size)] += _is_surely_cut(one.text, other.text)
        return frozenset(size for size in cut if cut[size] > ends[size] * CUT_SHARE)

    def paragraphs(self, lines: Sequence[PdfLine]) -> Iterator[Paragraph]:
        """The paragraphs of a page; one may go on at the top of the next column."""
        members: list[PdfLine] = []
        text = ""
        for line in lines:
            if members and self._goes_on(members[-1], line):
                text = self._joined(text, line)
            else:
                if members:
                    yield Paragraph(text=text.rstrip(SOFT_HYPHEN), lines=tuple(members))
                members, text = [], line.text
            members.append(line)
        if members:
            yield Paragraph(text=text.rstrip(SOFT_HYPHEN), lines=tuple(members))

    def _goes_on(self, one: PdfLine, other: PdfLine) -> bool:
        """Whether a line's sentence goes on in the next: of one style, near, and broken by the
        margin, for the next line's first word had no room.
        """
        if not _may_go_on(one, other):
            return False
        if not self._is_full(one, other):
            return False
        if other.top < one.top:  # the next column
            return other.left > one.right and _SENTENCE_END.search(one.text) is None
        step = other.top - one.top
        if step > self._steps.get(_rounded(one.size), one.size * USUAL_STEP) * PARAGRAPH_GAP:
            return False
        return other.left <= one.left + INDENT * one.size or _is_listed(one.text)

    def turned(self, before: Paragraph, after: Paragraph) -> Paragraph | None:
        """Both as one where a sentence goes on overleaf, else `None`."""
        one, other = before.last, after.first
        if _SENTENCE_END.search(one.text) or not _may_go_on(one, other):
            return None
        if len(before.text) < TURNED_CHARS or _BRACKET_LINE.fullmatch(before.text):
            return None
        if not self._is_full(one, other):
            return None
        text = self._joined(before.text, other, after.text)
        return Paragraph(text=text, lines=(*before.lines, *after.lines))

    def _is_full(self, one: PdfLine, other: PdfLine) -> bool:
        if one.text.endswith(SOFT_HYPHEN):
            return True
        room = one.edge - one.right
        if _rounded(one.size) in self._cut_sizes and _HANGUL_END.search(one.text):
            return room < one.size * CUT_ROOM
        return room < _first_word_width(other) + SPACE_WIDTH * one.size

    def _joined(self, text: str, added: PdfLine, whole: str | None = None) -> str:
        """`text` with a line behind it, or with all of the paragraph that the line starts."""
        line = added.text if whole is None else whole
        if text.endswith(SOFT_HYPHEN) or (_PARTED.search(text) and line[:1].islower()):
            word, rest = text[:-1], _first_word(line)
            kept = "-" if f"{_last_word(word)}-{rest}" in self._whole else ""
            return f"{word}{kept}{line}"
        if line.startswith(_CLOSING) or (_is_unspaced(text[-1:]) and _is_unspaced(line[:1])):
            return text + line
        cuts = _rounded(added.size) in self._cut_sizes
        return text + ("" if cuts and self._is_cut(text, line) else " ") + line

    def _is_cut(self, text: str, line: str) -> bool:
        """Whether a word of Korean, or a number, goes on in the next line."""
        if not _HANGUL_END.search(text) or not _WORD_START.match(line):
            return False
        if _is_surely_cut(text, line):
            return True
        last, first = _last_word(text), _first_word(line)
        if last in _NO_WORD:
            return True
        if line[:1].isdigit():
            return False
        if (last + first)[: len(last) + _STEM_CHARS] in self._stems and len(last + first) > 2:
            return True
        return _ENDED_WORD.search(last) is None


def _usual_steps(pages: Sequence[Sequence[PdfLine]]) -> Mapping[float, float]:
    """From line to line inside a paragraph, for every size: one of the shorter distances."""
    steps: dict[float, list[float]] = defaultdict(list)
    for lines in pages:
        for one, other in itertools.pairwise(lines):
            step = other.top - one.top
            if 0 < step < one.size * FARTHEST_STEP and _is_one_style(one, other):
                steps[_rounded(one.size)].append(step)
    return {
        size: quantiles(found, n=5)[0] for size, found in steps.items() if len(found) >= MIN_STEPS
    }


def _rounded(size: float) -> float:
    return round(size * 2) / 2


def _may_go_on(one: PdfLine, other: PdfLine) -> bool:
    if one.is_row or other.is_row:
        return False
    return _is_one_style(one, other) and not _starts_anew(one, other)


def _is_one_style(one: PdfLine, other: PdfLine) -> bool:
    return one.bold == other.bold and abs(one.size - other.size) <= SAME_SIZE_SHARE * one.size


def _starts_anew(one: PdfLine, other: PdfLine) -> bool:
    """Whether a line starts with a number or mark of its own, is an address, a note in brackets
    or a link such as "read more". The ends of cut words may look like marks.
    """
    text = other.text
    if other.urls and MORE.match(text):
        return True
    if _is_surely_cut(one.text, text):
        return False
    if mark_of(text).style or text.startswith(("http://", "https://")):
        return True
    return _BRACKET_LINE.fullmatch(text) is not None


def _is_listed(text: str) -> bool:
    """The lines of a listed entry hang below its first word."""
    return bool(mark_of(text).style)


def _is_unspaced(char: str) -> bool:
    """Whether a letter or mark is of a script that has no spaces between words."""
    return _UNSPACED.match(char) is not None


def _first_word(text: str) -> str:
    """Scripts without spaces are broken behind any letter, but not before a mark."""
    if _is_unspaced(text[:1]):
        return text[:UNSPACED_CHARS]
    return text.split(maxsplit=1)[0] if text.strip() else ""


def _last_word(text: str) -> str:
    return text.rsplit(maxsplit=1)[-1] if text.strip() else ""


def _first_word_width(line: PdfLine) -> float:
    """As its letters' share of the line: those of Korean are twice as wide as others."""
    whole = _letters(line.text)
    return (line.right - line.left) * _letters(_first_word(line.text)) / whole if whole else 0.0


def _letters(text: str) -> float:
    return sum(1.0 if char >= _FIRST_WIDE else 0.5 for char in text)


def _is_surely_cut(text: str, line: str) -> bool:
    """An ending, a particle or the rest of a number stands alone at the start of the line."""
    if _REST_OF_WORD.match(line) is not None:
        return "가" <= text[-1:] <= "힣"
    return _CUT_NUMBER.search(text) is not None and line[:1].isdigit()


def _stems(text: str) -> frozenset[str]:
    """The starts of all words of a text."""
    return frozenset(
        word[:length] for word in _WORD.findall(text) for length in range(2, len(word) + 1)
    )
