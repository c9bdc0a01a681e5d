"""Markup as a tree, whatever parser made it: what readers of pages walk through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Element:
    """An element with its lower-case tag; text stands between child elements as plain strings."""

    tag: str
    attributes: Mapping[str, str]
    children: tuple[Element | str, ...]

    def get(self, name: str) -> str:
        """The attribute's value without space around it, empty where it is not there."""
        return self.attributes.get(name, "").strip()


@dataclass(frozen=True, kw_only=True, slots=True)
class PageMarkup:
    """A parsed page: its tree, and the main text as a page-text library sees it (may be empty)."""

    root: Element
    main_text: str = ""


SOFT_HYPHEN = "\u00ad"
"""Ends a run of characters whose last word was parted by a hyphen at the line's end."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PdfBox:
    """A picture or drawn box of a PDF page; points from the top left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, kw_only=True, slots=True)
class PdfWord:
    """A run of characters on one line of a PDF page; points from the top left corner.

    `size` is the font's, 0 where it is not known; `bold` says that the run starts and ends in bold.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float = 0.0
    bold: bool = False
    url: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PdfPage:
    """One page of a PDF file: `words` as the file writes them, and what is drawn beside them."""

    width: float
    height: float
    words: tuple[PdfWord, ...]
    pictures: int = 0
    figures: tuple[PdfBox, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class PdfMarkup:
    """A PDF file as its pages; `title` and `created` as the file's own record gives them."""

    pages: tuple[PdfPage, ...]
    title: str = ""
    created: str = ""
