"""A rehearsal: subscriptions and the coming days become the slots that they would have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from briefings.deliver.due import IsHoliday, due_between
from briefings.deliver.plan import quiet_until
from briefings.model.subscriptions import Subscription, Window
from briefings.steps.drafts import Draft, Write


@dataclass(frozen=True, kw_only=True, slots=True)
class Rehearsal:
    """A slot that would come: when it is due, when it would be sent, what it would tell by now.

    `stories` counts the stories of its briefing, from what is stored already; none means that
    nothing new would be told.
    """

    subscription: Subscription
    due_at: datetime
    send_at: datetime
    stories: int
    is_silent: bool


def rehearse(
    subscriptions: Sequence[Subscription],
    write: Write,
    now: datetime,
    *,
    days: int,
    is_holiday: IsHoliday,
) -> tuple[Rehearsal, ...]:
    """Every slot of the next `days` days on a frozen clock, earliest first; nothing is stored.

    Paused subscriptions have none. Each window ends where the next one starts, as if all were
    sent.
    """
    until = now + timedelta(days=days)
    found = [
        slot
        for subscription in subscriptions
        if not subscription.paused
        for slot in _slots(subscription, write, now, until, is_holiday)
    ]
    return tuple(sorted(found, key=lambda slot: (slot.due_at, slot.subscription.id)))


def _slots(
    subscription: Subscription,
    write: Write,
    now: datetime,
    until: datetime,
    is_holiday: IsHoliday,
) -> Iterator[Rehearsal]:
    wish, after = subscription.wish, subscription.window_from
    zone = ZoneInfo(wish.zone)
    for due in due_between(wish.schedule, zone, now, until, is_holiday):
        send_at = quiet_until(wish.quiet, zone, due) or due
        draft = write(subscription, Window(after=after, until=send_at), send_at)
        yield Rehearsal(
            subscription=subscription,
            due_at=due,
            send_at=send_at,
            stories=_stories(draft),
            is_silent=draft is None,
        )
        after = send_at


def _stories(draft: Draft | None) -> int:
    return 0 if draft is None or draft.briefing is None else len(draft.briefing.stories)
