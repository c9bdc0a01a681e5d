"""`/settings`: what a chat chose, and choosing anew; its subscriptions follow."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from briefings.ask.approvals import checked, minutes_of
from briefings.ask.questions import SettingsQuestion
from briefings.ask.setting_words import (
    CITIES,
    LANGUAGES,
    LENGTHS,
    NOTHING_NEW,
    OFF,
    UNSURE,
    quiet_of,
)
from briefings.deliver.due import next_due
from briefings.errors import NotUnderstood
from briefings.model.chats import Answer, ChatKind, ChatSettings
from briefings.model.habits import Approval
from briefings.model.subscriptions import Subscription, SubscriptionWish
from briefings.steps.newsroom import Asking, Newsroom, asking_of
from briefings.write.schedules import approval_note
from briefings.write.settings import settings_page

_NO_APPROVAL = Approval(minutes=0, approver="")
_HERE = frozenset(("here", "여기", "여기서", "여기에", "이곳"))


def answer_settings(question: SettingsQuestion, asking: Asking, newsroom: Newsroom) -> Answer:
    """Shows the settings; with a name and a value changes that one first."""
    chosen = newsroom.chats.settings(asking.chat)
    if question.name is None:
        return _shown(asking, chosen, changed=False)
    change, value = _named(question.name, question.value or "")
    if change is None:
        raise NotUnderstood(
            "There is no setting {word}: language, zone, length, quiet, empty, unsure, approval.",
            example="/settings language en",
            word=question.name[:40],
        )
    if not value:
        raise NotUnderstood("What should it be set to?", example="/help settings")
    chosen = change(chosen, value, asking, newsroom)
    newsroom.chats.change(asking.chat, chosen)
    _follow(chosen, asking, newsroom)
    note = None
    if change is _approval and chosen.approval is not None:
        note = approval_note(chosen.approval, asking.chat, asking.voice)
    return _shown(asking_of(asking.ask, newsroom), chosen, changed=True, note=note)


def _named(name: str, value: str) -> tuple[Change | None, str]:
    """The setting whose name stands first, over as many words as it has, and what follows it."""
    words = (name, *value.split())
    for count in range(min(len(words), MOST_NAME_WORDS), 0, -1):
        change = _SETTINGS.get(re.sub(r"[-_]", "", "".join(words[:count])).casefold())
        if change is not None:
            return change, " ".join(words[count:])
    return None, value


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
    language = LANGUAGES.get(value.casefold())
    if language is None:
        raise NotUnderstood(
            "{word} is no language I speak: ko or en.",
            example="/settings language en",
            word=value[:40],
        )
    return replace(settings, language=language)


def _length(settings: ChatSettings, value: str, *_: object) -> ChatSettings:
    length = LENGTHS.get(value.casefold())
    if length is None:
        raise NotUnderstood(
            "{word} is no length: short, long or titles.",
            example="/settings length short",
            word=value[:40],
        )
    return replace(settings, length=length)


def _zone(settings: ChatSettings, value: str, *_: object) -> ChatSettings:
    name = CITIES.get(value.casefold(), value.strip().replace(" ", "_"))
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
    return replace(settings, quiet=quiet_of(value))


def _empty(settings: ChatSettings, value: str, *_: object) -> ChatSettings:
    policy = NOTHING_NEW.get(value.casefold().replace(" ", ""))
    if policy is None:
        raise NotUnderstood(
            "{word} is neither say nor silent.", example="/settings empty silent", word=value[:40]
        )
    return replace(settings, nothing_new=policy)


def _unsure(settings: ChatSettings, value: str, *_: object) -> ChatSettings:
    repeats = UNSURE.get(value.casefold().replace(" ", ""))
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
    if value.casefold() in OFF:
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
    "quiethours": _quiet,
    "방해금지": _quiet,
    "방해금지시간": _quiet,
    "empty": _empty,
    "nothingnew": _empty,
    "nothingnewpolicy": _empty,
    "whennothingisnew": _empty,
    "새소식없음": _empty,
    "새소식없을때": _empty,
    "새소식이없을때": _empty,
    "unsure": _unsure,
    "unsuresend": _unsure,
    "unsuresendpolicy": _unsure,
    "불확실": _unsure,
    "도착했는지알수없을때": _unsure,
    "approval": _approval,
    "approve": _approval,
    "draft": _approval,
    "draftbeforesending": _approval,
    "승인": _approval,
    "초안": _approval,
    "보내기전초안": _approval,
}
"""By their names and by what the page of settings calls them, without spaces and hyphens."""

MOST_NAME_WORDS = 5
