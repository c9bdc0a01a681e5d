"""The rate gate's arithmetic: what was sent when becomes the next instant that may be used.

Paces are evenly spaced and a little slower than the platforms' limits, so that a request that
is under way longer than its neighbour never meets a limit. All instants are of one steady clock.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from briefings.model.chats import ChatRef

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_CLOCK_SLACK = timedelta(seconds=2)


@dataclass(frozen=True, kw_only=True, slots=True)
class Pace:
    """One message in `every`; and no more than `most` in any `within`, where they are given."""

    every: timedelta
    most: int = 0
    within: timedelta = timedelta(0)


@dataclass(frozen=True, kw_only=True, slots=True)
class GateState:
    """What is known of a bot or a chat: when it is free again, and the newest sends of a window.

    `banned_until` is the end of a platform's own wait (429), set at `banned_at`.
    """

    free_at: datetime = _NEVER
    recent: tuple[datetime, ...] = ()
    banned_at: datetime = _NEVER
    banned_until: datetime = _NEVER


@dataclass(frozen=True, kw_only=True, slots=True)
class Paces:
    """The two gates that a message to a chat passes, by their keys."""

    bot_key: str
    bot: Pace
    chat: Pace


_TELEGRAM_BOT = Pace(every=timedelta(seconds=1 / 29))  # the platform's limit: 30 a second
_TELEGRAM_CHAT = Pace(every=timedelta(seconds=1.05))  # one a second
_TELEGRAM_GROUP = Pace(every=timedelta(seconds=1.05), most=20, within=timedelta(seconds=61))
_SLACK_WORKSPACE = Pace(every=timedelta(seconds=0.21))  # several hundred a minute
_SLACK_CHANNEL = Pace(every=timedelta(seconds=1.05))
_UNLIMITED = Pace(every=timedelta(0))


def paces_of(chat: ChatRef) -> Paces:
    """The paces that hold for `chat`; Telegram's groups and channels have negative addresses."""
    if chat.platform == "telegram":
        in_group = chat.address.startswith(("-", "@"))
        pace = _TELEGRAM_GROUP if in_group else _TELEGRAM_CHAT
        return Paces(bot_key="telegram", bot=_TELEGRAM_BOT, chat=pace)
    if chat.platform == "slack":
        workspace = chat.address.split(":", 1)[0]
        return Paces(bot_key=f"slack:{workspace}", bot=_SLACK_WORKSPACE, chat=_SLACK_CHANNEL)
    return Paces(bot_key=chat.platform, bot=_UNLIMITED, chat=_UNLIMITED)


def earliest(state: GateState, now: datetime) -> datetime:
    """The first instant, from `now` on, that the gate lets a message through."""
    return max(now, state.free_at, state.banned_until)


def after_send(state: GateState, pace: Pace, at: datetime) -> GateState:
    """The gate after a message went through at `at`."""
    free_at = max(state.free_at, at + pace.every)
    if not pace.most:
        return replace(state, free_at=free_at)
    recent = (*state.recent, at)[-pace.most :]
    if len(recent) == pace.most:
        free_at = max(free_at, recent[0] + pace.within)
    return replace(state, free_at=free_at, recent=recent)


def banned(state: GateState, now: datetime, seconds: float) -> GateState:
    """The gate after the platform asked to wait; a longer wait that stands already is kept."""
    until = now + timedelta(seconds=seconds)
    if until <= state.banned_until:
        return state
    return replace(state, banned_at=now, banned_until=until)


def after_clock_change(state: GateState, pace: Pace, now: datetime) -> GateState:
    """The gate of an earlier run whose clock was ahead of this one: every wait counts from now."""
    longest = max(pace.every, pace.within) + _CLOCK_SLACK
    free_at = min(state.free_at, now + longest)
    recent = tuple(min(at, now) for at in state.recent)
    if state.banned_at <= now:
        return replace(state, free_at=free_at, recent=recent)
    wait = state.banned_until - state.banned_at
    return replace(state, free_at=free_at, recent=recent, banned_at=now, banned_until=now + wait)
