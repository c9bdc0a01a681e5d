"""A crash at every seventh statement around a draft: it is shown and sent as it was decided."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from bot.app import opened
from briefings.model.subscriptions import SlotState
from tests.builders import product_in, settings
from tests.deliver.approving import EDITOR, GROUP, HALF_PAST_EIGHT, NAMES, NINE, Desk, a_desk
from tests.deliver.fakes import HandClock
from tests.deliver.test_crashes import crashing

MOST_STATEMENTS = 230
EVERY = 7
"""Every seventh: a morning has some two hundred statements, and they come in groups."""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a subscription that wants approval, and three stories."""
    folder = tmp_path_factory.mktemp("prepared")
    with a_desk(folder, stories=3) as desk:
        desk.subscribe()
    return folder / "trendbrief.db"


def live(desk: Desk) -> None:
    """A morning from where it was left: the draft, a decision, the hour."""
    now = desk.clock.now()
    desk.outbox.recover(now, now=now)
    desk.at(now)
    desk.press("draft:1:drop:2")
    desk.at(NINE)


@pytest.mark.parametrize("after", range(1, MOST_STATEMENTS, EVERY))
def test_after_a_crash_at_any_statement_the_draft_is_shown_and_decided_on(
    after: int, prepared: Path, tmp_path: Path
):
    shutil.copy(prepared, tmp_path / "trendbrief.db")
    sent: list[tuple[str, str]] = []
    with product_in(tmp_path) as product:
        desk = Desk(product, HandClock(HALF_PAST_EIGHT), sent=sent)
        with crashing(product.database, after):
            live(desk)
        crashed_at = desk.clock.now()
    with opened(settings(tmp_path)) as product:
        again = Desk(product, HandClock(crashed_at), sent=sent)
        live(again)
        [subscription] = product.subscriptions.all()
        assert again.ends(subscription) == [(SlotState.SENT, None)]
        assert again.outbox.counts().waiting == 0
        maybe_twice = again.outbox.counts().maybe_twice

    times = Counter(key for key, _ in sent)
    assert set(times) == {EDITOR.key, GROUP.key}
    assert times.total() <= 2 + maybe_twice
    assert maybe_twice <= 1
    assert [NAMES[1] in text for text in again.texts(GROUP)] == [False] * times[GROUP.key]


def test_the_longest_morning_has_fewer_statements_than_the_crashes_that_are_tried(
    prepared: Path, tmp_path: Path
):
    shutil.copy(prepared, tmp_path / "trendbrief.db")
    with product_in(tmp_path) as product:
        desk = Desk(product, HandClock(HALF_PAST_EIGHT))
        with crashing(product.database, 10**6) as fuse:
            live(desk)
        assert 60 < 10**6 - fuse.left < MOST_STATEMENTS
