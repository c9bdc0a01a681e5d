"""Documents and items as the rest of the program asks for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, tzinfo

from sqlalchemy import bindparam, func, select
from sqlalchemy.dialects.sqlite import insert as upsert

from briefings.model.briefings import Found
from briefings.model.documents import ParsedDocument
from briefings.model.items import Item, ItemId, Joined, Label, StoryId, ThemeId
from briefings.model.stored import DocumentReport, PublishedDays, SourceSummary, ThemeCount
from briefings.model.times import Period
from briefings.text.aliases import Aliases, compact
from briefings.text.relevance import Names
from storage import finding, stories
from storage.database import Database
from storage.documents import put
from storage.incoming import Incoming, unpacked
from storage.item_rows import (
    OFFERED,
    document_table,
    item_table,
    items_by_id,
    theme_table,
)
from storage.phrases import put_phrases, to_phrase
from storage.queries import Query
from storage.search import merge
from storage.selection import Published, Stored, newest_day, newest_ids, published_days
from storage.tables import DocumentTextRow, SourceRow, WindowEndRow
from storage.typed import columns
from storage.widening import best_answers, newest_answers

MERGED_PAGES = 500
"""Pages of the index that one transaction merges: some ten milliseconds of waiting for others."""

MANY_ITEMS = 2000
"""A document of so many new items leaves the index in pieces that are worth merging at once."""

_PLAIN = Names(aliases=Aliases(), themes={})
_text = columns(DocumentTextRow)
_source = columns(SourceRow)
_window_end = columns(WindowEndRow)
_OF_STORY = select(item_table.c.id).where(item_table.c.story_id == bindparam("story"))


class StoredItems:
    """The `ItemStore` of a database.

    `zone` is the default zone, in which days are kept. `aliases` are other names of things, and
    `theme_names` what readers call each theme; both widen searches.
    """

    def __init__(
        self,
        database: Database,
        *,
        zone: tzinfo,
        aliases: Aliases | None = None,
        theme_names: Mapping[ThemeId, Sequence[str]] | None = None,
    ) -> None:
        self._database = database
        self._zone = zone
        self._names = Names(
            aliases=aliases or Aliases(),
            themes={
                compact(name): theme
                for theme, names in (theme_names or {}).items()
                for name in (theme, *names)
            },
        )

    def put_document(
        self,
        document: ParsedDocument,
        labels: Sequence[tuple[Label, ...]],
        *,
        source: str | None,
        now: datetime,
    ) -> DocumentReport:
        """Store a document with the labels of each of its items, in the items' order.

        The same content again (under any name) changes nothing. Corrected content under the same
        name keeps the identity of items that stayed; items gone from the document are marked, not
        deleted. An item of `.jsonl` is known by its `external_id` within its document's name.
        """
        if len(labels) != len(document.items):
            raise ValueError(f"{len(labels)} lists of labels for {len(document.items)} items")
        incoming = Incoming.of(document, labels, source=source, now=now, zone=self._zone)
        with self._database.writing() as connection:
            report = put(connection, incoming)
        if len(report.new) >= MANY_ITEMS:
            self.tidy()
        return report

    def tidy(self) -> None:
        """Merge the search index into one piece: searches get about twice as quick.

        For the end of a long ingest and for quiet hours; others can write in between. Costs a
        moment for a small index and half a minute for a million items.
        """
        more, afresh = True, True
        while more:
            with self._database.writing() as connection:
                more = merge(connection, pages=MERGED_PAGES, afresh=afresh)
            afresh = False

    def close_window(self, until: datetime) -> None:
        """No item that is stored from now on counts as stored at or before `until`.

        To be called before a push reads what was stored up to `until`: an item that is being
        written at that instant then falls into the next window in place of between the two.
        """
        statement = upsert(_window_end).values(id=1, until=until)
        with self._database.writing() as connection:
            connection.execute(
                statement.on_conflict_do_update(
                    index_elements=["id"],
                    set_={"until": statement.excluded.until},
                    where=_window_end.c.until < statement.excluded.until,
                )
            )

    def stories_to_assign(self, *, limit: int = 500) -> tuple[Item, ...]:
        """Items that belong to no story yet, in the order they were stored."""
        with self._database.reading() as connection:
            return stories.storyless(connection, limit=limit)

    def story_candidates(self, item: Item, *, days: int, limit: int) -> tuple[Item, ...]:
        """Items published within `days` around `item` that share words or links, most first."""
        with self._database.reading() as connection:
            return stories.candidates(
                connection, item, days_around=days, limit=limit, zone=self._zone
            )

    def likely_tellings(
        self, items: Sequence[Item], *, days: int, limit: int
    ) -> tuple[tuple[Item, ...], ...]:
        """For each item those near it in time that share telling words or links, most first."""
        with self._database.reading() as connection:
            return stories.likely_tellings(
                connection, items, days_around=days, limit=limit, zone=self._zone
            )

    def assign_stories(self, joined: Sequence[Joined]) -> None:
        """Put each item that has no story into that of another, or into one of its own."""
        with self._database.writing() as connection:
            for one in joined:
                stories.assign_free(connection, one)

    def put_phrases(self, forms: Mapping[ItemId, Sequence[str]]) -> None:
        """Keep the noun phrases that were found in these items."""
        with self._database.writing() as connection:
            put_phrases(connection, forms)

    def to_phrase(self, *, after: ItemId, limit: int, anew: bool = False) -> tuple[ItemId, ...]:
        """The first items behind `after` whose phrases are not kept; with `anew`, of all."""
        with self._database.reading() as connection:
            return to_phrase(connection, after=after, limit=limit, anew=anew)

    def published_within(
        self, period: Period, *, themes: Sequence[ThemeId], limit: int
    ) -> tuple[Item, ...]:
        """Items that count in `period` (a superset by one day at each end, for zones), newest
        first; of any of `themes`, or all items where none is given.
        """
        with self._database.reading() as connection:
            ids = newest_ids(connection, Published(period=period), themes, limit=limit)
            return items_by_id(connection, ids)

    def ids_published_within(
        self, period: Period, *, themes: Sequence[ThemeId], limit: int, one_in: int = 1
    ) -> tuple[ItemId, ...]:
        """As `published_within`, but their ids alone; with `one_in`, of a sample of the items."""
        with self._database.reading() as connection:
            span = Published(period=period)
            found = newest_ids(connection, span, themes, limit=limit, one_in=one_in)
        return tuple(ItemId(number) for number in found)

    def published_days(self, period: Period, *, themes: Sequence[ThemeId]) -> PublishedDays:
        """How many items of any of `themes` (all where none is given) count on each day of the
        period, in days of the default zone. Nothing but counts is read.
        """
        with self._database.reading() as connection:
            return published_days(connection, period, themes)

    def ids_stored_within(
        self,
        after: datetime,
        until: datetime,
        *,
        themes: Sequence[ThemeId],
        limit: int,
        published_since: date | None = None,
    ) -> tuple[ItemId, ...]:
        """Items stored after `after`, up to and with `until`, newest first; not those whose
        last day lies before `published_since`; of any of `themes`, or all where none is given.
        """
        span = Stored(after=after, until=until, published_since=published_since)
        return self._newest_ids(span, themes, limit)

    def newest_day(self, *, themes: Sequence[ThemeId], before: date | None = None) -> date | None:
        """The last day on which an item of these themes (all items if none) counts."""
        with self._database.reading() as connection:
            return newest_day(connection, themes, before=before)

    def items(self, ids: Sequence[ItemId]) -> tuple[Item, ...]:
        """These items in the order asked for; unknown and hidden ids are left out."""
        with self._database.reading() as connection:
            return items_by_id(connection, ids)

    def of_story(self, story: StoryId, *, limit: int = 50) -> tuple[Item, ...]:
        """The items of a story, newest first."""
        query = (
            select(item_table.c.id)
            .where(item_table.c.story_id == story, OFFERED)
            .order_by(item_table.c.search_id.desc())
            .limit(limit)
        )
        with self._database.reading() as connection:
            return items_by_id(connection, connection.execute(query).scalars().all())

    def ids_of_story(self, story: StoryId) -> frozenset[ItemId]:
        """All items of a story."""
        with self._database.reading() as connection:
            return frozenset(map(ItemId, connection.execute(_OF_STORY, {"story": story}).scalars()))

    def document_text(self, item: ItemId) -> str | None:
        """The decoded text of the item's document, which its span counts in."""
        query = (
            select(_text.c.packed)
            .join(item_table, item_table.c.text_id == _text.c.id)
            .where(item_table.c.id == item)
        )
        with self._database.reading() as connection:
            packed = connection.execute(query).scalar()
        return None if packed is None else unpacked(packed)

    def search(
        self,
        words: Sequence[str],
        *,
        newest: bool,
        limit: int,
        offset: int = 0,
        themes: Sequence[ThemeId] = (),
        period: Period | None = None,
        without: Sequence[str] = (),
        forgiving: bool = False,
    ) -> tuple[Found, ...]:
        """Items that hold all of `words` (particles and spacing aside), best or newest first.

        Other names of a word count as the word. Best first, where fewer than five items hold all
        words, those that hold most of them follow, then those that hold the parts of a compound;
        where there is nothing at all, what a slip of the finger may have meant is looked for,
        and words that no item holds are left out. Newest first does the last only if `forgiving`.
        """
        query = Query.of(
            self._names.terms(words),
            without=_PLAIN.terms(without),
            themes=themes,
            period=period,
        )
        if not query.terms:
            return ()
        with self._database.reading() as connection:
            wanted = offset + limit
            if newest and not forgiving:
                hits = finding.newest(connection, query, limit=wanted)
            else:
                answers = newest_answers if newest else best_answers
                hits = answers(connection, words, query, self._names, wanted=wanted)
            hits = hits[offset:]
            items = items_by_id(connection, [hit.item for hit in hits])
        return tuple(
            Found(item=item, score=round(hit.score, 4))
            for item, hit in zip(items, hits, strict=True)
        )

    def theme_counts(self) -> tuple[ThemeCount, ...]:
        """How many items each theme holds, and the newest day; most items first."""
        count = func.count().label("items")
        query = (
            select(theme_table.c.theme, count, func.max(theme_table.c.last_day).label("newest"))
            .join(item_table, item_table.c.id == theme_table.c.item_id)
            .where(OFFERED)
            .group_by(theme_table.c.theme)
            .order_by(count.desc(), theme_table.c.theme)
        )
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return tuple(
            ThemeCount(theme=ThemeId(row.theme), items=row.items, newest=row.newest) for row in rows
        )

    def sources(self) -> tuple[SourceSummary, ...]:
        """The sources that documents were stored under, with counts, by name."""
        query = (
            select(
                _source.c.name,
                func.count(document_table.c.id.distinct()).label("documents"),
                func.count(item_table.c.id).label("items"),
                func.max(document_table.c.changed_at).label("last_stored_at"),
            )
            .join(document_table, document_table.c.source_id == _source.c.id)
            .join(
                item_table,
                (item_table.c.document_id == document_table.c.id) & OFFERED,
                isouter=True,
            )
            .group_by(_source.c.name)
            .order_by(_source.c.name)
        )
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return tuple(
            SourceSummary(
                name=row.name,
                documents=row.documents,
                items=row.items,
                last_stored_at=row.last_stored_at,
            )
            for row in rows
        )

    def item_count(self) -> int:
        """How many items are stored, neither gone from their documents nor hidden."""
        query = select(func.count()).select_from(item_table).where(OFFERED)
        with self._database.reading() as connection:
            return int(connection.execute(query).scalar_one())

    def _newest_ids(
        self, span: Published | Stored, themes: Sequence[ThemeId], limit: int
    ) -> tuple[ItemId, ...]:
        with self._database.reading() as connection:
            return tuple(map(ItemId, newest_ids(connection, span, themes, limit=limit)))
