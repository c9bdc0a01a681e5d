"""`/subscribe`: a wish becomes a subscription, answered with its next times and a sample."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from briefings.ask.questions import SubscribeQuestion
from briefings.deliver.due import started, upcoming
from briefings.errors import NotUnderstood
from briefings.model.briefings import BriefingId, Length
from briefings.model.chats import Answer
from briefings.model.pages import Block, Page
from briefings.model.subscriptions import Cadence, Schedule, Subscription, SubscriptionWish
from briefings.steps.answers.brief import theme_meant
from briefings.steps.answers.settings import approved_by_asker, with_settings
from briefings.steps.brief import brief_on_demand
from briefings.steps.newsroom import Asking, Newsroom, reader_of
from briefings.write.compose import briefing_page
from briefings.write.lists import subscribed_page
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


def _wish(question: SubscribeQuestion, asking: Asking) -> SubscriptionWish:
    asked = question.wish
    if not (asked.themes or asked.words or question.schedule or question.everything):
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
    reader = reader_of(asking, newsroom)
    briefing = brief_on_demand(question.wish, reader, newsroom.items)
    if briefing is None:
        text = asking.voice.wording.say("Nothing that fits is stored yet; it comes when it is.")
        text += theme_meant(question.wish.words, asking, newsroom, command="/subscribe")
        return note_page(text, asking.voice).blocks, None
    kept = newsroom.briefings.keep(briefing, asking.chat)
    return briefing_page(briefing, asking.voice, kept_as=kept).blocks, kept
