"""Plans: a subscription, the time and the operator's policy become what a tick writes down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from briefings.deliver.due import IsHoliday, instant_of, next_due, no_holidays
from briefings.model.habits import QuietHours
from briefings.model.subscriptions import (
    DeliveryPolicy,
    DuePlan,
    MissedSlot,
    Slot,
    StartFrom,
    Subscription,
    SubscriptionWish,
    Timetable,
    Window,
)

FIRST_WINDOW = timedelta(days=7)
"""What a new subscription's first briefing looks back on, unless it starts from now."""

ARCHIVE_AGE = timedelta(days=30)
"""An item published longer ago than this before a window is archive: searchable, not pushed."""

MAX_MISSED_KEPT = 31
"""After a long outage the newest missed slots are written down one by one, older ones counted."""


def plan_due(
    timetable: Timetable,
    now: datetime,
    policy: DeliveryPolicy,
    is_holiday: IsHoliday = no_holidays,
) -> DuePlan:
    """What to do with a subscription whose `next_due_at` has come.

    One slot for everything that was missed: the newest due time. The others are written down as
    missed. Where the newest is older than the policy's limit there is no slot at all.
    """
    *passed, following = _until_after(now, timetable, is_holiday)
    newest, earlier = passed[-1], passed[:-1]
    if now - newest > policy.max_age:
        hours = round(policy.max_age.total_seconds() / 3600)
        missed = _missed(passed, f"more than {hours} hours late; the next briefing tells it")
        return DuePlan(due_at=None, missed=missed, next_due_at=following)
    told = _missed(earlier, f"told by the briefing due {newest:%Y-%m-%d %H:%M} UTC")
    return DuePlan(due_at=newest, missed=told, next_due_at=following)


def first_window_start(wish: SubscriptionWish, now: datetime) -> datetime:
    """Where a new subscription's first window starts: 7 days back, or now."""
    return now if wish.start_from is StartFrom.NOW else now - FIRST_WINDOW


def window_of(
    subscription: Subscription, slot: Slot, now: datetime, policy: DeliveryPolicy
) -> Window:
    """From the last successful briefing to now; late where the slot should be there by now."""
    expected = max(slot.due_at, slot.not_before or slot.due_at)
    if subscription.wish.quiet is None:
        expected = slot.due_at
    late = now - expected > policy.late_after
    return Window(after=subscription.window_from, until=now, late_for=slot.due_at if late else None)


def archived_before(window: Window, zone: ZoneInfo) -> date:
    """The local day before which an item was published too long ago to be pushed."""
    return (window.after - ARCHIVE_AGE).astimezone(zone).date()


def quiet_until(quiet: QuietHours | None, zone: ZoneInfo, now: datetime) -> datetime | None:
    """When the quiet hours that `now` falls in end (UTC); `None` outside of them."""
    if quiet is None or quiet.start == quiet.end:
        return None
    local = now.astimezone(zone)
    if not _is_between(local.time(), quiet.start, quiet.end):
        return None
    day = local.date()
    if local.time() >= quiet.end:
        day += timedelta(days=1)
    return instant_of(day, quiet.end, zone) or now.astimezone(UTC)


def _is_between(at: time, start: time, end: time) -> bool:
    if start < end:
        return start <= at < end
    return at >= start or at < end


def _until_after(now: datetime, timetable: Timetable, is_holiday: IsHoliday) -> list[datetime]:
    """The due times from the next one on, up to and with the one after `now`: two at least."""
    zone, dues = ZoneInfo(timetable.zone), [timetable.next_due_at]
    while len(dues) == 1 or dues[-1] <= now:
        dues.append(next_due(timetable.schedule, zone, dues[-1], is_holiday))
    return dues


def _missed(dues: Sequence[datetime], reason: str) -> tuple[MissedSlot, ...]:
    kept = dues[-MAX_MISSED_KEPT:]
    uncounted = len(dues) - len(kept)
    more = f" (and {uncounted} before it)" if uncounted else ""
    return tuple(
        MissedSlot(due_at=due, reason=reason + (more if due == kept[0] else "")) for due in kept
    )
