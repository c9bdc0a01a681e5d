"""A subscription that is asked for again is left as it is, whenever that happens."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.app import opened
from bot.cli import run
from config.settings import load_settings

FRIDAYS = '{"chat":"telegram:-1001","what":"fintech","when":"격주 금 17:00"}\n'


def counted_from_the_week_before() -> None:
    """The stored subscription as if it had been imported a week ago."""
    with opened(load_settings()) as product:
        [stored] = product.subscriptions.all()
        week = date.fromisoformat(stored.wish.schedule.anchor) - timedelta(days=7)
        schedule = replace(stored.wish.schedule, anchor=week.isoformat())
        wish = replace(stored.wish, schedule=schedule)
        product.subscriptions.change(stored.id, wish, next_due_at=stored.next_due_at)


def chats() -> list[tuple[str, str | None]]:
    with opened(load_settings()) as product:
        wishes = [each.wish for each in product.subscriptions.all()]
        return [(wish.chat.key, wish.chat.thread) for wish in wishes]


def test_a_biweekly_one_imported_again_in_another_week_is_there_already(home, capsys):
    (home / "teams.jsonl").write_text(FRIDAYS, "utf-8")
    assert run(["subscriptions", "import", "teams.jsonl"]) == 0
    counted_from_the_week_before()
    capsys.readouterr()
    assert run(["subscriptions", "import", "teams.jsonl"]) == 0
    assert capsys.readouterr().out.startswith("is there already: 1\t")
    assert chats() == [("telegram:-1001", None)]


@pytest.mark.parametrize("first", ["telegram:-1001", "telegram:-1001:7"])
def test_the_same_in_another_topic_is_another_subscription(home, first):
    other = {"telegram:-1001": "telegram:-1001:7", "telegram:-1001:7": "telegram:-1001"}[first]
    assert run(["subscriptions", "add", first, "fintech", "매일 09:00"]) == 0
    assert run(["subscriptions", "add", other, "fintech", "매일 09:00"]) == 0
    assert set(chats()) == {("telegram:-1001", None), ("telegram:-1001", "7")}


def test_the_same_in_another_thread_of_a_slack_channel_is_there_already(home, capsys):
    assert run(["subscriptions", "add", "slack:T1:C1:1700000000.000100", "ai", "매일 09:00"]) == 0
    assert run(["subscriptions", "add", "slack:T1:C1", "ai", "매일 09:00"]) == 0
    assert chats() == [("slack:T1:C1", "1700000000.000100")]
