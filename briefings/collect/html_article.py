"""A page that tells one story: its title, date, text, sources and links."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from briefings.collect.bylines import is_byline_time
from briefings.collect.chrome import MAX_CHROME_CHARS
from briefings.collect.html_blocks import Block
from briefings.collect.html_facts import PageFacts, page_date
from briefings.collect.html_main import MainText, find_main, is_prose, squeezed
from briefings.collect.html_markdown import with_links
from briefings.collect.html_sheet import Sheet
from briefings.collect.sources import references, source_rest
from briefings.model.documents import ParsedDocument, Role
from briefings.model.items import ParsedItem, SourceRef
from briefings.model.times import Precision, Published
from briefings.text.dates import find_dates, is_plausible, starts_range
from briefings.text.language import language_of

ARTICLE_CONFIDENCE = 0.9
_SITE_CUT = re.compile(r"\s+[|\-–—·:<>«»]+\s+|\s*(?:\||::|<|＜|»|\s:\s)\s*")
_SITE_CHARS = 30
TITLE_SHARE = 0.5
_DATE_LINE_CHARS = 80
_HEAD_BLOCKS = 14
"""A bare date counts as the page's so near to the title."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    """An article as it was found, before it is written down."""

    title: str | None
    title_block: int | None
    body: tuple[int, ...]
    published: Published | None
    sources: tuple[SourceRef, ...]
    urls: tuple[str, ...]
    doubts: tuple[str, ...] = ()


def find_title(blocks: Sequence[Block], facts: PageFacts) -> tuple[str | None, int | None]:
    """The title, and the block that shows it: a heading that the head knows too, else what the
    head says without the site's name, else the first heading.
    """
    known = [
        squeezed(without_site(text, facts.site, guess=text == facts.window_title))
        for text in (*facts.headlines, facts.window_title)
        if text
    ]
    site = squeezed(facts.site)
    headings = [
        (index, block)
        for index, block in enumerate(blocks)
        if block.level and len(squeezed(block.text)) > 1 and squeezed(block.text) != site
    ]
    for index, block in sorted(headings, key=lambda pair: (pair[1].level, pair[0])):
        if any(_says_the_same(squeezed(block.text), text) for text in known):
            return block.text, index
    stated = _stated_title(facts, window=False)
    if stated is not None:
        return stated, _shown_at(blocks, stated)
    part = _shown_part(blocks, facts.window_title)
    if part is not None:
        return part, _shown_at(blocks, part)
    above = _heading_above(blocks, facts.window_title)
    if above is not None:  # the window's title is often that of the whole site
        return blocks[above].text, above
    stated = _stated_title(facts, window=True)
    if stated is not None:
        return stated, _shown_at(blocks, stated)
    outside = [(index, block) for index, block in headings if block.zone == "" and block.level <= 2]
    return (outside[0][1].text, outside[0][0]) if outside else (None, None)


def _says_the_same(heading: str, stated: str) -> bool:
    """Whether a heading is the stated title but for a site's name on either; a site's name alone
    is in the stated title too, but is little of it.
    """
    if min(len(heading), len(stated)) < 4:
        return heading == stated
    return stated in heading or (heading in stated and len(heading) >= TITLE_SHARE * len(stated))


def _stated_title(facts: PageFacts, *, window: bool) -> str | None:
    for text in (facts.window_title,) if window else facts.headlines:
        title = without_site(text, facts.site, guess=window)
        if title and squeezed(title) != squeezed(facts.site):
            return title
    return None


def _heading_above(blocks: Sequence[Block], window_title: str) -> int | None:
    """The heading near in front of the first prose that says most of the window's title; where
    none does, the last one.
    """
    first = next((index for index, block in enumerate(blocks) if is_prose(block)), None)
    if first is None:
        return None
    near = range(max(0, first - _HEAD_BLOCKS + 1), first)
    headings = [index for index in near if blocks[index].level and not blocks[index].zone]
    words = _words(_SITE_CUT.split(window_title)[0])
    return max(
        headings,
        key=lambda index: (len(words & _words(blocks[index].text)), index),
        default=None,
    )


def _shown_part(blocks: Sequence[Block], window_title: str) -> str | None:
    """The longest part of the window's title that a line of the text's surroundings shows by
    itself: what stands around it is the site's name.
    """
    shown = {squeezed(block.text) for block in blocks if not block.zone and not block.anchors}
    parts = [part.strip() for part in _SITE_CUT.split(window_title)]
    found = [part for part in parts if len(squeezed(part)) > 4 and squeezed(part) in shown]
    return max(found, key=len) if len(parts) > 1 and found else None


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w{2,}", text.lower()))


def without_site(text: str, site: str, *, guess: bool) -> str:
    """A title without the site's name at its end or start; `guess` takes a short last part for
    one even where the page does not name itself.
    """
    cuts = list(_SITE_CUT.finditer(text))
    for cut in cuts:
        if site and squeezed(text[: cut.start()]) == squeezed(site):
            return text[cut.end() :].strip()
    for cut in cuts:
        rest = squeezed(text[cut.end() :])
        if (
            site
            and rest
            and (rest == squeezed(site) or (squeezed(site) in rest and len(rest) <= 40))
        ):
            return text[: cut.start()].strip()
    if guess and cuts and len(text) - cuts[-1].end() <= _SITE_CHARS and cuts[-1].start() >= 8:
        return text[: cuts[-1].start()].strip()
    return text.strip()


def _shown_at(blocks: Sequence[Block], title: str) -> int | None:
    flat = squeezed(title)
    return next((index for index, block in enumerate(blocks) if squeezed(block.text) == flat), None)


def visible_date(
    blocks: Sequence[Block], roles: Sequence[Role], title_block: int | None
) -> Published | None:
    """The date that the page shows for its text: a line such as "입력 …" anywhere, else a machine
    time or a bare date line near the title. A date inside a sentence is what a text tells of.
    """
    for block in blocks:
        if len(block.text) <= MAX_CHROME_CHARS and is_byline_time(block.text):
            found = _first_date(_before_changes(block.text))
            if found is not None:
                return found
    start = 0 if title_block is None else max(0, title_block - 4)
    near = range(start, min(len(blocks), start + _HEAD_BLOCKS + 4))
    for index in near:
        block = blocks[index]
        if block.when and (found := _first_date(block.when.replace("T", " "))):
            return found
    for index in near:
        text = blocks[index].text
        if roles[index] is not Role.TITLE and len(text) <= _DATE_LINE_CHARS and _is_date_line(text):
            return _first_date(text)
    return None


def _before_changes(text: str) -> str:
    """A line's part that does not speak of changes: `입력 … 수정 …` gives the first."""
    parts = re.split(
        r"(?=(?:최종\s?)?수정|업데이트|(?:last\s)?(?:updated|modified))", text, flags=re.IGNORECASE
    )
    return next((part for part in parts if find_dates(part)), text)


def _first_date(text: str) -> Published | None:
    """A day comes before the month or week that stands beside it."""
    found = find_dates(text)
    days = [one for one in found if one.when.precision is not Precision.MONTH]
    return (days or found)[0].when if found else None


def _is_date_line(text: str) -> bool:
    """Whether a short line is a date with at most a name and a few words beside it."""
    found = find_dates(text)
    days = [one for one in found if one.when.precision is not Precision.MONTH]
    if not days or starts_range(text, found[0]):
        return False
    rest = text[: found[0].start] + text[found[-1].end :]
    return len(squeezed(rest)) <= 24 and not re.search(
        r"[다요음함][.!?]|까지|부터|개최|예정|마감|행사", rest
    )


def article_sources(
    blocks: Sequence[Block], main: MainText, facts: PageFacts
) -> tuple[tuple[SourceRef, ...], tuple[str, ...]]:
    """The page itself, sources that its lines name, and every link of its text."""
    own = SourceRef(name=facts.site or None, url=facts.url)
    sources = [own] if own.name or own.url else []
    links: list[str] = []
    for block, role in zip(blocks, main.roles, strict=True):
        if role is Role.SOURCE:
            sources += references(source_rest(with_links(block)) or "")[0]
        elif role is Role.BODY:
            links += [anchor.url for anchor in block.anchors if anchor.url]
    urls = [source.url for source in sources if source.url]
    return tuple(dict.fromkeys(sources)), tuple(dict.fromkeys((*urls, *links)))


def write_article(
    name: str, blocks: Sequence[Block], article: Article, main: MainText
) -> ParsedDocument:
    """The page as a document of one item; its text is every line of the page with its role."""
    sheet = Sheet()
    body = set(article.body)
    start, end = -1, 0
    if article.title is not None and article.title_block is None:
        start, end = sheet.add(Role.TITLE, article.title, item=1)
    for index, block in enumerate(blocks):
        role = main.roles[index]
        if index == article.title_block:
            role = Role.TITLE
        mine = role is Role.TITLE or role is Role.SOURCE or index in body
        span = sheet.add(role, block.text, item=1 if mine else 0)
        if mine and not (role is Role.SOURCE and start < 0):
            start, end = (span[0] if start < 0 else start), span[1]
    text = "\n".join(blocks[index].text for index in article.body)
    item = ParsedItem(
        position=1,
        title=article.title,
        body=text,
        published=article.published,
        sources=article.sources,
        urls=article.urls,
        language=language_of(f"{article.title or ''}\n{text}"),
        span=(max(start, 0), end),
    )
    return ParsedDocument(
        name=name,
        format="html/article",
        text=sheet.text,
        items=(item,),
        title=article.title,
        published=article.published,
        confidence=ARTICLE_CONFIDENCE,
        doubts=article.doubts,
        lines=sheet.lines,
    )


def read_article(
    blocks: Sequence[Block],
    facts: PageFacts,
    main_text: str,
    *,
    published: Published | None,
    today: date | None,
) -> tuple[Article, MainText]:
    """Find the one story of a page. `published` dates a page that says nothing."""
    title, title_block = find_title(blocks, facts)
    main = find_main(blocks, main_text, title=title or "")
    body = tuple(
        index for index, role in enumerate(main.roles) if role is Role.BODY and index != title_block
    )
    sources, urls = article_sources(blocks, main, facts)
    when, doubts = article_date(blocks, main.roles, title_block, facts, body, today)
    article = Article(
        title=title,
        title_block=title_block,
        body=body,
        published=when or published,
        sources=sources,
        urls=urls,
        doubts=doubts,
    )
    return article, main


def article_date(
    blocks: Sequence[Block],
    roles: Sequence[Role],
    title_block: int | None,
    facts: PageFacts,
    body: Sequence[int],
    today: date | None,
) -> tuple[Published | None, tuple[str, ...]]:
    """The head's date, else the one shown, else the day in the page's address; with doubts."""
    sample = " ".join(blocks[index].text for index in body[:5]) + (facts.window_title or "")
    korean = language_of(sample) == "ko" or facts.language.startswith("ko")
    doubts: list[str] = []
    for found in (
        page_date(facts, korean=korean),
        visible_date(blocks, roles, title_block),
        _date_in_address(facts.url),
    ):
        if found is None:
            continue
        if is_plausible(found, today):
            return found, tuple(doubts)
        doubts.append(f"date {found.isoformat()} cannot be true: left out")
    return None, tuple(doubts)


def _date_in_address(url: str | None) -> Published | None:
    found = re.search(r"/((?:19|20)\d\d)/([01]\d)/([0-3]\d)(?:/|$)", url or "")
    return _first_date(f"{found[1]}-{found[2]}-{found[3]}") if found else None
