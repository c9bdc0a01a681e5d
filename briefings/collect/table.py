"""The kinds of plain documents that are read: one row a kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from briefings.collect.article import Article, may_run_on
from briefings.collect.blog import Blog
from briefings.collect.clippings import Clippings
from briefings.collect.jsonl import JsonLines
from briefings.collect.layout import Layout
from briefings.collect.newsletter import Newsletter, may_be_letter
from briefings.collect.reader import PlainReader
from briefings.collect.records import Records
from briefings.collect.release import Release
from briefings.collect.report import Report
from briefings.collect.sourced import Sourced

READERS: tuple[PlainReader, ...] = (
    Report(),
    Newsletter(),
    Blog(),
    Article(),
    Release(),
    Sourced(),
    Clippings(),
    Records(),
    JsonLines(),
)
"""All kinds. Each is scored on every document; the order decides between equal scores."""

FAR_SIGNS: Mapping[str, Callable[[Layout, float], bool]] = {
    "newsletter": may_be_letter,
    "article": may_run_on,
}
"""Kinds that a short start may not show, and whether it and its score ask for a longer one."""

CONFIDENT = 0.5
"""Below this score a document is `unsure`: reported with its doubts, not stored."""
