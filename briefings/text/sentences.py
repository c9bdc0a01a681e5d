"""Cuts a text into sentences, given as spans in code points."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from briefings.model.items import Span

SECTION_MARKS = "■□◆◇▣▶▷►●★☆◎"
"""Marks that open a section or a bullet, also in the middle of a line."""

CAPTION_MARKS = "▲△▼▽"
"""Marks that lead captions in articles and bullets in lists."""

BULLET_JOIN = " · "
"""What stands between two bullets that are shown in one paragraph."""

_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_MARK = re.compile(
    r"(?:[\s\u200b\ufeff]"
    rf"|[{SECTION_MARKS}•·ㆍ∙○▪▫‣⁃※▲△▼▽→➤➜✔✓✅☞◦❖]"
    r"|[-*+–—>#]+(?=\s)"
    r"|\(?\d{1,2}[.)](?=\s)"
    r"|[①-⑳❶-❿]"
    r"|[가나다라마바사아자차카타파하][.)](?=\s))+"
)
_SECTION = re.compile(rf"(?<=\s)[{SECTION_MARKS}]")
_BYLINE = re.compile(
    r"^[\[(【][^\[\]()【】\n]{1,20}=[^\[\]()【】\n]{1,30}[\])】]\s*"
    r"(?:[가-힣·,\s]{2,20}(?:기자|특파원|통신원)\s*(?:\([^()\n]{1,40}\)\s*)?=\s*)?"
    r"|^[\[(【][^\[\]()【】\n]{1,40}\s(?:(?:선임|전문|인턴|객원)\s?)?(?:기자|특파원|통신원)[\])】]\s*"
    r"|(?:기자|특파원|통신원)\s*(?:\([^()\n]{1,40}\)\s*)?=\s*"
    r"|[-\[(<【]\s?편집자\s?주\s?[-\])>】]\s*"
    r"|^(?=[A-Z]{3})[A-Z][A-Za-z.' ]{2,24}(?:,\s[A-Z][a-z.]{2,10}\s?\d{0,2})?\s?"
    r"\([A-Z][A-Za-z .&]{1,24}\)\s?(?:--|[-–—])\s*"  # CITY, Nov. 3 (Agency) -
)
_STOP = re.compile(r"""[.!?…。！？｡]+["'”’」』》〉)\]】]*""")
_CLOSED = re.compile(
    r'"[^"\n]{1,300}"'
    r"|(?<![A-Za-z\d])'[^'\n]{1,200}'(?![A-Za-z])"
    r"|“[^”\n]{1,300}”|‘[^’\n]{1,200}’|「[^」\n]{1,300}」|『[^』\n]{1,300}』"
    r"|《[^》\n]{1,100}》|\([^()\n]{1,200}\)|\[[^\[\]\n]{1,200}\]"
)
_QUOTING = re.compile(
    r"\s*(?:(?:이?라|다|냐|자)?(?:고|며|면서|는|란)|이?라는|이?란|등|는|은|이|가|을|를|의|에|와|과|도)"
    r"(?:[\s,]|$)"
)
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_FINAL_KOREAN = re.compile(r"(?:다|요|죠|까|음|함|임|됨|네|라|지)$")
_ABBREVIATION = re.compile(
    r"(?:^|[^A-Za-z])(?:[A-Za-z]|[A-Z]\.[A-Z]|e\.g|i\.e|[Mm]rs?|[Mm]s|[Dd]r|[Pp]rof|[Ss]t|[Vv]s"
    r"|[Nn]o|[Ii]nc|[Ll]td|[Cc]o|[Cc]orp|[Jj]r|[Ss]r|[Gg]en|[Rr]ep|[Ss]en|[Gg]ov|[Ff]ig|[Vv]ol"
    r"|[Aa]pprox|[Ee]st|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|et al)$"
)
_LOOK_BACK_CHARS = 8
_BYLINE_WITHIN_CHARS = 80


def sentences(text: str) -> tuple[Span, ...]:
    """Where the sentences of `text` stand, in order, without overlap.

    A newline always ends a sentence. Bullet marks, numbering and white space around a sentence
    are left out of its span; runs without any letter or digit are no sentences. A full stop
    inside quotation marks or brackets ends nothing. Time grows with the length of `text` only.
    """
    spans: list[Span] = []
    for line in _LINE.finditer(text):
        start = line.start()
        for end in (*_ends(line.group(), line.start()), line.end()):
            span = _trimmed(text, start, end)
            if span is not None:
                spans.append(span)
            start = end
    return tuple(spans)


def joined(parts: Sequence[str]) -> str:
    """Sentences as one paragraph: a space after a whole sentence, ` · ` between bullets."""
    text = ""
    for part in parts:
        if not text:
            text = part
        else:
            text += (" " if ends_whole(text) else BULLET_JOIN) + part
    return text


def ends_whole(sentence: str) -> bool:
    """Whether the words end as a sentence does: with a stop, or with a plain Korean ending."""
    bare = sentence.rstrip("\"'”’」』》〉)]】 ")
    return bare.endswith((".", "!", "?", "…", "。", "！", "？", "｡", "다"))


def is_marked(text: str, start: int) -> bool:
    """Whether a section mark (■, ◆, ▲ …) stands right before the sentence starting at `start`."""
    before = text[max(0, start - 4) : start].rstrip(" \t")
    return before != "" and before[-1] in SECTION_MARKS + CAPTION_MARKS


def without_lead_in(text: str) -> tuple[str, bool]:
    """One sentence less the bullet mark or by-line before it; whether a section mark was there."""
    for byline in _BYLINE.finditer(text[:_BYLINE_WITHIN_CHARS]):
        if byline.end() < len(text):
            text = text[byline.end() :]
            break
    mark = _MARK.match(text)
    end = mark.end() if mark is not None else 0
    return text[end:] or text, is_marked(text, end)


def _ends(line: str, offset: int) -> list[int]:
    closed = [match.span() for match in _CLOSED.finditer(line)]
    cuts = {match.end() for match in _STOP.finditer(line) if _is_end(line, match, closed)}
    cuts.update(match.start() for match in _SECTION.finditer(line))
    cuts.update(match.end() for match in _BYLINE.finditer(line))
    return [offset + cut for cut in sorted(cuts)]


def _is_end(line: str, stop: re.Match[str], closed: Sequence[Span]) -> bool:
    at = bisect_left(closed, (stop.start() + 1, 0)) - 1
    if at >= 0 and stop.end() < closed[at][1]:
        return False
    in_quotes = at >= 0 and stop.end() == closed[at][1]
    following = line[stop.end() : stop.end() + _LOOK_BACK_CHARS]
    if following[:1] and not following[0].isspace():
        return _ends_without_space(line, stop, following[0])
    if (in_quotes or stop.group()[0] in "!?") and _QUOTING.match(following):
        return False
    return _ends_before_space(line, stop, following.lstrip()[:1])


def _ends_without_space(line: str, stop: re.Match[str], following: str) -> bool:
    if stop.group()[0] in "。！？｡":
        return True
    before = line[max(0, stop.start() - _LOOK_BACK_CHARS) : stop.start()]
    if stop.group() != "." or not _FINAL_KOREAN.search(before):
        return False
    return "가" <= following <= "힣" or following in "“‘「『([<"


def _ends_before_space(line: str, stop: re.Match[str], following: str) -> bool:
    before = line[max(0, stop.start() - _LOOK_BACK_CHARS) : stop.start()]
    mark = stop.group()
    if mark.startswith(("…", "..")):
        return bool(_FINAL_KOREAN.search(before)) or following.isupper()
    if mark[0] != ".":
        return True
    if before[-1:].isdigit():
        return not following or following.isupper()
    return not _ABBREVIATION.search(before)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    mark = _MARK.match(text, start, end)
    first = mark.end() if mark is not None else start
    while end > first and text[end - 1].isspace():
        end -= 1
    return (first, end) if _LETTER_OR_DIGIT.search(text, first, end) else None
