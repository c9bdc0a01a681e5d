"""When an item was published: its own date, else the document's, else the one that was given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from briefings.model.times import Published
from briefings.text.dates import find_dates, find_yearless, is_plausible, starts_range

MAX_DOUBTS = 50
"""So many notes are kept of one document; the rest repeats them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """What is known of a document beside its text."""

    name: str
    published: Published | None = None
    today: date | None = None


class Dating:
    """Chooses dates by the rule: the item's own, else the document's, else what was given."""

    def __init__(self, *, given: Given, document: Published | None, doubts: list[str]) -> None:
        self._today = given.today
        self._doubts = doubts
        self.document_date = self._checked(document, "the document") or given.published

    def _checked(self, when: Published | None, of: str) -> Published | None:
        if when is None or is_plausible(when, self._today):
            return when
        if len(self._doubts) < MAX_DOUBTS:
            self._doubts.append(
                f"dropped an impossible publication date of {of}: {when.isoformat()}"
            )
        return None

    def of_item(
        self, texts: Sequence[str], own: Published | None, position: int
    ) -> Published | None:
        """The first date that the item's date texts give."""
        label = f"item {position}"
        if own is not None:
            return self._checked(own, label) or self.document_date
        for text in texts:
            for found in find_dates(text):
                if found.range_end or starts_range(text, found):
                    continue
                checked = self._checked(found.when, label)
                if checked is not None:
                    return checked
        if self.document_date is not None:
            for text in texts:
                for found in find_yearless(text, self.document_date.day):
                    if not (found.range_end or starts_range(text, found)):
                        return found.when
        return self.document_date
