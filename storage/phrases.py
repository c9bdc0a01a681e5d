"""The noun phrases that a tokeniser found in items: kept, told apart from none, forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from briefings.model.items import ItemId
from storage.item_rows import OFFERED, item_table, phrases_table
from storage.rows import dump_forms

_PUT = upsert(phrases_table)
_PUT = _PUT.on_conflict_do_update(index_elements=["item_id"], set_={"forms": _PUT.excluded.forms})
_FORGET = delete(phrases_table).where(phrases_table.c.item_id == bindparam("item"))
_LACKING = (
    select(item_table.c.id)
    .join(phrases_table, phrases_table.c.item_id == item_table.c.id, isouter=True)
    .where(
        item_table.c.id > bindparam("after"),
        OFFERED,
        bindparam("all").is_(True) | phrases_table.c.item_id.is_(None),
    )
    .order_by(item_table.c.id)
    .limit(bindparam("limit"))
)


def put_phrases(connection: Connection, forms: Mapping[ItemId, Sequence[str]]) -> None:
    """Keep what was found in these items, in place of what was found before."""
    rows = [{"item_id": item, "forms": dump_forms(found)} for item, found in forms.items()]
    if rows:
        connection.execute(_PUT, rows)


def forget_phrases(connection: Connection, items: Iterable[ItemId]) -> None:
    """These items say something else now: their words are to be found anew."""
    rows = [{"item": item} for item in items]
    if rows:
        connection.execute(_FORGET, rows)


def to_phrase(
    connection: Connection, *, after: ItemId, limit: int, anew: bool
) -> tuple[ItemId, ...]:
    """The first items behind `after` whose phrases are not kept; with `anew`, of all."""
    found = connection.execute(_LACKING, {"after": after, "limit": limit, "all": anew})
    return tuple(ItemId(number) for number in found.scalars())
