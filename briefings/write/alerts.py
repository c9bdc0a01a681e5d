"""What people are told outside the chat that it is about."""

from __future__ import annotations

from datetime import datetime

from briefings.model.pages import Page
from briefings.model.subscriptions import Silence, Subscription
from briefings.write.notes import note_page
from briefings.write.schedules import approver_in_words, subscription_in_words
from briefings.write.voice import Voice, clipped


def paused_page(subscription: Subscription, reason: str, voice: Voice) -> Page:
    """A subscription was paused because its chat takes nothing more; how to go on."""
    text = voice.wording.say(
        "I could not deliver “{subscription}” to {chat} and paused it: {reason}. Once I may write "
        "there again, type /resume there.",
        subscription=subscription_in_words(subscription.wish, voice),
        chat=subscription.wish.chat.key,
        reason=clipped(reason, 200),
    )
    return note_page(voice.typed(text), voice)


def silence_page(subscription: Subscription, silence: Silence, voice: Voice) -> Page:
    """A briefing that was due long ago has not come, and nobody knows why yet."""
    text = voice.wording.say(
        "The briefing “{subscription}” for {chat}, due {due}, has not gone out: {reason}",
        subscription=subscription_in_words(subscription.wish, voice),
        chat=silence.chat.key,
        due=voice.wording.moment(silence.due_at, voice.zone),
        reason=clipped(silence.error or silence.state.value, 200),
    )
    return note_page(text, voice)


def undrafted_page(subscription: Subscription, due_at: datetime, reason: str, voice: Voice) -> Page:
    """A draft could not be shown to its approver; its briefing goes out without."""
    approval = subscription.wish.approval
    text = voice.wording.say(
        "The draft of “{subscription}”, due {due}, could not be shown to {approver}: {reason}. "
        "The briefing goes out on time without it.",
        subscription=subscription_in_words(subscription.wish, voice),
        due=voice.wording.moment(due_at, voice.zone),
        approver=approver_in_words(approval.approver, subscription.wish.chat, voice)
        if approval
        else "?",
        reason=clipped(reason, 200),
    )
    return note_page(text, voice)
