"""A read document becomes stored items: labelled, kept, and joined to the stories they tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from briefings.model.documents import ParsedDocument
from briefings.model.items import Item, ItemId, Joined, StoryId
from briefings.model.kept import kept_labels
from briefings.ports import ItemStore, Labeller, Tokenizer
from briefings.steps.phrases import keep_phrases
from briefings.understand.stories import WINDOW_DAYS, assign

BATCH_ITEMS = 200
MAX_CANDIDATES = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Collected:
    """What became of one document; `unsure` documents are reported, not stored."""

    name: str
    format: str
    items: int
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    skipped_lines: int = 0
    unread_lines: int = 0
    unsure: bool = False
    doubts: tuple[str, ...] = ()
    wordless: str | None = None
    """Why the words of some items were not found by the tokeniser, where that is so."""


def collect(
    parsed: ParsedDocument,
    *,
    labeller: Labeller,
    items: ItemStore,
    source: str | None,
    now: datetime,
    unsure_below: float,
    tokenizer: Tokenizer | None = None,
) -> Collected:
    """Store a document's items with labels and phrases, unless the reader was not sure of it."""
    if parsed.confidence < unsure_below or not parsed.items:
        return Collected(
            name=parsed.name,
            format=parsed.format,
            items=len(parsed.items),
            skipped_lines=parsed.skipped_lines,
            unread_lines=parsed.unread_lines,
            unsure=True,
            doubts=parsed.doubts,
        )
    labels = kept_labels(labeller(item) for item in parsed.items)
    report = items.put_document(parsed, labels, source=source, now=now)
    words = keep_phrases((*report.new, *report.changed), items, tokenizer)
    return Collected(
        name=parsed.name,
        format=parsed.format,
        items=len(parsed.items),
        new=len(report.new),
        changed=len(report.changed),
        unchanged=report.unchanged,
        gone=report.gone,
        skipped_lines=parsed.skipped_lines,
        unread_lines=parsed.unread_lines,
        doubts=parsed.doubts,
        wordless=words.reason,
    )


def join_stories(items: ItemStore) -> int:
    """Give every item without one a story: another's that it tells too, or its own; how many."""
    joined = 0
    while waiting := items.stories_to_assign(limit=BATCH_ITEMS):
        tellings = items.likely_tellings(waiting, days=WINDOW_DAYS, limit=MAX_CANDIDATES)
        items.assign_stories(tuple(_joined(waiting, tellings)))
        joined += len(waiting)
    return joined


def _joined(waiting: Sequence[Item], tellings: Sequence[Sequence[Item]]) -> Iterator[Joined]:
    """Each item with the one whose story it tells; stories begun in this batch are known too."""
    stories: dict[ItemId, StoryId] = {}
    for item, near in zip(waiting, tellings, strict=True):
        told = [replace(one, story=stories.get(one.id, one.story)) for one in near]
        found = assign(item, told)
        first = item.id if found.same_as is None else found.same_as
        story = next((one.story for one in told if one.id == found.same_as), None)
        # A story that is not written yet goes by its first item, as no written one does.
        stories[item.id] = stories[first] = StoryId(-first) if story is None else story
        yield Joined(item=item.id, same_as=found.same_as, is_update=found.is_update)
