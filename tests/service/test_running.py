"""The whole program as one process, with the real libraries against strict stand-ins."""

import asyncio
import os
import signal
import sys
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from bot.cli import COMMANDS
from storage.holder import holding
from tests.builders import NOW, document, parsed_item, product_in, store
from tests.standins import slack as slack_standin
from tests.standins import telegram as telegram_standin
from tests.standins.slack import Slack
from tests.standins.telegram import TelegramStandIn

SECONDS = 60.0  # a busy machine starts slowly


def feed(folder: Path) -> None:
    with product_in(folder) as product:
        store(
            product,
            document(
                "report.md",
                *(
                    parsed_item(
                        place,
                        f"{name} 결제 시작",
                        f"{name}가 앱 결제를 시작했다고 밝혔다.",
                        themes=["fintech"],
                        source=f"매체{place}",
                    )
                    for place, name in enumerate(("누리페이", "도담뱅크", "가온카드"), 1)
                ),
            ),
        )


def environment(folder: Path, **settings: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TRENDBRIEF_")}
    named = {f"TRENDBRIEF_{name}": value for name, value in settings.items()}
    database = f"sqlite:///{folder / 'trendbrief.db'}"
    return {**kept, **named, "TRENDBRIEF_DATABASE_URL": database, "TRENDBRIEF_WEB__PORT": "0"}


def telegram_settings(telegram: TelegramStandIn) -> dict[str, str]:
    return {
        "TELEGRAM__TOKEN": telegram_standin.TOKEN,
        "TELEGRAM__BASE_URL": telegram.base_url,
        "TELEGRAM__FILE_URL": telegram.file_url,
    }


def slack_settings(slack: Slack) -> dict[str, str]:
    return {
        "SLACK__BOT_TOKEN": slack_standin.BOT_TOKEN,
        "SLACK__APP_TOKEN": slack_standin.APP_TOKEN,
        "SLACK__BASE_URL": slack.api_url,
    }


async def started(folder: Path, *arguments: str, **settings: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.cli", "run", *arguments),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        cwd=folder,
        env={**environment(folder, **settings), "PYTHONPATH": str(Path(__file__).parents[2])},
    )


@asynccontextmanager
async def running(folder: Path, **settings: str):
    process = await started(folder, **settings)
    try:
        async with asyncio.timeout(SECONDS):
            ready = (await process.stdout.readline()).decode()
        yield process, ready.strip()
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def until(true, seconds: float = SECONDS) -> None:
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110 - what other processes do sets no event here
            await asyncio.sleep(0.02)


async def ended(process: asyncio.subprocess.Process) -> int:
    process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(SECONDS):
        return await process.wait()


async def test_both_platforms_answer_from_one_process_and_end_on_sigterm(tmp_path):
    feed(tmp_path)
    async with TelegramStandIn() as telegram, Slack(burst=5) as slack:
        telegram.person(100)
        settings = telegram_settings(telegram) | slack_settings(slack)
        async with running(tmp_path, **settings) as (process, ready):
            assert ready.startswith("ready telegram=polling slack=socket web=http://127.0.0.1:")
            telegram.say(100, "/brief 핀테크")
            await slack.command("핀테크")
            await until(lambda: telegram.shown and slack.whispers)
            async with (
                aiohttp.ClientSession() as client,
                client.get(f"{ready.rsplit('web=', 1)[1]}/healthz") as health,
            ):
                assert (health.status, (await health.json())["status"]) == (200, "ok")
            assert await ended(process) == 0
        assert "핀테크 브리핑" in telegram.shown[0].text
        assert "핀테크 브리핑" in slack.whispers[0].words
        assert telegram.unconfirmed == []
        assert (telegram.refusals, slack.complaints) == ([], [])


async def test_a_subscription_made_in_a_chat_is_pushed_once_and_answers_follow_ups(tmp_path):
    feed(tmp_path)
    async with TelegramStandIn() as telegram:
        telegram.person(100)
        async with running(tmp_path, **telegram_settings(telegram)) as (process, _):
            telegram.say(100, "/subscribe 핀테크 매일 09:00 now")
            await until(lambda: telegram.shown)
            assert await ended(process) == 0
        telegram.shown.clear()
        with product_in(tmp_path) as product:
            store(
                product,
                document(
                    "new.md",
                    parsed_item(
                        1,
                        "새벽 송금 수수료 사라진다",
                        "밤에도 무료다.",
                        day=None,
                        themes=["fintech"],
                    ),
                ),
                now=product.subscriptions.all()[0].next_due_at,
            )
            due = product.subscriptions.all()[0].next_due_at.isoformat()
        once = await started(tmp_path, "--once", "--now", due, **telegram_settings(telegram))
        await once.communicate()
        again = await started(tmp_path, "--once", "--now", due, **telegram_settings(telegram))
        await again.communicate()
        assert (once.returncode, again.returncode, len(telegram.shown)) == (0, 0, 1)
        assert "새벽 송금" in telegram.shown[0].text
        async with running(tmp_path, **telegram_settings(telegram)):
            telegram.say(100, "/detail 1", reply_to=telegram.ours(telegram.shown[0]))
            await until(lambda: len(telegram.shown) == 2)
        assert "밤에도 무료다." in telegram.shown[1].text


async def test_what_was_missed_is_sent_after_the_restart_and_said_to_be_late(tmp_path):
    feed(tmp_path)
    async with TelegramStandIn() as telegram:
        telegram.person(100)
        async with running(tmp_path, **telegram_settings(telegram)) as (process, _):
            telegram.say(100, "/subscribe 핀테크 매일 09:00")
            await until(lambda: telegram.shown)
            process.kill()
            await process.wait()
        telegram.shown.clear()
        with product_in(tmp_path) as product:
            due = product.subscriptions.all()[0].next_due_at
            hours_later = due.replace(hour=due.hour + 3).isoformat()
        late = await started(
            tmp_path, "--once", "--now", hours_later, **telegram_settings(telegram)
        )
        await late.communicate()
        assert late.returncode == 0
        assert "늦게 보냅니다" in telegram.shown[0].text


async def test_a_second_process_on_the_same_database_is_refused(tmp_path):
    feed(tmp_path)
    async with TelegramStandIn() as telegram:
        with holding(tmp_path / "trendbrief.db", purpose="run", now=NOW):
            process = await started(tmp_path, **telegram_settings(telegram))
            _, told = await process.communicate()
    assert process.returncode == 1
    assert f"process {os.getpid()}" in told.decode()


async def test_a_refused_token_names_its_setting(tmp_path):
    async with TelegramStandIn() as telegram:
        settings = telegram_settings(telegram) | {"TELEGRAM__TOKEN": "999:WRONG"}
        process = await started(tmp_path, **settings)
        _, told = await process.communicate()
    assert process.returncode == 2
    assert "TRENDBRIEF_TELEGRAM__TOKEN" in told.decode()
    assert "WRONG" not in told.decode()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_of_the_table_has_its_module(name):
    assert (Path(__file__).parents[2] / "bot" / "commands" / f"{name}.py").is_file()


async def test_the_subscriber_of_a_group_that_removed_the_bot_is_told_in_private(tmp_path):
    feed(tmp_path)
    async with TelegramStandIn() as telegram:
        telegram.person(100)
        group = telegram.chat(-500, "group", administrators={100})
        async with running(tmp_path, **telegram_settings(telegram)) as (process, _):
            telegram.say(100, "/subscribe 핀테크 매일 09:00", chat=-500)
            await until(lambda: telegram.shown)
            assert await ended(process) == 0
        telegram.shown.clear()
        group.trouble = telegram_standin.forbidden("bot was kicked from the group chat")
        with product_in(tmp_path) as product:
            due = product.subscriptions.all()[0].next_due_at.isoformat()
        once = await started(tmp_path, "--once", "--now", due, **telegram_settings(telegram))
        await once.communicate()
        assert [shown.chat for shown in telegram.shown] == [100]
        assert "/resume" in telegram.shown[0].text
        with product_in(tmp_path) as product:
            [subscription] = product.subscriptions.all()
        assert subscription.paused
        assert "kicked" in subscription.pause_reason


async def test_a_subscriber_hears_at_once_that_the_bot_was_removed_and_resumes_by_a_tap(tmp_path):
    feed(tmp_path)
    async with TelegramStandIn() as telegram:
        telegram.person(100)
        group = telegram.chat(-500, "group", administrators={100})
        async with running(tmp_path, **telegram_settings(telegram)) as (process, _):
            telegram.say(100, "/subscribe 핀테크 매일 09:00", chat=-500)
            await until(lambda: telegram.shown)
            telegram.push(
                my_chat_member={
                    "chat": group.json(),
                    "from": telegram.people[100],
                    "date": 1,
                    "old_chat_member": {"status": "member", "user": telegram_standin.BOT},
                    "new_chat_member": {"status": "left", "user": telegram_standin.BOT},
                }
            )
            await until(lambda: telegram.shown[-1].chat == 100)
            told = telegram.shown[-1]
            [[button]] = told.rows
            telegram.press(100, 100, told.message_id, button["callback_data"])
            await until(lambda: "다시 보냅니다" in telegram.shown[-1].text)
            assert await ended(process) == 0
    assert "봇이 대화방에 없습니다" in told.text
    assert "-500" not in told.text
    with product_in(tmp_path) as product:
        [subscription] = product.subscriptions.all()
    assert not subscription.paused
