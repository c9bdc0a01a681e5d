"""Headings told by their words: over short news, over greetings and over closing remarks."""

from __future__ import annotations

import re

OTHER_NEWS = re.compile(
    r"\W{0,6}(?:이번\s?주\s?|금주의?\s?|오늘의?\s?|주간\s?|the\s)?(?:기타|그\s?밖[의에]?|"
    r"그\s?외[의에]?|"
    r"이\s?밖[의에]?|이외[의에]?|다른|짧은|짧게|짤막(?:한)?|"
    r"간추린|간단|단신|한\s?줄|한줄|브리프|추가|놓치면\s?아쉬운|놓치기\s?아까운|함께\s?볼|"
    r"더\s?볼|더\s?읽을|"
    r"other|in brief|briefs?|quick|also|more|short|what else|elsewhere|in other|bits|nuggets|"
    r"odds|links?|one[- ]liners?|headlines|the rest)"
    r"(?:\s?(?:만한|거리|으로|로|보는|에|읽을|hits?|takes?|in the|of the|notes?|worth|stories|"
    r"reads?|bites?|"
    r"news|the))?\s?(?:주요\s?)?"
    r"(?:소식들?|뉴스들?|이슈들?|동향|단신|기사들?|브리핑|모음|토픽|헤드라인|정리|읽을거리|news|"
    r"stories|reads?|items?|notes?|week|"
    r"today|links|headlines|worth noting|"
    r"noted|of note|ends)?(?:\s?(?:모음|정리|모아보기|들|한눈에|\d{1,2}선|"
    r"briefly))?\W{0,6}",
    re.IGNORECASE,
)

_BEHIND = re.compile(r"\s{0,2}[(（][^()（）]{1,20}[)）]$")

_CLOSING = re.compile(
    r"\W{0,6}(?:마치며|마무리|맺음말|나가며|끝으로|에필로그|편집\s?후기|참고\s?(?:문헌|자료|"
    r"링크)?|출처|references?|sources?|"
    r"about(?: us)?|outro|closing(?: thoughts)?|구독|공지(?:사항)?|알림|feedback|피드백|"
    r"sponsor\w*|광고)\W{0,6}",
    re.IGNORECASE,
)

_OPENING = re.compile(
    r"\W{0,6}(?:(?:이번\s?주\s?|오늘의?\s?)?(?:핵심|요점)(?:\s?요약|\s?정리)?|[세3]\s?줄\s?요약|"
    r"highlights?|at a glance|key (?:points|takeaways)|들어가며|들어가는\s?말|인사말?|머리말|"
    r"서문|intro(?:duction)?|hello|"
    r"안녕하세요.{0,30}|목차|차례|contents|"
    r"table of contents|in this (?:issue|edition).{0,10}|이번\s?(?:주|호)(?:의)?\s?(?:목차|차례|"
    r"순서)|"
    r"summary|요약|한눈에\s?보기|tl;?dr)\W{0,6}",
    re.IGNORECASE,
)


_PREVIEW = re.compile(
    r"\W{0,6}(?:주요|이번\s?(?:호|주)의?|오늘의|금주의?)\s?(?:주요\s?)?(?:내용|기사|소식|뉴스|목록)\W{0,6}"
)


def is_preview(words: str) -> bool:
    """Whether the first heading of a letter stands over a list of what follows."""
    return len(words) <= 20 and _PREVIEW.fullmatch(words) is not None


def is_other_news(words: str) -> bool:
    """Whether a heading announces short news, one a line."""
    if words[-1:] in {")", "）"}:
        words = _BEHIND.sub("", words)
    return len(words) <= 40 and OTHER_NEWS.fullmatch(words) is not None


def is_opening(words: str) -> bool:
    """Whether a heading stands over a greeting, a summary or a list of contents."""
    return len(words) <= 50 and _OPENING.fullmatch(words) is not None


def is_closing(words: str) -> bool:
    """Whether a heading stands over a closing remark, an imprint or notices."""
    return len(words) <= 40 and _CLOSING.fullmatch(words) is not None
