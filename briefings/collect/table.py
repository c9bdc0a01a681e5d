"""The kinds of plain documents that are read: one row a kind."""

from __future__ import annotations

from briefings.collect.article import Article
from briefings.collect.blog import Blog
from briefings.collect.clippings import Clippings
from briefings.collect.jsonl import JsonLines
from briefings.collect.newsletter import Newsletter
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

CONFIDENT = 0.5
"""Below this score a document is `unsure`: reported with its doubts, not stored."""
