"""Schedules and subscriptions in words: what comes when, so that a reader can check it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from briefings.model.chats import ChatRef
from briefings.model.habits import Approval
from briefings.model.items import ThemeId
from briefings.model.languages import Language
from briefings.model.subscriptions import Cadence, Schedule, SubscriptionWish
from briefings.write.voice import Voice
from briefings.write.wording import Wording

_PERSON = re.compile(r"telegram:\d+|slack:\w+:[UWD]\w+")
_EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
_WORKDAYS = (0, 1, 2, 3, 4)


def schedule_in_words(schedule: Schedule, wording: Wording) -> str:
    """`매일 09:00`, `평일(공휴일 제외) 09:00`, `매주 월·목 18:30`, `매월 1일 08:00`."""
    days = wording.say("{days} except public holidays", days=_days(schedule, wording))
    shown = days if schedule.skips_holidays else _days(schedule, wording)
    return f"{shown} {schedule.at:%H:%M}"


def _days(schedule: Schedule, wording: Wording) -> str:
    if schedule.cadence is Cadence.MONTHLY:
        return wording.say("monthly on day {days}", days=_month_days(schedule.days, wording))
    if schedule.cadence is Cadence.BIWEEKLY:
        return wording.say("every other week {days}", days=wording.weekdays(schedule.days))
    if schedule.days == _EVERY_DAY:
        return wording.say("every day")
    if schedule.days == _WORKDAYS:
        return wording.say("every weekday")
    return wording.say("every week {days}", days=wording.weekdays(schedule.days))


def _month_days(days: Sequence[int], wording: Wording) -> str:
    if wording.language is Language.KOREAN:
        return "·".join(f"{day}일" for day in days)
    return ", ".join(str(day) for day in days)


def subject_in_words(
    themes: Sequence[ThemeId], words: Sequence[str], without: Sequence[str], voice: Voice
) -> str:
    """`핀테크 · AI ‘마이데이터’ (‘코인’ 제외)`; all themes where none is named."""
    parts = [voice.themes(themes)] if themes else []
    parts += [f"‘{word}’" for word in words]
    subject = " ".join(parts) or voice.wording.say("everything")
    if not without:
        return subject
    left_out = ", ".join(f"‘{word}’" for word in without)
    return voice.wording.say("{subject} (without {words})", subject=subject, words=left_out)


def subscription_in_words(wish: SubscriptionWish, voice: Voice) -> str:
    """`핀테크 — 매일 09:00`, with the zone where it is not the page's own."""
    subject = subject_in_words(wish.themes, wish.words, wish.without, voice)
    zone = f" ({wish.zone})" if wish.zone != voice.zone.key else ""
    return f"{subject} — {schedule_in_words(wish.schedule, voice.wording)}{zone}"


def approval_in_words(approval: Approval | None, chat: ChatRef, voice: Voice) -> str:
    """`30분 전, telegram:123 개인 대화에`; nothing where no draft is shown."""
    if approval is None or not approval.minutes:
        return ""
    return voice.wording.say_many(
        "{count} minute before, to {approver}",
        "{count} minutes before, to {approver}",
        approval.minutes,
        approver=approver_in_words(approval.approver, chat, voice),
    )


def approver_in_words(approver: str, chat: ChatRef, voice: Voice) -> str:
    """Where a draft is shown, for those who read the briefings of `chat`."""
    if approver == chat.key:
        return voice.wording.say("this chat")
    if _PERSON.fullmatch(approver):
        return voice.wording.say("the private chat of {person}", person=approver)
    return approver


def approval_note(approval: Approval | None, chat: ChatRef, voice: Voice) -> str | None:
    """To whom drafts are shown from now on, and what that takes; `None` where to nobody.

    Telegram lets no bot begin a conversation with a person.
    """
    when = approval_in_words(approval, chat, voice)
    if approval is None or not when:
        return None
    note = voice.wording.say("A draft is shown {when}; without an answer it is sent.", when=when)
    if approval.approver == chat.key or chat.platform != "telegram":
        return note
    return f"{note} {voice.wording.say('I can only write there if you once wrote to me there.')}"


def moments_in_words(moments: Sequence[datetime], voice: Voice) -> str:
    """`11월 23일(월) 09:00 · 11월 24일(화) 09:00`."""
    return " · ".join(voice.wording.moment(moment, voice.zone) for moment in moments)
