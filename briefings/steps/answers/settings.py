"""`/settings`: what a chat chose, and choosing anew; its subscriptions follow."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from briefings.ask.approvals import checked, minutes_of
from briefings.ask.questions import SettingsQuestion
from briefings.deliver.due import next_due
from briefings.errors import NotUnderstood
from briefings.model.briefings import Length
from briefings.model.chats import Answer, ChatKind, ChatSettings
from briefings.model.habits import Approval, NothingNew, QuietHours
from briefings.model.languages import Language
from briefings.model.subscriptions import Subscription, SubscriptionWish
from briefings.steps.newsroom import Asking, Newsroom, asking_of
from briefings.write.schedules import approval_note
from briefings.write.settings import settings_page

_LANGUAGES = {
    "ko": Language.KOREAN,
    "korean": Language.KOREAN,
    "한국어": Language.KOREAN,
    "en": Language.ENGLISH,
    "english": Language.ENGLISH,
    "영어": Language.ENGLISH,
}
_LENGTHS = {
    "short": Length.SHORT,
    "짧게": Length.SHORT,
    "long": Length.LONG,
    "길게": Length.LONG,
    "titles": Length.TITLES,
    "제목": Length.TITLES,
    "제목만": Length.TITLES,
}
_NOTHING_NEW = {
    "say": NothingNew.SAY,
    "알림": NothingNew.SAY,
    "silent": NothingNew.SILENT,
    "조용히": NothingNew.SILENT,
}
_UNSURE = {"repeat": True, "다시": True, "never": False, "안함": False}
_OFF = frozenset(("off", "none", "끄기", "없음"))
_CITIES = {"서울": "Asia/Seoul", "seoul": "Asia/Seoul", "한국": "Asia/Seoul", "도쿄": "Asia/Tokyo"}
_QUIET = re.compile(r"(\d{1,2})(?::(\d{2}))?\s*시?\s*[-~–]\s*(\d{1,2})(?::(\d{2}))?\s*시?")
_NO_QUIET = QuietHours(start=time(0), end=time(0))
_NO_APPROVAL = Approval(minutes=0, approver="")
_HERE = frozenset(("here", "여기", "여기서", "여기에", "이곳"))


def answer_settings(question: SettingsQuestion, asking: Asking, newsroom: Newsroom) -> Answer:
    """Shows the settings; with a name and a value changes that one first."""
    chosen = newsroom.chats.settings(asking.chat)
    if question.name is None:
        return _shown(asking, chosen, changed=False)
    change = _SETTINGS.get(question.name)
    if change is None:
        raise NotUnderstood(
            "There is no setting {word}: language, zone, length, quiet, empty, unsure, approval.",
            example="/settings language en",
            word=question.name[:40],
        )
    if question.value is None:
        raise NotUnderstood("What should it be set to?", example="/help settings")
    chosen = change(chosen, question.value, asking, newsroom)
    newsroom.chats.change(asking.chat, chosen)
    _follow(chosen, asking, newsroom)
    note = None
    if change is _approval and chosen.approval is not None:
        note = approval_note(chosen.approval, asking.chat, asking.voice)
    return _shown(asking_of(asking.ask, newsroom), chosen, changed=True, note=note)


def with_settings(wish: SubscriptionWish, chosen: ChatSettings) -> SubscriptionWish:
    """A subscription's wish as its chat's settings have it; what was not chosen stays."""
    return replace(
        wish,
        zone=chosen.zone or wish.zone,
        language=chosen.language or wish.language,
        length=chosen.length or wish.length,
        quiet=wish.quiet if chosen.quiet is None else chosen.quiet,
        nothing_new=chosen.nothing_new or wish.nothing_new,
        repeats_unsure=wish.repeats_unsure
        if chosen.repeats_unsure is None
        else chosen.repeats_unsure,
        approval=_approval_of(wish, chosen),
    )


def approved_by_asker(
    minutes: int, asking: Asking, newsroom: Newsroom, *, here: bool = False
) -> Approval:
    """A draft so long before, for the one who asks: in private, or `here` where that is wished.

    An operator is shown it where the platform does not tell who asks. Raises `NotUnderstood`
    where there is none either.
    """
    ask, platform = asking.ask, asking.chat.platform
    if here or ask.kind is ChatKind.PRIVATE:
        return Approval(minutes=minutes, approver=asking.chat.key)
    operators = (each for each in newsroom.operators if each.startswith(f"{platform}:"))
    approver = ask.person or next(operators, None)
    if approver is None:
        raise NotUnderstood(
            "I cannot tell who you are here, so that I could not show you drafts. Write under "
            "your own name, or let them be shown here.",
            example="/settings approval 30m here",
        )
    return Approval(minutes=minutes, approver=approver)


def _approval_of(wish: SubscriptionWish, chosen: ChatSettings) -> Approval | None:
    if chosen.approval is None:
        return wish.approval
    return chosen.approval if chosen.approval.minutes else None


def _follow(chosen: ChatSettings, asking: Asking, newsroom: Newsroom) -> None:
    """The chat's subscriptions go by its settings from now on, in its zone."""
    for subscription in newsroom.subscriptions.of_chat(asking.chat):
        wish = with_settings(subscription.wish, chosen)
        if wish != subscription.wish:
            newsroom.subscriptions.change(
                subscription.id, wish, next_due_at=_next(subscription, wish, asking, newsroom)
            )


def _next(
    subscription: Subscription, wish: SubscriptionWish, asking: Asking, newsroom: Newsroom
) -> datetime:
    if wish.zone == subscription.wish.zone:
        return subscription.next_due_at
    return next_due(wish.schedule, ZoneInfo(wish.zone), asking.now, newsroom.is_holiday)


def _shown(
    asking: Asking, chosen: ChatSettings, *, changed: bool, note: str | None = None
) -> Answer:
    page = settings_page(
        asking.voice, asking.length, chosen, asking.chat, changed=changed, note=note
    )
    return Answer(page=page, only_for_asker=True)


def _language(settings: ChatSettings, value: str, *_: object) -> ChatSettings:
    language = _LANGUAGES.get(value.casefold())
    if language is None:
        raise NotUnderstood(
            "{word} is no language I speak: ko or en.",
            example="/settings language en",
            word=value[:40],
        )
    return replace(settings, language=language)


def _length(settings: ChatSettings, value: str, *_: object) -> ChatSettings:
    length = _LENGTHS.get(value.casefold())
    if length is None:
        raise NotUnderstood(
            "{word} is no length: short, long or titles.",
            example="/settings length short",
            word=value[:40],
        )
    return replace(settings, length=length)


def _zone(settings: ChatSettings, value: str, *_: object) -> ChatSettings:
    name = _CITIES.get(value.casefold(), value.strip().replace(" ", "_"))
    try:
        zone = ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise NotUnderstood(
            "{word} is no time zone I know.",
            example="/settings zone Asia/Seoul",
            word=value[:40],
        ) from None
    return replace(settings, zone=zone.key)


def _quiet(settings: ChatSettings, value: str, *_: object) -> ChatSettings:
    if value.casefold() in _OFF:
        return replace(settings, quiet=_NO_QUIET)
    match = _QUIET.fullmatch(value)
    hours = [int(part or 0) for part in match.groups()] if match else []
    if not hours or max(hours[0], hours[2]) > 23 or max(hours[1], hours[3]) > 59:
        raise NotUnderstood(
            "{word} are no quiet hours: two times, or off.",
            example="/settings quiet 22:00-07:00",
            word=value[:40],
        )
    quiet = QuietHours(start=time(hours[0], hours[1]), end=time(hours[2], hours[3]))
    return replace(settings, quiet=quiet)


def _empty(settings: ChatSettings, value: str, *_: object) -> ChatSettings:
    policy = _NOTHING_NEW.get(value.casefold().replace(" ", ""))
    if policy is None:
        raise NotUnderstood(
            "{word} is neither say nor silent.", example="/settings empty silent", word=value[:40]
        )
    return replace(settings, nothing_new=policy)


def _unsure(settings: ChatSettings, value: str, *_: object) -> ChatSettings:
    repeats = _UNSURE.get(value.casefold().replace(" ", ""))
    if repeats is None:
        raise NotUnderstood(
            "{word} is neither repeat nor never.",
            example="/settings unsure never",
            word=value[:40],
        )
    return replace(settings, repeats_unsure=repeats)


def _approval(
    settings: ChatSettings, value: str, asking: Asking, newsroom: Newsroom
) -> ChatSettings:
    if value.casefold() in _OFF:
        return replace(settings, approval=_NO_APPROVAL)
    *amount, last = value.split()
    here = bool(amount) and last.casefold() in _HERE
    minutes = minutes_of(" ".join(amount) if here else value)
    if minutes is None:
        raise NotUnderstood(
            "{word} is no time before a briefing: 30m, 1h, or off.",
            example="/settings approval 30m",
            word=value[:40],
        )
    approval = approved_by_asker(checked(minutes), asking, newsroom, here=here)
    return replace(settings, approval=approval)


Change = Callable[[ChatSettings, str, Asking, Newsroom], ChatSettings]
"""A setting changed as its new value asks; who asks, and where, matters to few."""

_SETTINGS: Mapping[str, Change] = {
    "language": _language,
    "언어": _language,
    "zone": _zone,
    "timezone": _zone,
    "시간대": _zone,
    "length": _length,
    "길이": _length,
    "quiet": _quiet,
    "방해금지": _quiet,
    "empty": _empty,
    "새소식없음": _empty,
    "unsure": _unsure,
    "불확실": _unsure,
    "approval": _approval,
    "approve": _approval,
    "draft": _approval,
    "승인": _approval,
    "초안": _approval,
}
