"""A curator's weight of a source decides what comes first, and /why tells it."""

from dataclasses import replace

from bot.platforms.terminal.render import plain_text
from briefings.steps.answer import answer
from tests.builders import ask


def test_a_weighty_source_comes_first_and_why_shows_what_it_adds(stocked):
    newsroom = replace(stocked.newsroom, source_weights={"매체33": 2.5})

    told = plain_text(answer(ask("/brief 핀테크"), newsroom).page)
    why = plain_text(answer(ask("/why 1"), newsroom).page)

    first, _, _ = told.partition("\n\n2. ")
    assert "매체33" in first
    assert "출처 가중치  +1.50" in why
