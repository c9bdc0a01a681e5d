"""How well searches answer: recall in the first five and reciprocal rank, on the texts of the
themes' development set with queries whose answers were judged by hand.

The labels are those that the program itself gives. Recall counts against the five best that there
could be; the second table names the queries that miss most.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from briefings.model.documents import ParsedDocument
from briefings.model.items import ParsedItem
from briefings.ports import Labeller
from briefings.understand.theme_model import read_model
from briefings.understand.themes import ThemeLabeller
from config.aliases import load_aliases
from config.catalogue import load_theme_model, load_themes
from storage.database import open_database
from storage.items import StoredItems

DATA = Path(__file__).parents[1] / "data"
FIRST = 5
SHOWN = 10
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True, slots=True)
class Answered:
    """A query, and the ids of what was found and of what answers it."""

    query: str
    found: tuple[str, ...]
    relevant: frozenset[str]

    @property
    def recall(self) -> float:
        """The share of the answers, five at most, among the first five."""
        hits = sum(1 for found in self.found[:FIRST] if found in self.relevant)
        return hits / min(FIRST, len(self.relevant))

    @property
    def reciprocal_rank(self) -> float:
        """One over the place of the first answer, 0 where there is none."""
        ranks = (rank for rank, found in enumerate(self.found, 1) if found in self.relevant)
        return 1 / next(ranks, float("inf"))


def answered(labeller: Labeller) -> Iterator[Answered]:
    """Every query of the set with what the program finds."""
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{folder}/search.db")
        store = StoredItems(
            database,
            zone=ZoneInfo("Asia/Seoul"),
            aliases=load_aliases(),
            theme_names={theme.id: tuple(theme.spellings()) for theme in load_themes()},
        )
        items = tuple(_items())
        document = ParsedDocument(name="dev", format="jsonl", text="dev", items=items)
        store.put_document(document, [labeller(item) for item in items], source=None, now=NOW)
        for line in _lines(DATA / "search" / "queries.jsonl"):
            results = store.search(str(line["query"]).split(), newest=False, limit=SHOWN)
            yield Answered(
                query=str(line["query"]),
                found=tuple(str(result.item.external_id) for result in results),
                relevant=frozenset(line["relevant"]),
            )
        database.close()


def search_report() -> str:
    """The figures, and the weakest queries."""
    content = load_theme_model()
    model = None if content is None else read_model(content)
    results = list(answered(ThemeLabeller(load_themes(), model)))
    recall = sum(result.recall for result in results) / len(results)
    rank = sum(result.reciprocal_rank for result in results) / len(results)
    lines = [
        f"Search, {len(results)} queries: recall in the first {FIRST} {recall:.2f}, MRR {rank:.2f}",
        *(
            f"  {result.query:<20} recall {result.recall:.2f}  rank {result.reciprocal_rank:.2f}"
            for result in sorted(results, key=lambda result: result.recall)[:SHOWN]
        ),
    ]
    return "\n".join(lines)


def _items() -> Iterator[ParsedItem]:
    for number, line in enumerate(_lines(DATA / "themes" / "dev.jsonl"), 1):
        text = str(line["text"])
        yield ParsedItem(
            position=number,
            title=line["title"],
            body=text,
            span=(0, len(text)),
            external_id=str(line["id"]),
        )


def _lines(path: Path):
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)
