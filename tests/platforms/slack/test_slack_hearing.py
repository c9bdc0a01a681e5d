"""Deliveries of any shape become what a person asked, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.slack.listen import (
    Heard,
    Pressed,
    Us,
    heard_command,
    heard_direct_message,
    heard_gone,
    heard_mention,
    heard_press,
    typed_text,
)
from bot.platforms.slack.people import language_of
from briefings.model.chats import ChatKind, ChatRef
from briefings.model.languages import Language

US = Us(team="T1", bot_user="UBOT", bot_id="BBOT", name="trendbrief")


@pytest.mark.parametrize(
    ("source", "typed"),
    [
        ("<@UBOT> fintech", "fintech"),
        ("<@UBOT|trendbrief> fintech", "fintech"),
        ("fintech <@UBOT>", "fintech"),
        ("<@UBOT>", ""),
        ("R&amp;D &lt;b&gt; &amp;lt;", "R&D <b> &lt;"),
        ("<https://a.example/x|a.example/x>", "https://a.example/x"),
        ("<mailto:a@b.example|a@b.example>", "a@b.example"),
        ("<#C9|general> <@U2> <@U3|bob>", "#general @U2 @bob"),
        ("<!here> <!subteam^S1|@team> <!date^1^{date}|Jan 1>", "@here @team Jan 1"),
        ("a < b", "a < b"),
    ],
)
def test_slacks_form_of_a_text_becomes_what_was_typed(source: str, typed: str):
    assert typed_text(source, US) == typed


@pytest.mark.parametrize(
    ("channel", "name", "kind"),
    [
        ("C1", "general", ChatKind.CHANNEL),
        ("C1", "privategroup", ChatKind.GROUP),
        ("G1", "mpdm-a--b-1", ChatKind.GROUP),
        ("D1", "directmessage", ChatKind.PRIVATE),
    ],
)
def test_a_command_tells_what_kind_of_chat_it_is(channel: str, name: str, kind: ChatKind):
    body = {"channel_id": channel, "channel_name": name, "user_id": "U1", "trigger_id": "t"}
    heard = heard_command(body, US)
    assert heard is not None
    assert heard.kind is kind


def test_a_press_keeps_the_message_its_thread_and_its_way_back():
    body = {
        "channel": {"id": "C1", "name": "general"},
        "user": {"id": "U1", "username": "kim.min", "name": "kim"},
        "container": {"message_ts": "2.0", "thread_ts": "1.0", "is_ephemeral": True},
        "actions": [{"action_id": "press-1", "value": "more:7"}],
        "response_url": "https://hooks.example/1",
        "trigger_id": "t1",
    }
    chat = ChatRef(platform="slack", address="T1:C1", thread="1.0")
    assert heard_press(body, US) == Heard(
        key="t1",
        user="U1",
        chat=chat,
        kind=ChatKind.CHANNEL,
        answers_to=chat,
        action="more:7",
        answered_message="2.0",
        response_url="https://hooks.example/1",
        pressed=Pressed(ts="2.0", ephemeral=True),
        user_name="kim",
    )


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("ko-KR", Language.KOREAN),
        ("en-GB", Language.ENGLISH),
        ("en", Language.ENGLISH),
        ("ja-JP", None),
        ("", None),
    ],
)
def test_only_korean_and_english_are_a_persons_language(locale: str, language: Language | None):
    assert language_of(locale) is language


NAMES = st.sampled_from(
    [
        "event", "channel", "user", "actions", "container", "message", "type", "text", "ts", "id",
        "value", "thread_ts", "bot_id", "subtype", "channel_type", "channel_id", "user_id",
    ]
)  # fmt: skip
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5), st.just("im")),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(NAMES, inner)),
    max_leaves=12,
)


@given(st.dictionaries(NAMES, JSON))
def test_a_delivery_of_any_shape_never_breaks_the_listener(body: dict):
    listeners = (heard_command, heard_mention, heard_direct_message, heard_press, heard_gone)
    assert len([listen(body, US) for listen in listeners]) == 5
