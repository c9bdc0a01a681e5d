"""A parsed page to items: one article, a list of stories, or several stories in one text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from briefings.collect.dating import Given
from briefings.collect.html_article import Article, read_article, write_article
from briefings.collect.html_blocks import Block, blocks_of
from briefings.collect.html_cards import Card, find_cards, is_list_page, read_cards
from briefings.collect.html_facts import PageFacts, page_facts
from briefings.collect.html_main import MainText, is_prose, other_regions, without_more
from briefings.collect.html_markdown import markdown
from briefings.collect.html_state import state_story
from briefings.collect.html_stories import MIN_STORIES, Told, calls_itself_digest, read_stories
from briefings.collect.html_tracking import without_tracking
from briefings.collect.layout import is_date_line
from briefings.collect.read import read_document
from briefings.collect.table import CONFIDENT
from briefings.errors import UnreadableDocument
from briefings.model.documents import DocumentText, ParsedDocument, RawDocument
from briefings.model.items import SourceRef
from briefings.model.markup import PageMarkup
from briefings.model.times import Published
from briefings.text.dates import find_dates

POOR_CHARS = 120
"""A page with less prose than this may hide its text in `noscript` or JSON-LD."""


SHORT_CHARS = 60
SHORT_CONFIDENCE = 0.4
"""A page with so little text that does not call itself an article is an entrance, not a story."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Page:
    """Everything found on a page before its kind is decided."""

    name: str
    facts: PageFacts
    blocks: tuple[Block, ...]
    article: Article
    main: MainText
    given: Given
    stated: Published | None
    """The date that the caller gives: on a list of stories, dates that are shown are theirs."""

    @property
    def text_blocks(self) -> tuple[Block, ...]:
        """The blocks inside the element that holds the text, lists of others and comments there
        as the furniture that they are.
        """
        others = other_regions(self.blocks)
        return tuple(
            replace(block, zone="furniture") if index in others else block
            for index, block in enumerate(self.blocks)
            if self.main.holder in block.path
        )


def read_page(
    page: PageMarkup,
    raw: RawDocument,
    *,
    format: str | None = None,  # noqa: A002 - the word that `--format` uses
    published: Published | None = None,
    today: date | None = None,
) -> ParsedDocument:
    """The items of a page, with every line of it explained.

    `format` names a plain reader for the page's main text. Raises `UnreadableDocument` naming the
    file where the page shows no text.
    """
    facts = page_facts(page.root, url=raw.url)
    blocks = without_tracking(_telling_blocks(page, facts))
    if _prose_chars(blocks) < POOR_CHARS:
        facts = _with_state(facts)
        blocks = without_tracking(_telling_blocks(page, facts))
    if not any(char.isalnum() for block in blocks for char in block.text):
        raise UnreadableDocument(
            f"{raw.name}: the page shows no text; save it from a browser after it has loaded"
        )
    article, main = read_article(blocks, facts, page.main_text, published=published, today=today)
    given = Given(name=raw.name, published=article.published, today=today)
    found = _Page(
        name=raw.name,
        facts=facts,
        blocks=blocks,
        article=article,
        main=main,
        given=given,
        stated=published,
    )
    if format is not None:
        return _as_plain(found, format)
    return _as_list(found) or _as_stories(found) or _as_article(found)


def _with_state(facts: PageFacts) -> PageFacts:
    """What a page that shows no text carries for its scripts to show."""
    story = state_story(facts.states)
    if len(story.body) <= len(facts.article_body):
        return facts
    return replace(
        facts,
        headlines=(*facts.headlines, story.title),
        published=facts.published or ((story.published,) if story.published else ()),
        is_article=True,
        article_body=story.body,
    )


def _as_list(page: _Page) -> ParsedDocument | None:
    cards = find_cards(page.blocks, url=page.facts.url)
    facts = page.facts
    if not is_list_page(
        page.blocks, cards, claims_article=facts.is_article, claims_list=facts.lists_stories
    ):
        return None
    return read_cards(
        page.name,
        page.blocks,
        cards,
        title=page.article.title,
        site=facts.site or None,
        published=_list_date(page) or _date_below_title(page, cards) or page.stated,
        today=page.given.today,
    )


def _list_date(page: _Page) -> Published | None:
    """When a list was put together; dates that it shows otherwise are those of its entries."""
    if page.facts.is_article and page.article.published is not None:
        return page.article.published
    first = next((block.text for block in page.blocks if block.level and not block.anchors), None)
    return _dated_by(page.article.title) or _dated_by(page.facts.window_title) or _dated_by(first)


def _date_below_title(page: _Page, cards: Sequence[Card]) -> Published | None:
    """The day that stands by itself between the page's heading and its first entry; where more
    days stand so, they part the entries.
    """
    inside = {index for card in cards for index in card.members}
    alone = [
        index
        for index, block in enumerate(page.blocks)
        if index not in inside and not block.zone and is_date_line(block.text)
    ]
    first = cards[0].members[0]
    head = next((index for index in range(first) if page.blocks[index].level == 1), None)
    if len(alone) != 1 or head is None or not head < alone[0] < first:
        return None
    return _dated_by(page.blocks[alone[0]].text)


def _dated_by(title: str | None) -> Published | None:
    """The date that a collection's title carries; that of a story would be the event's."""
    found = find_dates(title or "")
    return found[-1].when if found else None


def _as_stories(page: _Page) -> ParsedDocument | None:
    """By the page's headings, else by marks in its text that a plain reader knows."""
    told = Told(
        format="html/stories",
        title=page.article.title,
        published=page.article.published or _dated_by(page.article.title),
        doubts=page.article.doubts,
        sources=_own_source(page.facts),
    )
    digest = calls_itself_digest(page.article.title, page.facts.window_title)
    found = read_stories(page.text_blocks, told, page.given, digest=digest)
    if found is not None or not digest:
        return found
    split = _split_plain(page, None)
    several = len(split.items) >= MIN_STORIES and split.confidence >= CONFIDENT
    return split if several else None


def _own_source(facts: PageFacts) -> tuple[SourceRef, ...]:
    """The page itself, for stories that name no other source."""
    return (SourceRef(name=facts.site or None, url=facts.url),) if facts.site or facts.url else ()


def _as_plain(page: _Page, name: str) -> ParsedDocument:
    return _split_plain(page, name)


def _split_plain(page: _Page, name: str | None) -> ParsedDocument:
    """The main text read by a plain reader: the one named, or the best."""
    shown: Sequence[Block] = [block for block in page.text_blocks if not block.zone]
    found = read_document(
        DocumentText(name=page.name, text=markdown(shown)),
        format=name,
        published=page.given.published,
        today=page.given.today,
    )
    return replace(
        found,
        format=f"html/{found.format}",
        title=page.article.title or found.title,
        doubts=(*page.article.doubts, *found.doubts),
    )


def _as_article(page: _Page) -> ParsedDocument:
    article = page.article
    if article.title is None and not article.body:
        raise UnreadableDocument(
            f"{page.name}: no story could be found on the page; save it as text, or name a link "
            "to the story itself"
        )
    told = sum(len(page.blocks[index].text) for index in article.body)
    if told < SHORT_CHARS and not (page.facts.is_article and told):
        article = replace(article, doubts=(*article.doubts, "the page shows hardly any text"))
        return replace(_written(page, article), confidence=SHORT_CONFIDENCE)
    return _written(page, article)


def _written(page: _Page, article: Article) -> ParsedDocument:
    return write_article(page.name, page.blocks, article, page.main)


def _telling_blocks(page: PageMarkup, facts: PageFacts) -> tuple[Block, ...]:
    """The page's blocks; where they tell nothing, those by looser rules, of `noscript`, or of
    the text that JSON-LD carries along.
    """
    blocks = tuple(map(without_more, blocks_of(page.root, base=facts.base)))
    if _prose_chars(blocks) >= POOR_CHARS:
        return blocks
    loose = tuple(map(without_more, blocks_of(page.root, base=facts.base, by_names=False)))
    shown = tuple(replace(block, zone="") if block.zone == "noscript" else block for block in loose)
    told = tuple(
        Block(tag="p", text=line, path=(1,))
        for line in facts.article_body.split("\n")
        if line.strip()
    )
    return max((blocks, loose, (*blocks, *told), shown), key=_prose_chars)


def _prose_chars(blocks: tuple[Block, ...]) -> int:
    return sum(len(block.text) for block in blocks if is_prose(block))
