"""Telegram gets the picture with its text as caption, or the text alone; the text is never lost."""

import struct
import zlib

import pytest

from briefings.errors import MarkupRefused
from briefings.model.briefings import BriefingId
from briefings.model.charts import Picture
from briefings.model.chats import Answer, ChatRef
from briefings.model.pages import Heading, MessagePart, Paragraph, Text
from tests.platforms.telegram.desks import FakeDesk, platform, until
from tests.platforms.telegram.pages import page
from tests.standins.telegram import Fault, TelegramStandIn

READER = 7


def png(width: int = 108, height: int = 140) -> bytes:
    """A grey picture."""
    rows = zlib.compress(b"".join(b"\x00" + b"\x80" * width for _ in range(height)))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def pictured(*texts: str, picture: bytes | None = None) -> Answer:
    blocks = (Heading("추세 <1>"), *(Paragraph((Text(text),)) for text in texts))
    shown = Picture(png=png() if picture is None else picture, alt="추세")
    return Answer(page=page(*blocks), briefing=BriefingId(7), picture=shown)


@pytest.fixture
async def telegram():
    async with TelegramStandIn() as service:
        service.person(READER)
        yield service


async def shown_for(telegram: TelegramStandIn, answer: Answer, count: int, **said) -> FakeDesk:
    """Ask once, and wait for so many messages."""
    desk = FakeDesk(answers=lambda _: answer)
    running = platform(telegram, desk)
    await running.start()
    try:
        telegram.say(READER, "/trend", **said)
        await until(lambda: desk.reported and len(telegram.shown) >= count, seconds=10)
    finally:
        await running.stop()
    return desk


async def test_a_short_text_is_the_photos_caption_in_one_message(telegram):
    desk = await shown_for(telegram, pictured("주마다 3건"), 1)
    assert [(one.text, one.photo) for one in telegram.shown] == [("추세 <1>\n\n주마다 3건", png())]
    assert desk.reported == [(ChatRef(platform="telegram", address="7"), ("2",))]
    assert telegram.refusals == []


async def test_a_photo_answers_in_its_topic(telegram):
    forum = telegram.chat(-1001, "supergroup")
    forum.is_forum, forum.topics = True, {5: "open"}
    await shown_for(telegram, pictured("주마다 3건"), 1, chat=-1001, thread=5)
    (photo,) = telegram.shown
    assert (photo.chat, photo.thread, photo.reply_to) == (-1001, 5, 1)


async def test_a_text_too_long_for_a_caption_follows_its_photo(telegram):
    desk = await shown_for(telegram, pictured("가" * 1020), 2)
    first, second = telegram.shown
    assert (first.photo, first.text, second.photo) == (png(), "", None)
    assert second.text.endswith("가" * 1020)
    assert desk.reported[0][1] == ("2", "3")


@pytest.mark.parametrize(
    "picture",
    [b"no picture", png(5000, 5001), png(2001, 100), b""],
    ids=["text", "big", "flat", "none"],
)
async def test_a_refused_photo_never_loses_the_text(telegram, picture):
    await shown_for(telegram, pictured("주마다 3건", picture=picture), 1)
    assert [(one.text, one.photo, one.reply_to) for one in telegram.shown] == [
        ("추세 <1>\n\n주마다 3건", None, 1)
    ]
    assert len(telegram.refusals) == 1


@pytest.mark.parametrize(
    "fault",
    [
        Fault(method="sendPhoto", kind="status"),
        Fault(method="sendPhoto", kind="reset"),
        Fault(method="sendPhoto", kind="garbage"),
        Fault(
            method="sendPhoto",
            kind="refuse",
            status=400,
            description="Bad Request: not enough rights to send photos to the chat",
        ),
    ],
    ids=["status", "reset", "garbage", "rights"],
)
async def test_a_photo_that_fails_leaves_the_text(telegram, fault):
    telegram.faults.append(fault)
    await shown_for(telegram, pictured("주마다 3건"), 1)
    assert [(one.text, one.photo) for one in telegram.shown] == [("추세 <1>\n\n주마다 3건", None)]


async def test_a_limit_is_waited_out_and_the_photo_sent(telegram):
    telegram.faults.append(Fault(method="sendPhoto", kind="limit", seconds=1))
    await shown_for(telegram, pictured("주마다 3건"), 1)
    assert [one.photo for one in telegram.shown] == [png()]
    assert telegram.impolite == []


async def test_the_stand_in_refuses_a_long_caption(telegram):
    running = platform(telegram, FakeDesk())
    await running.start()
    long = MessagePart(payload='{"text": "' + "가" * 1025 + '"}', plain="")
    reader = ChatRef(platform="telegram", address=str(READER))
    try:
        with pytest.raises(MarkupRefused, match="caption is too long"):
            await running.sender.answer_with_photo(reader, Picture(png=png(), alt=""), long)
    finally:
        await running.stop()
