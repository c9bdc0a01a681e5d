"""What a reader of one kind of document is."""

from __future__ import annotations

from typing import Protocol

from briefings.collect.dating import Given
from briefings.collect.layout import Layout
from briefings.model.documents import ParsedDocument


class PlainReader(Protocol):
    """One kind of document, read by structure alone."""

    @property
    def name(self) -> str:
        """The format's name, as `--format` takes it."""

    def score(self, layout: Layout, given: Given) -> float:
        """How much the text looks like this kind, 0 to 1. The text may be a document's start."""

    def read(self, layout: Layout, given: Given) -> ParsedDocument:
        """Split the whole text into items."""
