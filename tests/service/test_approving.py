"""Approval by the whole program: drafts, buttons and restarts against the strict stand-ins."""

from datetime import datetime, timedelta

from tests.builders import product_in
from tests.service.test_running import (
    ended,
    feed,
    running,
    slack_settings,
    started,
    telegram_settings,
    until,
)
from tests.standins import telegram as telegram_standin
from tests.standins.slack import Slack
from tests.standins.telegram import TelegramStandIn

ADMIN, MEMBER, GROUP = 100, 200, -500
HALF_AN_HOUR = timedelta(minutes=30)


async def once(folder, now: datetime, **settings: str) -> int | None:
    process = await started(folder, "--once", "--now", now.isoformat(), **settings)
    await process.communicate()
    return process.returncode


def due_in(folder) -> datetime:
    with product_in(folder) as product:
        [subscription] = product.subscriptions.all()
        return subscription.next_due_at


def ends_in(folder) -> list[tuple[str, str | None]]:
    with product_in(folder) as product:
        [subscription] = product.subscriptions.all()
        slots = product.subscriptions.slots(subscription.id, limit=9)
        return [(slot.state.value, slot.reason) for slot in slots]


def code(shown, label: str) -> str:
    return next(
        button["callback_data"] for row in shown.rows for button in row if button["text"] == label
    )


def telling(text: str) -> list[str]:
    """The stories that a text names, in the order of their first mention."""
    names = ("누리페이 결제 시작", "도담뱅크 결제 시작", "가온카드 결제 시작")
    return sorted((name for name in names if name in text), key=text.index)


async def subscribed(folder, telegram: TelegramStandIn) -> datetime:
    """A group whose administrator wants to see drafts; its first due time."""
    telegram.person(ADMIN)
    telegram.person(MEMBER)
    telegram.chat(GROUP, "group", administrators={ADMIN})
    async with running(folder, **telegram_settings(telegram)) as (process, _):
        telegram.say(MEMBER, "/settings 승인 30분", chat=GROUP)
        await until(lambda: len(telegram.shown) == 1)
        telegram.say(ADMIN, "/subscribe 핀테크 매일 09:00 승인 30분 전", chat=GROUP)
        await until(lambda: len(telegram.shown) == 2)
        assert await ended(process) == 0
    assert "관리자만" in telegram.shown[0].text
    assert "30분 전, telegram:100 개인 대화에" in telegram.shown[1].text
    telegram.shown.clear()
    return due_in(folder)


async def test_an_administrator_drops_and_pins_by_buttons_across_a_kill(tmp_path):
    feed(tmp_path)
    async with TelegramStandIn() as telegram:
        settings = telegram_settings(telegram)
        due = await subscribed(tmp_path, telegram)
        assert await once(tmp_path, due - HALF_AN_HOUR, **settings) == 0
        [draft] = telegram.shown
        assert draft.chat == ADMIN
        drop, pin = code(draft, "2 빼기"), code(draft, "3 맨 위로")
        first, second, third = telling(draft.text)
        async with running(tmp_path, **settings) as (process, _):
            telegram.press(ADMIN, ADMIN, draft.message_id, drop)
            await until(lambda: draft.edits == 1)
            process.kill()
            await process.wait()
        async with running(tmp_path, **settings) as (process, _):
            telegram.press(ADMIN, ADMIN, draft.message_id, pin)
            await until(lambda: draft.edits == 2)
            telegram.press(ADMIN, ADMIN, draft.message_id, drop)
            await until(lambda: not telegram.unconfirmed)
            assert await ended(process) == 0
        assert telling(draft.text) == [third, first, second]  # the last is named as left out
        assert await once(tmp_path, due, **settings) == 0
        assert await once(tmp_path, due, **settings) == 0
        assert [shown.chat for shown in telegram.shown] == [ADMIN, GROUP]
        assert telling(telegram.shown[1].text) == [third, first]
        async with running(tmp_path, **settings) as (process, _):
            telegram.press(ADMIN, ADMIN, draft.message_id, drop)
            await until(lambda: "늦었습니다" in draft.text)
            assert await ended(process) == 0
        assert draft.rows == []
        assert ends_in(tmp_path) == [("sent", None)]
        assert [shown.chat for shown in telegram.shown] == [ADMIN, GROUP]


async def test_a_stopped_briefing_is_not_sent_and_no_other_person_can_stop_one(tmp_path):
    feed(tmp_path)
    async with TelegramStandIn() as telegram:
        settings = telegram_settings(telegram)
        due = await subscribed(tmp_path, telegram)
        assert await once(tmp_path, due - HALF_AN_HOUR, **settings) == 0
        [draft] = telegram.shown
        stop = code(draft, "보내지 않기")
        async with running(tmp_path, **settings) as (process, _):
            telegram.press(MEMBER, MEMBER, 1, stop)
            await until(lambda: len(telegram.shown) == 2)
            assert "받은 분만" in telegram.shown[1].text
            assert draft.edits == 0
            telegram.press(ADMIN, ADMIN, draft.message_id, stop)
            await until(lambda: draft.edits == 1)
            assert await ended(process) == 0
        assert await once(tmp_path, due, **settings) == 0
        assert [shown.chat for shown in telegram.shown] == [ADMIN, MEMBER]
        assert ends_in(tmp_path) == [("skipped", "stopped by P")]


async def test_an_approver_who_blocked_the_bot_delays_nothing_and_the_operator_hears(tmp_path):
    feed(tmp_path)
    async with TelegramStandIn() as telegram:
        telegram.person(900)
        settings = {**telegram_settings(telegram), "ADMINS": "telegram:900"}
        due = await subscribed(tmp_path, telegram)
        blocked = telegram_standin.forbidden("bot was blocked by the user")
        telegram.chats[ADMIN].trouble = blocked
        assert await once(tmp_path, due - HALF_AN_HOUR, **settings) == 3
        assert await once(tmp_path, due, **settings) == 0
        assert [shown.chat for shown in telegram.shown] == [900, GROUP]
        assert "초안을 telegram:100 개인 대화에 보여 줄 수 없었습니다" in telegram.shown[0].text
        assert ends_in(tmp_path) == [("sent", None)]


async def test_in_slack_the_draft_goes_to_the_person_and_is_edited_in_place(tmp_path):
    feed(tmp_path)
    async with Slack(burst=5) as slack:
        settings = slack_settings(slack)
        async with running(tmp_path, **settings) as (process, _):
            await slack.command("subscribe 핀테크 매일 09:00 approve 30 min before")
            await until(lambda: slack.posts or slack.whispers)
            assert await ended(process) == 0
        slack.shown.clear()
        due = due_in(tmp_path)
        assert await once(tmp_path, due - HALF_AN_HOUR, **settings) == 0
        [draft] = slack.posts
        assert draft.channel == "DU1"
        first, second, third = telling(draft.words)
        async with running(tmp_path, **settings) as (process, _):
            await slack.press(draft, "2 빼기")
            await until(lambda: draft.edits == 1)
            await slack.press(draft, "2 맨 위로")
            await until(lambda: draft.edits == 2)
            await slack.press(draft, "이대로 승인")
            await until(lambda: draft.edits == 3)
            assert await ended(process) == 0
        assert "name.U1이 승인했습니다" in draft.words
        assert telling(draft.words) == [third, first, second]
        assert await once(tmp_path, due, **settings) == 0
        assert [post.channel for post in slack.posts] == ["DU1", "C1"]
        assert telling(slack.posts[1].words) == [third, first]
        assert slack.complaints == []


async def test_in_a_group_its_administrators_decide_and_members_do_not(tmp_path):
    feed(tmp_path)
    async with TelegramStandIn() as telegram:
        settings = telegram_settings(telegram)
        due = await subscribed(tmp_path, telegram)
        async with running(tmp_path, **settings) as (process, _):
            telegram.say(ADMIN, "/settings approval 30m here", chat=GROUP)
            await until(lambda: telegram.shown)
            assert await ended(process) == 0
        telegram.shown.clear()
        assert await once(tmp_path, due - HALF_AN_HOUR, **settings) == 0
        [draft] = telegram.shown
        assert draft.chat == GROUP
        async with running(tmp_path, **settings) as (process, _):
            telegram.press(MEMBER, GROUP, draft.message_id, code(draft, "보내지 않기"))
            await until(lambda: len(telegram.shown) == 2)
            assert "받은 분만" in telegram.shown[1].text
            telegram.press(ADMIN, GROUP, draft.message_id, code(draft, "이대로 승인"))
            await until(lambda: draft.edits == 1)
            assert await ended(process) == 0
        assert "승인했습니다" in draft.text
        assert await once(tmp_path, due, **settings) == 0
        assert ends_in(tmp_path) == [("sent", None)]
