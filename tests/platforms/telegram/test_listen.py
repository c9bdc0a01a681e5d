"""Updates become questions: who asks, where, what, and about which message."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from telegram import Update

from bot.platforms.telegram.listen import Asked, Left, Me, Moved, heard
from briefings.model.chats import Ask, ChatKind, ChatRef
from briefings.model.languages import Language

NOW = datetime(2021, 1, 4, 9, tzinfo=UTC)
ME = Me(id=4242, username="Brief_Bot")
BOT = {"id": 4242, "is_bot": True, "first_name": "B", "username": "Brief_Bot"}
ANN = {"id": 11, "is_bot": False, "first_name": "A", "language_code": "ko-KR"}
MANAGES = frozenset({"subscribe", "구독", "resume"})

PRIVATE = {"id": 11, "type": "private", "first_name": "A"}
GROUP = {"id": -20, "type": "group", "title": "T"}
FORUM = {"id": -1005, "type": "supergroup", "title": "T", "is_forum": True}
CHANNEL = {"id": -1009, "type": "channel", "title": "T"}


def listened(**kinds):
    update = Update.de_json({"update_id": 1, **kinds}, None)
    return heard(update, ME, manages=MANAGES, now=NOW)


def message(chat, text=None, **more):
    said = {"text": text} if text is not None else {}
    return {"message_id": 3, "date": 1, "chat": chat, "from": ANN, **said, **more}


def said(chat, text=None, **more):
    return listened(message=message(chat, text, **more))


def question(chat, text=None, **more):
    asked = said(chat, text, **more)
    return None if asked is None else asked.ask.text


def mention(text, words):
    offset = len(text[: text.index(words)].encode("utf-16-le")) // 2
    return [{"type": "mention", "offset": offset, "length": len(words)}]


def test_a_private_question():
    assert said(PRIVATE, "핀테크 30d") == Asked(
        ask=Ask(
            chat=ChatRef(platform="telegram", address="11"),
            kind=ChatKind.PRIVATE,
            person="telegram:11",
            text="핀테크 30d",
            now=NOW,
            language=Language.KOREAN,
            may_manage=True,
        ),
        reply_to="3",
    )


@pytest.mark.parametrize(
    ("chat", "text", "expected"),
    [
        (PRIVATE, "/brief", "/brief"),
        (PRIVATE, "/brief@brief_bot ai 7d", "/brief ai 7d"),
        (PRIVATE, "/brief@other_bot ai", "/brief ai"),
        (PRIVATE, "/브리핑 핀테크", "/브리핑 핀테크"),
        (PRIVATE, "\u200b/brief\u200b ai\ufeff", "/brief ai"),
        (PRIVATE, "/brief\nai", "/brief\nai"),
        (PRIVATE, "\u200b\u2060", "/help"),
        (GROUP, "/brief ai", "/brief ai"),
        (GROUP, "/Brief@BRIEF_BOT ai", "/Brief ai"),
        (GROUP, "/구독 핀테크 매일 09:00", "/구독 핀테크 매일 09:00"),
        (GROUP, "/brief@other_bot ai", None),
        (GROUP, "/usr/bin/python", None),
        (GROUP, "핀테크 좋네요", None),
        (GROUP, "see /brief", None),
        (FORUM, "/brief", "/brief"),
        (CHANNEL, "안내 말씀", None),
    ],
)
def test_what_is_for_the_bot_and_what_was_asked(chat, text, expected):
    assert question(chat, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@brief_bot 핀테크 7d", "핀테크 7d"),
        ("🚀 핀테크는? @Brief_Bot", "🚀 핀테크는?"),
        ("@Brief_Bot", ""),
    ],
)
def test_a_mention_asks_without_the_name(text, expected):
    words = text[text.index("@") :].split()[0]
    assert question(GROUP, text, entities=mention(text, words)) == expected


def test_a_mention_of_another_is_not_for_us():
    text = "@other_bot 핀테크"
    assert question(GROUP, text, entities=mention(text, "@other_bot")) is None


def test_a_mention_by_name_alone_counts_too():
    entity = {"type": "text_mention", "offset": 0, "length": 2, "user": BOT}
    assert question(GROUP, "브리 핀테크", entities=[entity]) == "핀테크"


def test_a_very_long_text_is_cut_before_it_reaches_the_product():
    assert len(question(PRIVATE, "가" * 9_000)) == 4_096


def test_a_caption_is_a_text():
    assert question(PRIVATE, caption="/brief ai", photo=[]) == "/brief ai"


@pytest.mark.parametrize(
    "content",
    [
        {"dice": {"emoji": "🎲", "value": 1}},
        {"location": {"longitude": 1.0, "latitude": 1.0}},
        {"contact": {"phone_number": "1", "first_name": "A"}},
    ],
)
def test_what_has_no_words_is_answered_with_help_in_private_alone(content):
    assert (question(PRIVATE, **content), question(GROUP, **content)) == ("/help", None)


@pytest.mark.parametrize("event", [{"new_chat_title": "x"}, {"group_chat_created": True}, {}])
def test_service_messages_ask_nothing(event):
    assert (said(PRIVATE, **event), said(GROUP, **event)) == (None, None)


OURS = {"message_id": 2, "date": 1, "chat": GROUP, "from": BOT, "text": "…"}
THEIRS = {**OURS, "from": ANN}


def test_a_reply_to_our_message_asks_about_it():
    ask = said(GROUP, "2번 자세히", reply_to_message=OURS).ask
    assert (ask.text, ask.answered_message) == ("2번 자세히", "2")


def test_a_reply_to_somebody_else_is_not_for_us_but_a_command_in_it_is():
    assert said(GROUP, "2번 자세히", reply_to_message=THEIRS) is None
    assert said(GROUP, "/detail 2", reply_to_message=THEIRS).ask.answered_message is None


def test_in_a_topic_that_the_bot_opened_messages_are_no_replies():
    opened = {**OURS, "chat": FORUM, "forum_topic_created": {"name": "T", "icon_color": 1}}
    topic = {"message_thread_id": 2, "is_topic_message": True, "reply_to_message": opened}
    assert said(FORUM, "그냥 이야기", **topic) is None


def test_in_a_channel_a_reply_to_a_post_names_it():
    post = {"message_id": 2, "date": 1, "chat": CHANNEL, "sender_chat": CHANNEL, "text": "…"}
    raw = message(CHANNEL, "/detail 2", sender_chat=CHANNEL, reply_to_message=post)
    del raw["from"]
    ask = listened(channel_post=raw).ask
    assert (ask.answered_message, ask.person, ask.may_manage) == ("2", None, True)


@pytest.mark.parametrize(
    ("more", "thread"),
    [
        ({"message_thread_id": 5, "is_topic_message": True}, "5"),
        ({"message_thread_id": 1, "is_topic_message": True}, None),
        ({"message_thread_id": 5}, None),
        ({}, None),
    ],
)
def test_only_a_forum_topic_other_than_general_is_a_thread(more, thread):
    assert said(FORUM, "/brief", **more).ask.chat.thread == thread


@pytest.mark.parametrize(
    ("text", "rights_of"),
    [
        ("/brief ai", None),
        ("/subscribe ai 매일 09:00", 11),
        ("/구독 ai", 11),
        ("/Subscribe@brief_bot ai", 11),
    ],
)
def test_rights_are_looked_up_only_for_what_needs_them(text, rights_of):
    asked = said(GROUP, text)
    assert (asked.rights_of, asked.ask.may_manage) == (rights_of, False)


def test_free_words_that_manage_need_rights_too():
    text = "@Brief_Bot 핀테크 구독"
    assert said(GROUP, text, entities=mention(text, "@Brief_Bot")).rights_of == 11


def test_whoever_posts_as_the_group_administers_it():
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    raw = message(GROUP, "/subscribe ai", sender_chat=GROUP) | {"from": anonymous}
    asked = listened(message=raw)
    assert (asked.ask.may_manage, asked.ask.person, asked.rights_of) == (True, None, None)


def test_whoever_posts_as_a_channel_administers_nothing():
    technical = {"id": 136817688, "is_bot": True, "first_name": "Channel"}
    raw = message(GROUP, "/brief ai", sender_chat=CHANNEL) | {"from": technical}
    asked = listened(message=raw)
    assert (asked.ask.may_manage, asked.ask.person) == (False, None)


def test_another_bot_and_a_channels_own_copy_are_not_answered():
    other = {"id": 9, "is_bot": True, "first_name": "O"}
    assert listened(message=message(GROUP, "/brief") | {"from": other}) is None
    assert said(GROUP, "/brief", sender_chat=CHANNEL, is_automatic_forward=True) is None


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("ko", Language.KOREAN),
        ("ko-KR", Language.KOREAN),
        ("en", Language.ENGLISH),
        ("EN-us", Language.ENGLISH),
        ("ja", None),
        (None, None),
    ],
)
def test_a_persons_language_where_it_is_one_of_ours(code, language):
    person = {**ANN, "language_code": code}
    assert listened(message=message(PRIVATE, "가") | {"from": person}).ask.language == language


def pressed(chat, data, **more):
    shown = {"message_id": 8, "date": 1, "chat": chat, "from": BOT, "text": "…", **more}
    query = {"id": "9", "from": ANN, "chat_instance": "1", "data": data, "message": shown}
    return listened(callback_query=query)


def test_a_pressed_button_asks_about_its_message_in_its_topic():
    asked = pressed(FORUM, "detail:7:2", message_thread_id=5, is_topic_message=True)
    assert asked == Asked(
        ask=Ask(
            chat=ChatRef(platform="telegram", address="-1005", thread="5"),
            kind=ChatKind.GROUP,
            person="telegram:11",
            text="",
            now=NOW,
            action="detail:7:2",
            answered_message="8",
            language=Language.KOREAN,
            may_manage=False,
            person_name="A",
        ),
        reply_to="8",
    )


def test_in_somebodys_private_chat_nobody_else_may_manage():
    theirs = {**PRIVATE, "id": 99}
    asked = pressed(PRIVATE, "draft:1:stop"), pressed(theirs, "draft:1:stop")
    assert [(each.ask.may_manage, each.rights_of) for each in asked] == [
        (True, None),
        (False, None),
    ]


def test_a_button_that_manages_needs_rights_in_a_group():
    assert (pressed(GROUP, "resume:3").rights_of, pressed(PRIVATE, "resume:3").rights_of) == (
        11,
        None,
    )


def test_a_button_under_a_message_out_of_reach_still_asks():
    raw = {"id": "9", "from": ANN, "chat_instance": "1", "data": "more:7"}
    gone = {"message_id": 8, "date": 0, "chat": GROUP}
    assert listened(callback_query={**raw, "message": gone}).ask.answered_message == "8"


@pytest.mark.parametrize("more", [{"game_short_name": "x"}, {"inline_message_id": "1"}])
def test_a_press_that_asks_nothing_is_let_be(more):
    query = {"id": "9", "from": ANN, "chat_instance": "1", **more}
    assert listened(callback_query=query) is None


@pytest.mark.parametrize("kind", ["edited_message", "edited_channel_post"])
def test_an_edit_asks_nothing(kind):
    assert listened(**{kind: message(PRIVATE, "/brief")}) is None


def test_both_ends_of_a_migration_tell_the_same():
    old, new = (ChatRef(platform="telegram", address=number) for number in ("-20", "-1005"))
    assert said(GROUP, migrate_to_chat_id=-1005) == Moved(old=old, new=new)
    assert said(FORUM, migrate_from_chat_id=-20) == Moved(old=old, new=new)


def test_leaving_is_told_and_joining_is_not():
    def change(status, **more):
        member = {"status": status, "user": BOT, **more}
        old = {"status": "left", "user": BOT}
        return listened(
            my_chat_member={
                "chat": GROUP,
                "from": ANN,
                "date": 1,
                "old_chat_member": old,
                "new_chat_member": member,
            }
        )

    group = ChatRef(platform="telegram", address="-20")
    gone = Left(chat=group, reason="the bot was removed from the chat")
    assert [change("left"), change("kicked", until_date=0), change("member")] == [gone, gone, None]
