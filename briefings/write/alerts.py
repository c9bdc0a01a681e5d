"""What people are told outside the chat that it is about."""

from __future__ import annotations

from datetime import datetime

from briefings.model.chats import ChatRef
from briefings.model.codes import resume_code
from briefings.model.pages import Button, Buttons, Page
from briefings.model.subscriptions import Silence, Subscription
from briefings.write.notes import note_page
from briefings.write.reasons import reason_in_words
from briefings.write.schedules import approver_in_words, subscription_in_words
from briefings.write.voice import Voice, clipped


def paused_page(
    subscription: Subscription, reason: str, voice: Voice, *, to_operator: bool = False
) -> Page:
    """A subscription was paused because its chat takes nothing more; a button goes on with it.

    The subscriber knows the chat by its kind and the day, an operator by its address.
    """
    say, chat = voice.wording.say, subscription.wish.chat
    since = voice.wording.day(
        subscription.created_at.astimezone(voice.zone).date(), today=voice.today
    )
    text = say(
        "I could not deliver “{subscription}” ({place}, since {day}) and paused it: {reason}. "
        "Once I may write there again, press the button, or type /resume there.",
        subscription=subscription_in_words(subscription.wish, voice),
        place=chat.key if to_operator else say(_kind(chat)),
        day=since,
        reason=clipped(reason_in_words(reason, voice.wording), 200),
    )
    page = note_page(voice.typed(text), voice)
    button = Buttons((Button(say("Resume"), resume_code(subscription.id)),))
    return Page(blocks=(*page.blocks, button), summary=page.summary, language=page.language)


def _kind(chat: ChatRef) -> str:
    if chat.platform == "slack":
        is_direct = chat.address.rpartition(":")[2].startswith(("D", "U"))
        return "direct message" if is_direct else "channel"
    if chat.thread is not None:
        return "topic of a group"
    return "group or channel" if chat.address.startswith(("-", "@")) else "private chat"


def silence_page(subscription: Subscription, silence: Silence, voice: Voice) -> Page:
    """A briefing that was due long ago has not come, and nobody knows why yet."""
    text = voice.wording.say(
        "The briefing “{subscription}” for {chat}, due {due}, has not gone out: {reason}",
        subscription=subscription_in_words(subscription.wish, voice),
        chat=silence.chat.key,
        due=voice.wording.moment(silence.due_at, voice.zone),
        reason=clipped(reason_in_words(silence.error or silence.state.value, voice.wording), 200),
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
        reason=clipped(reason_in_words(reason, voice.wording), 200),
    )
    return note_page(text, voice)
