"""`/subscriptions`, `/unsubscribe`, `/pause`, `/resume`: what is subscribed to here, changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from briefings.ask.questions import PauseQuestion, ResumeQuestion, UnsubscribeQuestion
from briefings.deliver.due import next_due
from briefings.errors import NotUnderstood
from briefings.model.chats import Answer
from briefings.model.codes import resume_code
from briefings.model.pages import Button, Buttons, Page
from briefings.model.subscriptions import Subscription, SubscriptionId
from briefings.steps.newsroom import Asking, Newsroom
from briefings.write.lists import subscriptions_page
from briefings.write.notes import note_page
from briefings.write.schedules import subscription_in_words


def answer_subscriptions(asking: Asking, newsroom: Newsroom) -> Answer:
    """The chat's subscriptions with their numbers."""
    subscriptions = newsroom.subscriptions.of_chat(asking.chat)
    page = subscriptions_page(subscriptions, asking.voice, here=asking.chat.thread)
    return Answer(page=page, only_for_asker=True)


def answer_unsubscribe(question: UnsubscribeQuestion, asking: Asking, newsroom: Newsroom) -> Answer:
    """Ends one subscription, or all."""
    meant = _meant(question.number, "unsubscribe", asking, newsroom, every=question.every)
    for subscription in meant:
        newsroom.subscriptions.remove(subscription.id)
    return _said([_line("Ended: {subscription}", each, asking) for each in meant], asking)


def answer_pause(question: PauseQuestion, asking: Asking, newsroom: Newsroom) -> Answer:
    """Pauses one subscription, or all, until a day or until resumed."""
    meant = _meant(question.number, "pause", asking, newsroom, every=question.every)
    until = (
        datetime.combine(question.until, time(0), asking.zone).astimezone(UTC)
        if question.until
        else None
    )
    for subscription in meant:
        newsroom.subscriptions.pause(subscription.id, reason=None, until=until)
    lines = [_paused(each, question, until, asking, newsroom) for each in meant]
    buttons = tuple(_resume_button(each, asking, alone=len(meant) == 1) for each in meant)
    return _said(lines, asking, buttons)


def answer_resume(question: ResumeQuestion, asking: Asking, newsroom: Newsroom) -> Answer:
    """Goes on with one paused subscription, or all that are."""
    lines: list[str] = []
    for subscription in _to_resume(question, asking, newsroom):
        due_at = _next_due(subscription, asking.now, newsroom)
        newsroom.subscriptions.resume(subscription.id, next_due_at=due_at)
        moment = asking.voice.wording.moment(due_at, asking.zone)
        text = "Goes on: {subscription}, next {moment}"
        lines.append(_line(text, subscription, asking, moment=moment))
    return _said(lines, asking)


def _paused(
    subscription: Subscription,
    question: PauseQuestion,
    until: datetime | None,
    asking: Asking,
    newsroom: Newsroom,
) -> str:
    if question.until is None or until is None:
        return _line("Paused: {subscription}", subscription, asking)
    return _line(
        "Paused until {day}: {subscription}. The next one comes {moment}.",
        subscription,
        asking,
        day=asking.voice.wording.day(question.until, today=asking.today),
        moment=asking.voice.wording.moment(_next_due(subscription, until, newsroom), asking.zone),
    )


def _resume_button(subscription: Subscription, asking: Asking, *, alone: bool) -> Button:
    say = asking.voice.wording.say
    subject = subscription_in_words(subscription.wish, asking.voice)
    label = say("Resume") if alone else say("Resume {subscription}", subscription=subject)
    return Button(label[:MAX_LABEL_CHARS], resume_code(subscription.id))


MAX_LABEL_CHARS = 60


def _next_due(subscription: Subscription, after: datetime, newsroom: Newsroom) -> datetime:
    wish = subscription.wish
    return next_due(wish.schedule, ZoneInfo(wish.zone), after, newsroom.is_holiday)


def _to_resume(
    question: ResumeQuestion, asking: Asking, newsroom: Newsroom
) -> Sequence[Subscription]:
    """Those that are meant; without a number all that were paused because of their chat."""
    if question.subscription is not None:
        return [_own(question.subscription, asking, newsroom)]
    here = newsroom.subscriptions.of_chat(asking.chat)
    paused = [each for each in here if each.paused]
    if question.number is not None or len(here) < 2:
        return _meant(question.number, "resume", asking, newsroom)
    if not paused:
        raise NotUnderstood("Nothing is paused here.", example="/subscriptions")
    lost = [each for each in paused if each.pause_reason is not None]
    if question.every or len(paused) == 1 or len(lost) == len(paused):
        return paused
    return _meant(None, "resume", asking, newsroom)


def _own(number: SubscriptionId, asking: Asking, newsroom: Newsroom) -> Subscription:
    """The subscription of a button: one of this chat, or one that the person made elsewhere."""
    found = newsroom.subscriptions.get(number)
    is_own = found is not None and (
        found.wish.chat.key == asking.chat.key
        or (asking.ask.person is not None and found.wish.subscribed_by == asking.ask.person)
    )
    if found is None or not is_own:
        raise NotUnderstood("This button does not work any more.", example="/subscriptions")
    return found


def _meant(
    number: int | None,
    command: str,
    asking: Asking,
    newsroom: Newsroom,
    *,
    every: bool = False,
) -> Sequence[Subscription]:
    """The subscription with that number, or `every` one; without either, the only one there is."""
    subscriptions = newsroom.subscriptions.of_chat(asking.chat)
    if not subscriptions:
        raise NotUnderstood(
            "There is no subscription here.", example="/subscribe fintech daily 09:00"
        )
    if every:
        return subscriptions
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
    return [subscriptions[(number or 1) - 1]]


def _line(text: str, subscription: Subscription, asking: Asking, **values: str) -> str:
    words = subscription_in_words(subscription.wish, asking.voice)
    return asking.voice.wording.say(text, subscription=words, **values)


def _said(lines: Sequence[str], asking: Asking, buttons: Sequence[Button] = ()) -> Answer:
    page = note_page("\n".join(lines), asking.voice)
    rows = tuple(Buttons((button,)) for button in buttons)
    return Answer(
        page=Page(blocks=(*page.blocks, *rows), summary=page.summary, language=page.language)
    )
