"""A workspace, a desk and the real platform between them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest

from bot.platforms.slack.platform import SlackPlatform
from briefings.model.languages import Language
from briefings.write.wording import Wording
from tests.platforms.slack.desks import FakeDesk
from tests.standins.slack import APP_TOKEN, BOT_TOKEN, Slack

NOW = datetime(2026, 1, 15, 9, 0, tzinfo=UTC)


def platform_for(slack: Slack, desk: FakeDesk, **other: object) -> SlackPlatform:
    """The platform with good tokens, in Socket Mode."""
    settings = {
        "bot_token": BOT_TOKEN,
        "app_token": APP_TOKEN,
        "signing_secret": None,
        "base_url": slack.api_url,
        "desk": desk,
        "now": lambda: NOW,
        "wording": lambda language: Wording(language or Language.ENGLISH),
    }
    return SlackPlatform(**(settings | other))


@asynccontextmanager
async def running(slack: Slack, desk: FakeDesk, **other: object) -> AsyncIterator[SlackPlatform]:
    """The platform, started and stopped again."""
    platform = platform_for(slack, desk, **other)
    await platform.start()
    try:
        yield platform
    finally:
        await platform.stop()


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with Slack() as workspace:
        yield workspace


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
async def platform(slack: Slack, desk: FakeDesk) -> AsyncIterator[SlackPlatform]:
    async with running(slack, desk) as started:
        yield started
