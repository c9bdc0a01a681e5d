"""A parsed page to items: one article, a list of stories, or several stories in one text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from briefings.collect.html_article import read_article, write_article
from briefings.collect.html_blocks import Block, blocks_of
from briefings.collect.html_facts import PageFacts, page_facts
from briefings.collect.html_main import is_prose
from briefings.errors import UnreadableDocument
from briefings.model.documents import ParsedDocument, RawDocument
from briefings.model.markup import PageMarkup
from briefings.model.times import Published

_POOR_CHARS = 120
"""A page with less prose than this may hide its text in `noscript` or JSON-LD."""


def read_page(
    page: PageMarkup,
    raw: RawDocument,
    *,
    format: str | None = None,  # noqa: A002 - the word that `--format` uses
    published: Published | None = None,
    today: date | None = None,
) -> ParsedDocument:
    """The items of a page, with every line of it explained.

    Raises `UnreadableDocument` naming the file where the page shows no text.
    """
    facts = page_facts(page.root, url=raw.url)
    blocks = _telling_blocks(page, facts)
    if not any(char.isalnum() for block in blocks for char in block.text):
        raise UnreadableDocument(
            f"{raw.name}: the page shows no text; save it from a browser after it has loaded"
        )
    article, main = read_article(blocks, facts, page.main_text, published=published, today=today)
    return write_article(raw.name, blocks, article, main, facts)


def _telling_blocks(page: PageMarkup, facts: PageFacts) -> tuple[Block, ...]:
    """The page's blocks; where they tell nothing, those by looser rules, of `noscript`, or of
    the text that JSON-LD carries along.
    """
    blocks = blocks_of(page.root, base=facts.base)
    if _prose_chars(blocks) >= _POOR_CHARS:
        return blocks
    loose = blocks_of(page.root, base=facts.base, by_names=False)
    shown = tuple(replace(block, zone="") if block.zone == "noscript" else block for block in loose)
    told = tuple(
        Block(tag="p", text=line, path=(0,))
        for line in facts.article_body.split("\n")
        if line.strip()
    )
    ways = (blocks, loose, shown, (*blocks, *told))
    return max(ways, key=_prose_chars) if _prose_chars(shown) + len(told) else blocks


def _prose_chars(blocks: tuple[Block, ...]) -> int:
    return sum(len(block.text) for block in blocks if is_prose(block))
