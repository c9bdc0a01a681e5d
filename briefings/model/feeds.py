"""Feeds as any parser finds them: strings of the feed, nothing cleaned or judged yet."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedEntry:
    """One entry. `title` and the `contents` may hold HTML; the longest content counts.

    `base` is what relative links of the contents are relative to; `origin` names the source that
    the entry was taken over from, where the feed says so.
    """

    title: str = ""
    title_is_plain: bool = False
    link: str = ""
    other_links: tuple[str, ...] = ()
    id: str = ""
    dates: tuple[str, ...] = ()
    contents: tuple[str, ...] = ()
    plain_contents: bool = False
    base: str = ""
    origin_name: str = ""
    origin_url: str = ""
    language: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Feed:
    """A feed with its entries in their order; `kind` is `rss`, `atom` or `json`."""

    kind: str
    title: str = ""
    link: str = ""
    language: str = ""
    entries: tuple[FeedEntry, ...]
