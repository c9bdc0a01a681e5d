"""Lines that say who wrote a text, and when it was entered, approved or changed."""

from __future__ import annotations

import re

from briefings.text.hints import Hints

_BYLINE_MARK = re.compile(
    r"(?:기사\s?)?(?:입력|승인|최종\s?수정|수정|등록|작성|게재|발행|업데이트|송고|배포|"
    r"기사\s?작성)(?:일시?|시간|일자)?\s{0,2}[:：|"
    r"]?\s{0,2}(?=['’]?\d{2,4}\s{0,2}[.\-/년])"
    r"|\b(?:published|updated|posted|last (?:updated|modified)|first published|modified)(?: on|"
    r" at)?\s{0,2}:?\s{0,2}(?:[a-z]{3,9}day,?\s)?(?=\d{1,4}[\s./-]|(?:jan|feb|mar|apr|may|jun|"
    r"jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s\d)"
    r"|(?:19|20)\d\d\s?[.\-/년]\s?\d{1,2}\s?[.\-/월]\s?\d{1,2}\s?[.일]?"
    r"(?:\s{0,2}\([월화수목금토일]\))?(?:\s{0,2}\d{1,2}:\d{2}(?::\d{2})?)?"
    r"\s{0,2}(?:입력|승인|등록|작성|게재|발행|업데이트|송고)(?=$|[\s|·,)])",
    re.IGNORECASE,
)

_REPORTER = re.compile(
    r"[\[(【]?(?:[^\s]{1,20}\s?[=·]\s?)?[^\d.!?]{2,40}?\s?(?:기자|특파원|객원기자|논설위원|"
    r"선임기자|인턴기자|연구원|에디터|"
    r"칼럼니스트|편집위원|전문위원)"
    r"(?:\s?[\](】)=|·/,])?(?:\s{0,3}[(<\[]?[\w.+-]{1,40}@[\w.-]{1,60}[)>\]]?)?\s{0,3}"
    r"(?:[|·,/]\s{0,3}(?:입력|등록)?\s{0,2}\d.{0,50})?"
)

_ENGLISH_BYLINE = re.compile(
    r"(?:[Bb]y|BY|[Ww]ritten by|[Rr]eported by|"
    r"[Ee]ditor:?)\s(?:[A-Z][\w.'’-]{0,20}\s?){1,5}(?:[,|·•–—-].{0,60})?"
)

_WRITER_FIELD = re.compile(
    r"\W{0,4}(?:author|writer|reporter|reported by|by-?line|작성자|글쓴이|저자|기자|취재|글)"
    r"\s{0,2}[:：]\s{0,3}[^.!?:：\n]{1,40}",
    re.IGNORECASE,
)
"""A field that names the writer, as exports of articles have it."""

_MAIL_ONLY = re.compile(r"[^\s@]{0,20}\s{0,2}[(<\[]?[\w.+-]{1,40}@[\w.-]{1,60}[)>\]]?")


_POSTED = re.compile(
    r"(?:posted|written|published|filed|submitted)\s(?:by|in|at|on)\s.{1,60}", re.IGNORECASE
)

_DATED_WRITER = re.compile(
    r"\W{0,3}(?:19|20)\d\d\s?[년./-]\s?\d{1,2}\s?[월./-]\s?\d{1,2}\s?[일.]?\s{0,2}"
    r"(?:\([월화수목금토일]\)|[월화수목금토일]요일)?\s{0,2}(?:(?:오전|오후)?\s?\d{1,2}:\d{2}(?::\d{2})?)?"
    r"[\s|·,/]{1,6}(?P<writer>\S.{1,80})"
)
"""A line that starts with a day and goes on with who wrote."""

_TIME_HINTS = Hints(
    "입력",
    "승인",
    "수정",
    "등록",
    "작성",
    "게재",
    "발행",
    "업데이트",
    "송고",
    "배포",
    "ublished",
    "pdated",
    "osted",
    "odified",
    "UBLISHED",
    "PDATED",
)

_WRITER_HINTS = Hints("기자", "특파원", "위원", "연구원", "에디터", "칼럼니스트")


def is_byline_time(line: str) -> bool:
    """Whether the line says when the text was entered, approved or changed."""
    if len(line) > 200:
        return False
    if _TIME_HINTS.within(line) and _BYLINE_MARK.search(line) is not None:
        return True
    dated = _DATED_WRITER.fullmatch(line) if line[:6].strip("[(<· ")[:1] in {"1", "2"} else None
    return dated is not None and is_byline(dated["writer"])


def is_byline(line: str) -> bool:
    """Whether the line names who wrote the text, by itself."""
    line = line.strip("*_ ")
    if "*" in line:
        line = line.replace("*", "")
    if len(line) > 90 or line.endswith(("다.", "요.", "다", "?", "!")):
        return False
    if _WRITER_HINTS.within(line) and _REPORTER.fullmatch(line) is not None:
        return True
    if line[:1] in "BbWwRrEe" and _ENGLISH_BYLINE.fullmatch(line) is not None:
        return True
    if (":" in line or "：" in line) and _WRITER_FIELD.fullmatch(line) is not None:
        return True
    return "@" in line and _MAIL_ONLY.fullmatch(line) is not None


def is_signature(line: str) -> bool:
    """Whether the line says who posted the text above it."""
    return len(line) <= 60 and line[:1] in "PpWwFfSs" and _POSTED.fullmatch(line) is not None
