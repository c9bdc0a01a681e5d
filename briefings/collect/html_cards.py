"""Pages that list stories elsewhere: each linked title with its own link, summary and date."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from briefings.collect.buttons import is_button, is_counter
from briefings.collect.chrome import MAX_CHROME_CHARS
from briefings.collect.html_blocks import NOWHERE, Anchor, Block
from briefings.collect.html_furniture import MEASURE, MORE, furniture_role, heads_other
from briefings.collect.html_main import PROSE_CHARS, SENTENCE_END, is_prose, squeezed
from briefings.collect.html_sheet import Sheet
from briefings.collect.outlets import looks_like_outlet, names_in, without_dates
from briefings.model.documents import ParsedDocument, Role
from briefings.model.items import ParsedItem, SourceRef
from briefings.model.times import Published
from briefings.text.dates import find_dates, is_plausible
from briefings.text.language import language_of

MIN_CARDS = 3
TITLE_CHARS = 6
DATED_TITLE_CHARS = 12
"""Shorter linked words before a day are an outlet's name."""
MEAN_TITLE_CHARS = 8.5
"""The words of menus are shorter than titles."""
ARTICLE_CHARS = 400
BESIDE_ARTICLE = 3
"""Beside so much prose a list must be so many times longer to be what the page is about."""
ONE_SHARE = 0.7
LONE_SHARE = 0.7
"""So many entries of a list lead to one place each, or it is no list of stories."""
SENTENCE_LETTERS = 5
TOLD_ABOVE = 150
"""So much prose above a link, and less below it: the link is no title of an entry."""
CELL_CHARS = 16
"""A cell of a table that is so long tells something; shorter ones name and count."""
SUMMARY_WORDS = 4
MAX_NAME_CHARS = 30
_FACT_CHARS = 60
_NUMBER_ONLY = re.compile(r"[\d\W]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """One entry: its blocks, and the linked title among them."""

    members: tuple[int, ...]
    title: int
    anchor: Anchor


def find_cards(blocks: Sequence[Block], *, url: str | None = None) -> tuple[Card, ...]:
    """The entries of every list of linked titles outside the page's furniture, in order.

    Links to the front page of the site that `url` is of are no entries.
    """
    homes = frozenset(home for one in (url, NOWHERE) if (home := _home(one)))
    related = _below_related(blocks)
    titles = _titles(blocks, related, homes, dated=False)
    if len(titles) < MIN_CARDS:
        titles = _titles(blocks, related, homes, dated=True)
    for index in _talked_of(blocks, titles):
        del titles[index]
    lists = _lists(blocks, titles)
    grouped: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, block in enumerate(blocks):
        holder = _holder(block, lists)
        if holder is not None and index not in related:
            grouped[holder, _entry_of(block, holder, index)].append(index)
    cards = [
        card for members in grouped.values() if (card := _card(blocks, titles, members)) is not None
    ]
    return _unique(sorted(cards, key=lambda card: card.members[0]))


def _titles(
    blocks: Sequence[Block], related: frozenset[int], homes: frozenset[str], *, dated: bool
) -> dict[int, Anchor]:
    """Every line's link that may be a title; `dated`: an outlet and a day may follow it too."""
    found = (
        (index, _title_anchor(block, homes, dated=dated))
        for index, block in enumerate(blocks)
        if index not in related
    )
    return {index: anchor for index, anchor in found if anchor is not None}


def _talked_of(blocks: Sequence[Block], titles: dict[int, Anchor]) -> frozenset[int]:
    """Links that stand below a linked heading of their own: the summary, linked to where the
    story is talked of. One in a single entry may be anything; in several it is the list's way.
    """
    held: dict[int, list[int]] = defaultdict(list)
    for index in titles:
        for number in blocks[index].path:
            held[number].append(index)
    found = set()
    for members in held.values():
        first, rest = members[0], members[1:]
        if blocks[first].level and len({titles[index].target for index in rest}) == 1:
            found |= {index for index in rest if not blocks[index].level}
    return frozenset(found if len(found) >= MIN_CARDS else ())


def _home(url: str | None) -> str | None:
    parts = urlsplit(url or "")
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else None


def _unique(cards: Sequence[Card]) -> tuple[Card, ...]:
    """A story that is listed twice counts where it tells more."""
    best: dict[str, Card] = {}
    for card in cards:
        known = best.get(card.anchor.target)
        if known is None or len(card.members) > len(known.members):
            best[card.anchor.target] = card
    return tuple(card for card in cards if best[card.anchor.target] is card)


def _title_anchor(block: Block, homes: frozenset[str], *, dated: bool) -> Anchor | None:
    """The link that is this line's title: most of the line, or the one long link of a row."""
    if block.zone or not block.anchors or len(block.text) > MAX_CHROME_CHARS * 2:
        return None
    anchor = max(block.anchors, key=lambda one: len(one.text))
    words = anchor.text
    if len(words) < TITLE_CHARS or MORE.match(words) or _NUMBER_ONLY.fullmatch(words):
        return None
    if words.startswith(("http://", "https://", "#")) or is_button(words):
        return None
    if MEASURE.match(words) or anchor.target.rstrip("/") in homes:
        return None
    if block.tag == "row" or block.linked_chars * 10 >= len(block.text) * 6:
        return anchor
    return anchor if dated and _is_dated_behind(block, anchor) else None


def _is_dated_behind(block: Block, anchor: Anchor) -> bool:
    """Whether a line is a linked title with nothing but outlet and day behind it."""
    rest = block.text.removeprefix(anchor.text)
    if len(anchor.text) < DATED_TITLE_CHARS or looks_like_outlet(anchor.text):
        return False
    return len(rest) <= min(_FACT_CHARS, len(block.text) - 1) and bool(find_dates(rest))


def _below_related(blocks: Sequence[Block]) -> frozenset[int]:
    """Lines under a heading such as "most read", until the next heading or prose."""
    found, dropping, level = set(), False, 0
    for index, block in enumerate(blocks):
        short = len(block.text) <= MAX_CHROME_CHARS
        if short and not block.anchors and heads_other(block.text):
            dropping, level = True, block.level
        elif dropping and ((block.level and block.level <= (level or 6)) or is_prose(block)):
            dropping = False
        if dropping:
            found.add(index)
    return frozenset(found)


def _lists(blocks: Sequence[Block], titles: dict[int, Anchor]) -> frozenset[int]:
    """Elements whose direct children hold one linked title each, nearly all of them."""
    children: dict[int, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    words: dict[int, list[str]] = defaultdict(list)
    for index, anchor in titles.items():
        path = blocks[index].path
        for depth, number in enumerate(path):
            child = path[depth + 1] if depth + 1 < len(path) else -index - 1
            children[number][child].add(anchor.target)
            words[number].append(anchor.text)
    found = set()
    for number, entries in children.items():
        lone = len({url for urls in entries.values() if len(urls) == 1 for url in urls})
        told = sum(map(len, words[number])) / len(words[number])
        if lone >= 2 and lone >= LONE_SHARE * len(entries) and told >= MEAN_TITLE_CHARS:
            found.add(number)
    return frozenset(found)


def _holder(block: Block, lists: frozenset[int]) -> int | None:
    """The innermost list that a block is in."""
    return next((number for number in reversed(block.path) if number in lists), None)


def _entry_of(block: Block, holder: int, index: int) -> int:
    at = block.path.index(holder)
    return block.path[at + 1] if at + 1 < len(block.path) else -index - 1


def _card(
    blocks: Sequence[Block], titles: dict[int, Anchor], members: Sequence[int]
) -> Card | None:
    linked = [index for index in members if index in titles]
    if not linked or len({titles[index].target for index in linked}) > 1:
        return None
    headings = [index for index in linked if blocks[index].level]
    best = (headings or sorted(linked, key=lambda index: (not blocks[index].strong, index)))[0]
    if _told(blocks, members, end=best) >= max(TOLD_ABOVE, _told(blocks, members, start=best)):
        return None  # a title stands above what it tells
    return Card(members=tuple(members), title=best, anchor=titles[best])


def _told(
    blocks: Sequence[Block], members: Sequence[int], *, start: int = 0, end: int | None = None
) -> int:
    """Characters of prose in those members that stand from `start` up to `end`."""
    return sum(
        len(blocks[index].text)
        for index in members
        if start <= index < (index + 1 if end is None else end) and is_prose(blocks[index])
    )


def is_list_page(
    blocks: Sequence[Block], cards: Sequence[Card], *, claims_article: bool, claims_list: bool
) -> bool:
    """Whether the page is its list: more of it than of prose that stands outside."""
    if len(cards) < MIN_CARDS or _one_tells(blocks, cards):
        return False
    inside = {index for card in cards for index in card.members}
    listed = sum(len(blocks[index].text) for index in inside)
    told = sum(
        len(block.text)
        for index, block in enumerate(blocks)
        if index not in inside and is_prose(block)
    )
    if claims_article:
        return told < ARTICLE_CHARS and listed > told * BESIDE_ARTICLE
    return claims_list or listed > told * (BESIDE_ARTICLE if told >= ARTICLE_CHARS else 1)


def _one_tells(blocks: Sequence[Block], cards: Sequence[Card]) -> bool:
    """Whether one entry holds a text, and the others next to nothing: menus around an article."""
    told = [_told(blocks, card.members) for card in cards]
    return max(told) >= ARTICLE_CHARS and max(told) > sum(told) * ONE_SHARE


def read_cards(
    name: str,
    blocks: Sequence[Block],
    cards: Sequence[Card],
    *,
    title: str | None,
    site: str | None,
    published: Published | None,
    today: date | None,
) -> ParsedDocument:
    """Each entry as an item; its text is every line of the page with its role."""
    position_of = {index: number for number, card in enumerate(cards, 1) for index in card.members}
    facts = [_Facts.of(blocks, card, today) for card in cards]
    sheet = Sheet()
    spans: dict[int, tuple[int, int]] = {}
    for index, block in enumerate(blocks):
        number = position_of.get(index, 0)
        role = facts[number - 1].roles[index] if number else _outside_role(block, title)
        mine = number if role in {Role.TITLE, Role.BODY, Role.DATE, Role.SOURCE} else 0
        span = sheet.add(role, block.text, item=mine)
        if role in {Role.TITLE, Role.BODY}:
            start = spans[number][0] if number in spans else span[0]
            spans[number] = start, span[1]
    items = tuple(
        _item(number, blocks, card, fact, spans[number], site, published, section, today)
        for number, (card, fact, section) in enumerate(
            zip(cards, facts, _sections(blocks, cards, title), strict=True), 1
        )
    )
    return ParsedDocument(
        name=name,
        format="html/links",
        text=sheet.text,
        items=items,
        title=title,
        published=published,
        confidence=0.8,
        lines=sheet.lines,
    )


def _outside_role(block: Block, title: str | None) -> Role:
    if title and squeezed(block.text) == squeezed(title):
        return Role.METADATA
    return Role.SECTION if block.level and not block.zone else Role.FURNITURE


@dataclass(frozen=True, kw_only=True, slots=True)
class _Facts:
    """What an entry's lines are, and what they say beside the title."""

    roles: dict[int, Role]
    published: Published | None
    outlet: str | None

    @classmethod
    def of(cls, blocks: Sequence[Block], card: Card, today: date | None) -> _Facts:
        roles: dict[int, Role] = {}
        published: Published | None = None
        outlet: str | None = None
        for index in card.members:
            block = blocks[index]
            roles[index] = _role(block, index, card)
            if roles[index] is Role.BODY:
                continue
            text = block.text.replace(card.anchor.text, " ") if index == card.title else block.text
            published = published or _date(text, block.when, today)
            outlet = outlet or _host_name(block, card) or _outlet(text, row=block.tag == "row")
        return cls(roles=roles, published=published, outlet=outlet)


def _role(block: Block, index: int, card: Card) -> Role:
    if index == card.title:
        return Role.TITLE
    if squeezed(block.text) == squeezed(card.anchor.text):
        return Role.REPEATED
    if block.zone or MORE.match(block.text):
        return Role.FURNITURE
    if find_dates(block.text) and len(block.text) <= _FACT_CHARS:
        return Role.DATE
    if _is_sentence(block.text) and furniture_role(block.text) is None:
        return Role.BODY
    if is_prose(block) or (len(block.text) >= PROSE_CHARS and furniture_role(block.text) is None):
        return Role.BODY
    if _is_linked_summary(block):
        return Role.BODY
    return Role.SOURCE if _outlet(block.text, row=False) else Role.FURNITURE


def _is_linked_summary(block: Block) -> bool:
    """A summary that is one link as a whole needs no sentence's end."""
    return (
        len(block.anchors) == 1
        and block.anchors[0].text == block.text
        and len(block.text) >= CELL_CHARS
        and len(block.text.split()) >= SUMMARY_WORDS
        and " | " not in block.text
        and furniture_role(block.text) is None
    )


def _is_sentence(text: str) -> bool:
    """A short one too: summaries in lists are."""
    return SENTENCE_END.search(text) is not None and sum(map(str.isalpha, text)) >= SENTENCE_LETTERS


def _date(text: str, when: str, today: date | None) -> Published | None:
    for candidate in (when.replace("T", " "), text):
        for found in find_dates(candidate):
            if is_plausible(found.when, today):
                return found.when
    return None


def _host_name(block: Block, card: Card) -> str | None:
    """The words that link to the front page of the site that the story stands on."""
    home = _home(card.anchor.url)
    found = (one.text for one in block.anchors if home and one.url.rstrip("/") == home)
    return next((words for words in found if len(words) <= MAX_NAME_CHARS), None)


def _outlet(text: str, *, row: bool) -> str | None:
    """The outlet's name in a short line beside a title; a board's row names its writer instead."""
    if row or len(text) > _FACT_CHARS:
        return None
    names = [name for name in names_in(without_dates(text)) if not is_counter(name)]
    known = [name for name in names if looks_like_outlet(name)]
    if known:
        return known[0]
    return None


def _item(
    number: int,
    blocks: Sequence[Block],
    card: Card,
    facts: _Facts,
    span: tuple[int, int],
    site: str | None,
    published: Published | None,
    section: str | None,
    today: date | None,
) -> ParsedItem:
    told = [blocks[index].text for index in card.members if facts.roles[index] is Role.BODY]
    body = "\n".join((*_told_in_row(blocks[card.title], card.anchor), *told))
    title = _title(card)
    return ParsedItem(
        position=number,
        title=title,
        body=body,
        published=facts.published or _date(section or "", "", today) or published,
        sources=(SourceRef(name=facts.outlet or site, url=card.anchor.url or None),),
        urls=tuple(_urls(blocks, card, facts)),
        language=language_of(f"{title}\n{body}"),
        section=section,
        span=span,
    )


def _told_in_row(block: Block, anchor: Anchor) -> Iterator[str]:
    """Cells of a table's row that tell something beside the title."""
    if block.tag == "row":
        for cell in block.text.split(" | "):
            beside = cell.removeprefix(anchor.text).strip()
            if cell != anchor.text and len(beside) >= CELL_CHARS and not find_dates(cell):
                yield cell


def _title(card: Card) -> str:
    return card.anchor.text


def _sections(
    blocks: Sequence[Block], cards: Sequence[Card], title: str | None
) -> Iterator[str | None]:
    """For each entry the heading that stands last above it, the page's own title aside."""
    section: str | None = None
    position = 0
    for card in cards:
        for block in blocks[position : card.members[0]]:
            if block.level > 1 and not block.anchors and not block.zone and block.text != title:
                section = block.text
        position = max(position, card.members[0])
        yield section


def _urls(blocks: Sequence[Block], card: Card, facts: _Facts) -> Iterator[str]:
    found = Counter([card.anchor.url] if card.anchor.url else [])
    for index in card.members:
        if facts.roles[index] is Role.BODY:
            found.update(anchor.url for anchor in blocks[index].anchors if anchor.url)
    yield from found
