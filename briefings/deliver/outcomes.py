"""Outcomes: what came of a try to send becomes what is written down and done next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from briefings.deliver.retries import retry_after
from briefings.errors import (
    DestinationGone,
    DestinationMoved,
    MarkupRefused,
    NotSent,
    WaitBeforeSending,
)
from briefings.model.subscriptions import (
    Banned,
    Gone,
    Later,
    Moved,
    OutboxPart,
    Parked,
    Verdict,
)

MAX_ERROR_CHARS = 300
DEAD_BOT_RETRY = timedelta(seconds=60)


@dataclass(frozen=True, kw_only=True, slots=True)
class Situation:
    """What a verdict depends on besides the error: the time, the limits, the platform's health.

    `can_look` says that the platform can be asked whether a message arrived; `is_flaky` that it
    answers, but other messages were left unsure lately as well.
    """

    now: datetime
    max_attempts: int
    platform_up: bool
    jitter: float
    can_look: bool = False
    is_flaky: bool = False


def verdict_on(part: OutboxPart, error: BaseException, situation: Situation) -> Verdict:
    """What to do about a part whose sending raised `error`.

    Waiting out a limit, an outage of the whole platform and a refused markup cost no attempt. Of
    a part that may have arrived there is one repeat, or none where the reader wants none; more
    only where the platform can be asked first, or where connections break at random: there one
    repeat would lose every message that meets two breaks in a row.
    """
    text, now = said(error), situation.now
    match error:
        case WaitBeforeSending():
            until = now + timedelta(seconds=error.after_seconds)
            ban = Banned(until=until, whole_bot=error.whole_bot)
            return Later(until=until, error=text, ban=ban)
        case DestinationGone(whole_bot=True):
            return Later(until=now + DEAD_BOT_RETRY, error=text)
        case DestinationGone():
            return Gone(error=text)
        case DestinationMoved():
            return Parked(error=text) if part.moved else Moved(address=error.address, error=text)
        case MarkupRefused():
            return Parked(error=text) if part.plain else Later(until=now, error=text, plain=True)
        case NotSent():
            return _after_not_sent(part, text, situation)
        case _:
            return _after_unknown(part, text, situation)


def said(error: BaseException) -> str:
    """An error as it is kept: its own words, its kind where it has none, never at length."""
    return (str(error) or type(error).__name__)[:MAX_ERROR_CHARS]


def _after_not_sent(part: OutboxPart, text: str, situation: Situation) -> Verdict:
    tries = part.attempts + 1
    if not situation.platform_up:
        return Later(until=situation.now + retry_after(tries, situation.jitter), error=text)
    if tries >= situation.max_attempts:
        return Parked(error=f"given up after {tries} tries: {text}")
    until = situation.now + retry_after(tries, situation.jitter)
    return Later(until=until, error=text, spends_attempt=True)


def _after_unknown(part: OutboxPart, text: str, situation: Situation) -> Verdict:
    until = situation.now + retry_after(part.attempts + 1, situation.jitter)
    may_go_on = situation.can_look or (situation.is_flaky and part.repeats_unsure)
    if may_go_on and part.attempts + 1 < situation.max_attempts:
        return Later(until=until, error=text, spends_attempt=True, unsure=True)
    if part.unsure_since is not None:
        told = f"nobody knows whether it arrived, also when repeated: {text}"
        return Parked(error=told, unsure=True)
    if not part.repeats_unsure:
        told = f"nobody knows whether it arrived, and repeating is off: {text}"
        return Parked(error=told, unsure=True)
    return Later(until=until, error=text, spends_attempt=True, unsure=True)
