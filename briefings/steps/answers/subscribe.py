"""`/subscribe`, `/subscriptions`, `/unsubscribe`, `/pause`, `/resume`: who gets what when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from briefings.ask.questions import (
    PauseQuestion,
    ResumeQuestion,
    SubscribeQuestion,
    UnsubscribeQuestion,
)
from briefings.deliver.due import next_due, started, upcoming
from briefings.errors import NotUnderstood
from briefings.model.briefings import BriefingId, Length
from briefings.model.chats import Answer
from briefings.model.pages import Block, Page
from briefings.model.subscriptions import Cadence, Schedule, Subscription, SubscriptionWish
from briefings.steps.answers.settings import approved_by_asker, with_settings
from briefings.steps.brief import Reader, brief_on_demand
from briefings.steps.newsroom import Asking, Newsroom
from briefings.write.compose import briefing_page
from briefings.write.lists import subscribed_page, subscriptions_page
from briefings.write.notes import note_page
from briefings.write.schedules import subscription_in_words

DEFAULT_SCHEDULE = Schedule(cadence=Cadence.WEEKLY, days=(0, 1, 2, 3, 4, 5, 6), at=time(9, 0))
"""Where no time was given: every morning at nine."""

MAX_SUBSCRIPTIONS = 20
"""A chat with more would read nothing else."""

SHOWN_TIMES = 3


def answer_subscribe(question: SubscribeQuestion, asking: Asking, newsroom: Newsroom) -> Answer:
    """Subscribes, and answers with the next three times and a sample of what will come."""
    chosen = newsroom.chats.settings(asking.chat)
    asked = with_settings(_wish(question, asking), replace(chosen, length=None))
    if question.approval_minutes is not None:
        approval = approved_by_asker(question.approval_minutes, asking, newsroom)
        asked = replace(asked, approval=approval)
    wish, first = started(asked, asking.now, newsroom.is_holiday)
    existing = newsroom.subscriptions.of_chat(asking.chat)
    _refuse_twice(wish, existing, asking)
    subscription = newsroom.subscriptions.add(wish, next_due_at=first, now=asking.now)
    times = upcoming(wish.schedule, asking.zone, asking.now, SHOWN_TIMES, newsroom.is_holiday)
    page = subscribed_page(subscription, len(existing) + 1, times, asking.voice)
    sample, kept = _sample(question, asking, newsroom)
    blocks = (*page.blocks, *sample)
    return Answer(
        page=Page(blocks=blocks, summary=page.summary, language=page.language), briefing=kept
    )


def answer_subscriptions(asking: Asking, newsroom: Newsroom) -> Answer:
    """The chat's subscriptions with their numbers."""
    subscriptions = newsroom.subscriptions.of_chat(asking.chat)
    return Answer(page=subscriptions_page(subscriptions, asking.voice), only_for_asker=True)


def answer_unsubscribe(question: UnsubscribeQuestion, asking: Asking, newsroom: Newsroom) -> Answer:
    """Ends one subscription."""
    subscription = _meant(question.number, "unsubscribe", asking, newsroom)
    newsroom.subscriptions.remove(subscription.id)
    return _said("Ended: {subscription}", subscription, asking)


def answer_pause(question: PauseQuestion, asking: Asking, newsroom: Newsroom) -> Answer:
    """Pauses one subscription, until a day or until resumed."""
    subscription = _meant(question.number, "pause", asking, newsroom)
    until = (
        datetime.combine(question.until, time(0), asking.zone).astimezone(UTC)
        if question.until
        else None
    )
    newsroom.subscriptions.pause(subscription.id, reason=None, until=until)
    if question.until is None:
        return _said("Paused: {subscription}", subscription, asking, example="/resume")
    day = asking.voice.wording.day(question.until, today=asking.today)
    return _said("Paused until {day}: {subscription}", subscription, asking, day=day)


def answer_resume(question: ResumeQuestion, asking: Asking, newsroom: Newsroom) -> Answer:
    """Goes on with a paused subscription."""
    subscription = _meant(question.number, "resume", asking, newsroom)
    zone = asking.zone
    schedule, own_zone = subscription.wish.schedule, ZoneInfo(subscription.wish.zone)
    due_at = next_due(schedule, own_zone, asking.now, newsroom.is_holiday)
    newsroom.subscriptions.resume(subscription.id, next_due_at=due_at)
    moment = asking.voice.wording.moment(due_at, zone)
    return _said("Goes on: {subscription}, next {moment}", subscription, asking, moment=moment)


def _wish(question: SubscribeQuestion, asking: Asking) -> SubscriptionWish:
    asked = question.wish
    if not (asked.themes or asked.words or question.schedule):
        raise NotUnderstood(
            "What should the briefings be about?", example="/subscribe fintech daily 09:00"
        )
    return SubscriptionWish(
        chat=asking.chat,
        themes=asked.themes,
        words=asked.words,
        without=asked.without,
        schedule=question.schedule or DEFAULT_SCHEDULE,
        zone=asking.zone.key,
        language=asking.voice.language,
        length=asking.length if asked.length is Length.SHORT else asked.length,
        start_from=question.start_from,
        subscribed_by=asking.ask.person,
    )


def _refuse_twice(
    wish: SubscriptionWish, existing: tuple[Subscription, ...], asking: Asking
) -> None:
    for number, subscription in enumerate(existing, 1):
        if wish.repeats(subscription.wish):
            raise NotUnderstood(
                "That is subscribed to already, as number {number}: {subscription}",
                example="/subscriptions",
                number=str(number),
                subscription=subscription_in_words(subscription.wish, asking.voice),
            )
    if len(existing) >= MAX_SUBSCRIPTIONS:
        raise NotUnderstood(
            "A chat has at most {most} subscriptions.",
            example="/unsubscribe 1",
            most=str(MAX_SUBSCRIPTIONS),
        )


def _sample(
    question: SubscribeQuestion, asking: Asking, newsroom: Newsroom
) -> tuple[tuple[Block, ...], BriefingId | None]:
    reader = Reader(
        now=asking.now,
        zone=asking.zone,
        language=asking.voice.language,
        muted=newsroom.marks.muted(asking.chat),
    )
    briefing = brief_on_demand(question.wish, reader, newsroom.items)
    if briefing is None:
        text = asking.voice.wording.say("Nothing that fits is stored yet; it comes when it is.")
        return note_page(text, asking.voice).blocks, None
    kept = newsroom.briefings.keep(briefing, asking.chat)
    return briefing_page(briefing, asking.voice, kept_as=kept).blocks, kept


def _meant(number: int | None, command: str, asking: Asking, newsroom: Newsroom) -> Subscription:
    """The subscription with that number; without one, the only one there is."""
    subscriptions = newsroom.subscriptions.of_chat(asking.chat)
    if not subscriptions:
        raise NotUnderstood(
            "There is no subscription here.", example="/subscribe fintech daily 09:00"
        )
    if number is None and len(subscriptions) > 1:
        raise NotUnderstood(
            "There are {count} subscriptions here. Which one? /subscriptions shows them.",
            example=f"/{command} 1",
            count=str(len(subscriptions)),
        )
    if number is not None and not 1 <= number <= len(subscriptions):
        raise NotUnderstood(
            "There is no subscription {number}; there are 1 to {last}.",
            example=f"/{command} 1",
            number=str(number),
            last=str(len(subscriptions)),
        )
    return subscriptions[(number or 1) - 1]


def _said(
    text: str,
    subscription: Subscription,
    asking: Asking,
    *,
    example: str | None = None,
    **values: str,
) -> Answer:
    words = subscription_in_words(subscription.wish, asking.voice)
    said = asking.voice.wording.say(text, subscription=words, **values)
    return Answer(page=note_page(said, asking.voice, example=example))
