"""The program as it runs: platforms, delivery, schedule and web, started and stopped in order."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.alerts import Alerts, Line
from bot.app import Product
from bot.clock import Clock
from bot.delivery import Delivery
from bot.desk import ThreadedDesk
from bot.once import OnceReport, run_once
from bot.schedule import Metronome
from bot.web.health import HealthOf, PartHealth
from bot.web.server import SLACK_PATH, Door, WebServer
from bot.worker.chart import WorkerPainter
from briefings.ask.commands import COMMANDS, managing_words
from briefings.errors import ConfigurationError
from briefings.model.chats import ChatRef
from briefings.model.languages import Language
from briefings.model.subscriptions import DeliveryPolicy
from briefings.ports import Platform, Renderer
from briefings.steps.due import DueSteps
from briefings.steps.proofs import ProofSteps
from briefings.steps.push import writer_of
from briefings.write.wording import Wording
from config.settings import Settings, name_of
from config.wording import wording
from storage.outbox import StoredOutbox


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A platform with its renderer, how it stands, and its web door where it has one."""

    name: str
    platform: Platform
    renderer: Renderer
    health: HealthOf
    door: Door | None = None


class Program:
    """Everything of one process. `start` says how each part runs, `stop` ends within 10 s."""

    def __init__(self, product: Product, clock: Clock) -> None:
        """Raises `ConfigurationError` where no platform has a token."""
        settings = product.settings
        self._desk = ThreadedDesk(
            newsroom=product.newsroom,
            now=clock.now,
            gone=self._chat_gone,
            painter=WorkerPainter(),
        )
        self._parts = parts_of(settings, self._desk, clock, self._answered)
        policy = policy_of(settings)
        outbox = StoredOutbox(product.database, policy)
        self._subscriptions = product.subscriptions
        self._alerts = Alerts(
            newsroom=product.newsroom,
            lines={
                part.name: Line(sender=part.platform.sender, renderer=part.renderer)
                for part in self._parts
            },
            admins=settings.admins,
            now=clock.now,
        )
        self._delivery = Delivery(
            outbox,
            {part.name: part.platform.sender for part in self._parts},
            clock,
            policy,
            on_ended=self._alerts.ended,
        )
        self._clock = clock
        write = writer_of(product.newsroom)
        renderers = {part.name: part.renderer for part in self._parts}
        self._steps = DueSteps(
            subscriptions=product.subscriptions,
            outbox=outbox,
            write=write,
            renderers=renderers,
            close_window=product.items.close_window,
            policy=policy,
            is_holiday=product.newsroom.is_holiday,
            proofs=ProofSteps(
                proofs=product.newsroom.proofs,
                newsroom=product.newsroom,
                write=write,
                renderers=renderers,
                close_window=product.items.close_window,
            ),
        )
        self._metronome = Metronome(
            self._steps,
            outbox,
            self._delivery,
            clock,
            tick_seconds=settings.delivery.tick_seconds,
            on_silence=self._alerts.silence,
        )
        self._web = WebServer(
            host=settings.web.host,
            port=settings.web.port,
            parts=[*(part.health for part in self._parts), self._delivery_health],
            doors=doors_of(self._parts),
        )

    async def start(self) -> str:
        """Start all; gives back the ready line. What was started is stopped where a part fails."""
        try:
            web = await self._web.start()
            modes = await asyncio.gather(*(part.platform.start() for part in self._parts))
            await self._delivery.start()
            self._metronome.start()
        except BaseException:
            await self.stop()
            raise
        names = (f"{part.name}={mode}" for part, mode in zip(self._parts, modes, strict=True))
        return f"ready {' '.join(names)} web={web}"

    async def stop(self) -> None:
        """Begin nothing new, finish what is half handled, disconnect."""
        await self._metronome.stop()
        await self._delivery.stop()
        await asyncio.gather(*(part.platform.stop() for part in self._parts))
        await self._web.stop()
        self._desk.close()

    async def once(self) -> OnceReport:
        """One round without listening: make and send what is due, then disconnect."""
        await asyncio.gather(*(part.platform.start(listen=False) for part in self._parts))
        try:
            return await run_once(self._steps, self._delivery, self._clock)
        finally:
            await asyncio.gather(*(part.platform.stop() for part in self._parts))
            self._desk.close()

    async def _chat_gone(self, chat: ChatRef, reason: str) -> None:
        """A chat told that the bot is no longer in it: its subscribers hear why nothing comes."""
        pause = self._subscriptions.pause_chat
        paused = await asyncio.to_thread(lambda: pause(chat, reason=reason))
        await self._alerts.gone(paused, reason)

    def _answered(self, chat: ChatRef) -> None:
        self._delivery.answered(chat)

    def _delivery_health(self) -> PartHealth:
        down = [name for name, is_up in self._delivery.health().items() if not is_up]
        state = f"waiting for {', '.join(down)}" if down else "delivering"
        return PartHealth(name="delivery", state=state, is_well=not down)


def doors_of(parts: Sequence[Part]) -> Mapping[str, Door]:
    """What answers to platforms that call by HTTP."""
    open_doors = [part.door for part in parts if part.door is not None]
    return {SLACK_PATH: open_doors[0]} if open_doors else {}


def policy_of(settings: Settings) -> DeliveryPolicy:
    """The operator's choices about delivery."""
    chosen = settings.delivery
    return DeliveryPolicy(
        late_after=timedelta(seconds=chosen.late_after_seconds),
        grace=timedelta(seconds=chosen.grace_seconds),
        max_age=timedelta(hours=chosen.max_age_hours),
        lease=timedelta(seconds=chosen.lease_seconds),
    )


Answered = Callable[[ChatRef], None]
"""Told of every message that goes out beside the outbox."""


def parts_of(
    settings: Settings, desk: ThreadedDesk, clock: Clock, answered: Answered
) -> tuple[Part, ...]:
    """Every platform that has a token; only those are imported.

    Raises `ConfigurationError` naming the settings where there is none, or only half of one.
    """
    parts: list[Part] = []
    if settings.telegram.token is not None:
        parts.append(_telegram(settings, desk, clock, answered))
    if settings.slack.missing is not None:
        raise ConfigurationError(f"Slack also needs {settings.slack.missing}")
    if settings.slack.bot_token is not None:
        parts.append(_slack(settings, desk, clock, answered))
    if not parts:
        names = (
            name_of("telegram", "token"),
            name_of("slack", "bot_token"),
            name_of("slack", "app_token"),
        )
        raise ConfigurationError(
            f"no platform has a token: set {names[0]}, or {names[1]} and {names[2]} "
            "(see the README); `trendbrief chat` works without any"
        )
    return tuple(parts)


def _telegram(settings: Settings, desk: ThreadedDesk, clock: Clock, answered: Answered) -> Part:
    from bot.platforms.telegram.platform import MenuCommand, TelegramPlatform  # noqa: PLC0415
    from bot.platforms.telegram.render import render  # noqa: PLC0415

    token = settings.telegram.token
    platform = TelegramPlatform(
        token=token.get_secret_value() if token else "",
        base_url=settings.telegram.base_url,
        file_url=settings.telegram.file_url,
        desk=desk,
        commands=[
            MenuCommand(
                name=command.name,
                description_ko=wording(Language.KOREAN).say(command.summary),
                description_en=wording(Language.ENGLISH).say(command.summary),
            )
            for command in COMMANDS
        ],
        manages=managing_words(),
        now=clock.now,
        admins=settings.admins,
        language=settings.language,
        on_sent=answered,
    )
    return Part(
        name="telegram",
        platform=platform,
        renderer=render,
        health=lambda: PartHealth(
            name="telegram",
            state="polling" if platform.connected else "connecting",
            is_well=platform.connected,
        ),
    )


def _slack(settings: Settings, desk: ThreadedDesk, clock: Clock, answered: Answered) -> Part:
    from bot.platforms.slack.platform import SlackPlatform  # noqa: PLC0415
    from bot.platforms.slack.render import render  # noqa: PLC0415

    def words(language: Language | None) -> Wording:
        return wording(language or settings.language)

    chosen = settings.slack
    platform = SlackPlatform(
        bot_token=chosen.bot_token.get_secret_value() if chosen.bot_token else "",
        app_token=chosen.app_token.get_secret_value() if chosen.app_token else None,
        signing_secret=chosen.signing_secret.get_secret_value() if chosen.signing_secret else None,
        base_url=chosen.base_url,
        desk=desk,
        who_may_subscribe=chosen.who_may_subscribe,
        admins=settings.admins,
        now=clock.now,
        wording=words,
        on_sent=answered,
    )
    return Part(
        name="slack",
        platform=platform,
        renderer=render,
        health=lambda: PartHealth(
            name="slack",
            state=platform.mode if platform.connected else "connecting",
            is_well=platform.connected,
        ),
        door=platform.handle_http if platform.mode == "http" else None,
    )
