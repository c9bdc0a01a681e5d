"""Lines and regions that stand around a page's text and are not part of it."""

from __future__ import annotations

import re
from functools import lru_cache

from briefings.collect.bylines import is_byline, is_byline_time
from briefings.collect.captions import is_caption
from briefings.collect.chrome import MAX_CHROME_CHARS, is_furniture, is_related
from briefings.model.documents import Role
from briefings.text.dates import find_dates

MORE = re.compile(
    r"^\W{0,4}(?:read (?:more|(?:the )?(?:rest|full|whole)[^.]{0,40})|"
    r"(?:the )?full (?:story|article|text)|continue reading.{0,100}|"
    r"계속\s?(?:읽기|보기)|"
    r"(?:기사\s?)?(?:전문|원문|기사|자세히|더)\s?(?:전체\s?)?(?:보기|읽기|더보기|보러\s?가기)|"
    r"이어\s?보기|"
    r"see (?:more|all)|view "
    r"(?:more|all)|learn more|"
    r"(?:기사\s?)?(?:제보|구독)\s?(?:하기|신청)|comments?(?:\s?\(\d+\))?|leave a (?:comment|reply))"
    r"\W{0,6}$",
    re.IGNORECASE,
)
MEASURE = re.compile(
    r"\W*\d[\d,.]*\s?(?:points?|comments?|views?|likes?|(?:seconds?|minutes?|hours?|days?|"
    r"weeks?|months?|"
    r"years?)\sago|(?:초|분|시간|일|주|개월|달|년)\s?전|개의?\s?댓글)\W*$|\W*댓글\s?\d*\s?개?\W*$",
    re.IGNORECASE,
)
_FEED_TAIL = re.compile(
    r"^the post .{1,300} (?:first )?appeared (?:first )?on .{1,120}$", re.IGNORECASE
)
_APPEAL = re.compile(
    r"(?:구독|수신|메일)[을를]?\s?(?:끊|취소|해지|거부|원(?:하|치)\s?(?:지\s?)?않).{0,40}(?:여기|클릭|누르|링크)|"
    r"제보를?\s?(?:받|기다)|카카오톡(?:에서|\s?채널).{0,30}(?:검색|추가)|채널을?\s?추가|"
    r"구독(?:과|을)?\s?(?:부탁|눌러|좋아요)|"
    r"네이버(?:에서|\s?메인|\s?뉴스).{0,30}구독|구글\s?뉴스.{0,12}(?:구독|보기)|"
    r"(?:subscribe|sign up) (?:to|for) (?:our|the) .{0,40}(?:newsletter|channel|updates)",
    re.IGNORECASE,
)
_APPEAL_CHARS = 160
FACTS = 3
"""So many parts make a line of facts."""
FACT_CHARS = 40
DATE_LABEL_CHARS = 12
_FACT_BARS = re.compile(r"\s*[·|•ㆍ∙⋅・]\s*|\s+[/—–]\s+")
_READ_TIME = re.compile(
    r"(?:약\s?)?\d{1,3}\s?(?:분|minutes?|min|mins|分)(?:\s?(?:읽기|소요|read|readtime|で読めます|钟阅读))?|"
    r"\d{1,3}\s?(?:s|m|h|d|w|mo|y|hrs?|hours?|days?|weeks?|months?|years?|초|분|시간|일|주|개월|時間|日|小时|天)"
    r"\s?(?:ago|전|前)?",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?:다|요|음|함|[a-z])[.!?](?:\s|$)|。")
_ENDLESS = re.compile(r"\[?(?:…|\.\.\.|&hellip;)\]?$")


MAX_OTHERS_CHARS = 70

_COMMENTS = re.compile(
    r"관련|(?:독자|기사|네티즌|이용자|회원|전체)?\s?(?:의견|덧글|댓글|한\s?줄\s?평)(?:\s?쓰기)?"
    r"\s?[(\[]?\s?\d{0,6}\s?(?:개|건)?[)\]]?|"
    r"\d{1,5}\s?개의?\s?(?:댓글|의견)|(?:one|\d{1,5}) (?:thoughts?|responses?|replies|comments?)"
    r"(?: (?:on|to) .{1,200})?|(?:join the )?(?:discussion|conversation)|"
    r"leave a (?:reply|comment).{0,60}",
    re.IGNORECASE,
)


_OTHERS = re.compile(
    r"(?:독자(?:들?이|가)?|네티즌이|회원이|지금|가장|실시간|오늘|이번\s?주|주간)?\s?(?:가장\s?)?많이\s?(?:본|읽은|찾은|"
    r"공유한)\s?(?:뉴스|기사|글|콘텐츠)?|"
    r".{0,30}(?:카테고리|시리즈|연재|블로그|작가|필자)(?:의|에)?\s?(?:다른\s?|최근\s?|인기\s?)?(?:글|포스트|기사)(?:\s?더\s?보기)?|"
    r"(?:지난|이전|다음)\s?(?:글|호|기사|레터|포스트)(?:\s?(?:보기|목록))?|오늘의\s?(?:운세|핫이슈)|"
    r"(?:today's )?editor['’]?s?['’]? (?:picks?|choice)|what to read next|up next|"
    r"(?:popular|hot|more|similar|other|previous|past|older) (?:posts?|articles?|stories|topics|"
    r"reads|issues|now)|written by .{2,40}|about the authors?|"
    r"(?:more|read more) (?:by|from) .{2,60}|"
    r"recommended .{2,30}|"
    r"(?:关注|相關|相关|热门|熱門|推荐|推薦|精彩|延伸)(?:文章|新闻|新聞|阅读|閱讀|推荐|推薦|资讯|資訊|话题|内容|報導|报道)|"
    r"(?:猜你喜欢|大家都在看|为你推荐|热榜|熱榜|.{0,6}排行榜?)|"
    r"(?:関連|人気|おすすめ|注目|あわせて読みたい|この著者の)(?:の)?(?:記事|ニュース|リンク|コンテンツ|トピックス|キーワード)?"
    r"(?:一覧)?|.{0,10}ランキング|よく読まれて(?:いる|います).{0,8}",
    re.IGNORECASE,
)
"""Words over lists of what else the site holds."""


def heads_other(text: str) -> bool:
    """Whether a line heads what is not the page's text: lists of other texts, or comments."""
    line = text.strip()
    if is_related(line) or _COMMENTS.fullmatch(line) is not None:
        return True
    return len(line) <= MAX_OTHERS_CHARS and _OTHERS.fullmatch(line) is not None


@lru_cache(maxsize=20_000)
def furniture_role(text: str) -> Role | None:
    """What a line around a text is (`FURNITURE`, `CAPTION`, `DATE`), or `None`: it may be text."""
    line = text.strip()
    if not any(char.isalnum() for char in line):
        return Role.FURNITURE
    if len(line) > MAX_CHROME_CHARS:
        return None
    if is_byline_time(line):
        return Role.DATE
    if is_caption(line):
        return Role.CAPTION
    if is_fact_line(line):
        return Role.DATE if find_dates(line) else Role.FURNITURE
    if _is_around(line) or is_furniture(line) or is_byline(line):
        return Role.FURNITURE
    return None


def is_fact_line(line: str) -> bool:
    """Whether a line is short facts with marks between: by whom, when, how long to read."""
    parts = [part.strip() for part in _FACT_BARS.split(line)]
    if len(parts) < FACTS or any(len(part) > FACT_CHARS for part in parts):
        return False
    told = [part for part in parts if _READ_TIME.fullmatch(part) or _is_bare_date(part)]
    return bool(told) and not _SENTENCE.search(line)


def _is_bare_date(part: str) -> bool:
    found = find_dates(part)
    return bool(found) and len(part) - (found[-1].end - found[0].start) <= DATE_LABEL_CHARS


def _is_around(line: str) -> bool:
    if MORE.match(line) or MEASURE.match(line) or _FEED_TAIL.match(line):
        return True
    return len(line) <= _APPEAL_CHARS and _APPEAL.search(line) is not None


_ZONES: tuple[tuple[str, frozenset[str]], ...] = (
    (
        "furniture",
        frozenset(
            [
                "nav",
                "navbar",
                "navigation",
                "gnb",
                "lnb",
                "snb",
                "menu",
                "breadcrumb",
                "breadcrumbs",
                "footer",
                "sidebar",
                "side",
                "aside",
                "widget",
                "banner",
                "advert",
                "ads",
                "adsense",
                "ad",
                "advertisement",
                "cookie",
                "cookies",
                "popup",
                "modal",
                "layer",
                "paging",
                "pagination",
                "pager",
                "toolbar",
                "utility",
                "login",
                "search",
                "skip",
                "share",
                "sharing",
                "shares",
                "sns",
                "social",
                "addthis",
                "sharethis",
                "related",
                "relation",
                "recommend",
                "recommended",
                "recommendation",
                "popular",
                "ranking",
                "rank",
                "most",
                "trending",
                "newsletter",
                "subscribe",
                "subscription",
                "signup",
                "promo",
                "sponsored",
                "copyright",
                "tags",
                "taglist",
                "hashtag",
                "byline",
                "reporter",
                "journalist",
                "author",
                "profile",
                "writer",
                "fontsize",
                "print",
                "prevnext",
                "rcmd",
                "quick",
                "topmenu",
                "bookmark",
                "reaction",
                "emotion",
                "like",
                "likes",
                "vote",
                "reply",
                "replies",
                "comment",
                "comments",
                "cmt",
                "disqus",
                "livere",
            ]
        ),
    ),
    (
        "caption",
        frozenset(
            [
                "caption",
                "figcaption",
                "photocaption",
                "imgcaption",
                "cutline",
                "credit",
                "photodesc",
                "imgdesc",
                "imagedesc",
                "imagecaption",
                "wpcaptiontext",
            ]
        ),
    ),
)
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def zone_of_names(names: str) -> str | None:
    """`furniture` or `caption` where an element's class or id says so, else `None`."""
    if not names:
        return None
    words = {word.lower() for word in _WORDS.findall(names)}
    words |= {piece.lower() for piece in re.split(r"[\s_-]+", names)}
    words |= {re.sub(r"[_-]", "", name).lower() for name in names.split()}
    for zone, signs in reversed(_ZONES):
        if words & signs:
            return zone
    return None
