"""Telegram's own parser takes every message, and shows exactly its plain text."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.platforms.telegram.render import render
from bot.platforms.telegram.words import web_address
from briefings.model.pages import Anchor, Heading
from tests.platforms.telegram.pages import ANY_PAGE, URLS, WORDS, page, para, repeated, text_of

tdjson = pytest.importorskip("tdjson", reason="TDLib has no wheel for this platform")


def ask_tdlib(request):
    return json.loads(tdjson.td_execute(json.dumps(request).encode()))


@pytest.fixture(scope="module", autouse=True)
def _quiet():
    ask_tdlib({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0})


def parsed(html):
    return ask_tdlib(
        {
            "@type": "parseTextEntities",
            "text": html,
            "parse_mode": {"@type": "textParseModeHTML"},
        }
    )


def found_by_itself(text):
    entities = ask_tdlib({"@type": "getTextEntities", "text": text})["entities"]
    return {entity["type"]["@type"] for entity in entities}


def test_the_oracle_refuses_what_does_not_parse():
    assert parsed("a < b")["@type"] == "error"


def test_the_oracle_sees_mentions():
    assert found_by_itself("(@someone)") == {"textEntityTypeMention"}


@settings(deadline=None)
@given(ANY_PAGE)
def test_any_page_parses_and_shows_its_plain_text(any_page):
    parts = render(any_page)
    assert [parsed(text_of(part)).get("text") for part in parts] == [part.plain for part in parts]


@settings(deadline=None)
@given(WORDS)
def test_any_words_mention_nobody(words):
    shown = "".join(part.plain for part in render(page(Heading(words))))
    assert "textEntityTypeMention" not in found_by_itself(shown)


@settings(max_examples=30, deadline=None)
@given(ANY_PAGE, st.integers(8, 24))
def test_every_part_of_a_long_page_parses_by_itself(any_page, times):
    parts = render(repeated(any_page, times))
    assert [parsed(text_of(part)).get("text") for part in parts] == [part.plain for part in parts]
    assert [len(parsed(text_of(part))["entities"]) <= 100 for part in parts] == [True] * len(parts)


@settings(deadline=None)
@given(URLS)
def test_a_link_that_we_keep_telegram_keeps_too(url):
    links = [
        entity["type"]["@type"]
        for part in render(page(para(Anchor("가", url))))
        for entity in parsed(text_of(part))["entities"]
    ]
    assert links == ["textEntityTypeTextUrl"] * (web_address(url) is not None)
