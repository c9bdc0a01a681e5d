"""`/save`, `/saved`, `/mute` and the like: what a chat keeps, leaves out, exports and erases."""

from __future__ import annotations

import json
from dataclasses import replace

from briefings.ask.questions import (
    ForgetQuestion,
    MuteQuestion,
    SaveQuestion,
    UnmuteQuestion,
    UnsaveQuestion,
)
from briefings.errors import NotUnderstood
from briefings.model.chats import Answer, ChatSettings
from briefings.model.habits import Approval
from briefings.model.items import Item
from briefings.model.subscriptions import Subscription
from briefings.steps.answers.about_story import item_of, meant_briefing, picked
from briefings.steps.answers.search import list_answer
from briefings.steps.newsroom import Asking, Newsroom
from briefings.text.bigrams import index_text
from briefings.write.marks import export_page, forget_page, forgotten_page, muted_page
from briefings.write.notes import note_page
from briefings.write.voice import clipped, link_of

MAX_SAVED = 200
MAX_MUTED = 50
MAX_WORD_CHARS = 40


def answer_save(question: SaveQuestion, asking: Asking, newsroom: Newsroom) -> Answer:
    """Keeps a story for the chat."""
    stored = meant_briefing(question.briefing, asking, newsroom)
    item = item_of(picked(stored, question.number, "save"), newsroom)
    kept = newsroom.marks.saved(asking.chat)
    if item.id not in kept and len(kept) >= MAX_SAVED:
        raise NotUnderstood(
            "A chat keeps at most {most} stories.", example="/saved", most=str(MAX_SAVED)
        )
    new = newsroom.marks.save(asking.chat, item.id, asking.now)
    text = "Saved: {title}" if new else "That is saved already: {title}"
    return _about(text, item, asking, example="/saved")


def answer_unsave(question: UnsaveQuestion, asking: Asking, newsroom: Newsroom) -> Answer:
    """Keeps a story no longer; its number is that of the list or briefing that is meant."""
    stored = meant_briefing(question.briefing, asking, newsroom)
    item = item_of(picked(stored, question.number, "unsave"), newsroom)
    was = newsroom.marks.unsave(asking.chat, item.id)
    text = "Not saved any more: {title}" if was else "That was not saved: {title}"
    return _about(text, item, asking, example="/saved")


def answer_saved(asking: Asking, newsroom: Newsroom) -> Answer:
    """What the chat keeps, newest marks first, numbered as `/detail` takes them."""
    items = newsroom.items.items(newsroom.marks.saved(asking.chat))
    if not items:
        text = asking.voice.wording.say("Nothing is saved here yet.")
        page = note_page(text, asking.voice, example="/save 1")
        return Answer(page=page, only_for_asker=True)
    return list_answer(items, asking, newsroom)


def answer_mute(question: MuteQuestion, asking: Asking, newsroom: Newsroom) -> Answer:
    """Mutes words, or lists those that are muted."""
    if not question.words:
        return _listed(asking, newsroom)
    words = tuple(_checked(word) for word in question.words)
    if len({*newsroom.marks.muted(asking.chat), *words}) > MAX_MUTED:
        raise NotUnderstood(
            "A chat mutes at most {most} words.", example="/mute", most=str(MAX_MUTED)
        )
    newsroom.marks.mute(asking.chat, words, asking.now)
    text = asking.voice.wording.say(
        "Muted here: {words}. Briefings leave out every story that holds one of them.",
        words=_joined(words),
    )
    page = note_page(text, asking.voice, example=f"/unmute {words[0]}")
    return Answer(page=page)


def answer_unmute(question: UnmuteQuestion, asking: Asking, newsroom: Newsroom) -> Answer:
    """Mutes words no longer; lists the muted ones where none is named."""
    if not question.words:
        return _listed(asking, newsroom)
    freed = newsroom.marks.unmute(asking.chat, question.words)
    if not freed:
        raise NotUnderstood(
            "{words} is not muted here; /mute lists what is.",
            example="/mute",
            words=_joined(question.words)[:80],
        )
    text = asking.voice.wording.say("Not muted any more: {words}.", words=_joined(freed))
    return Answer(page=note_page(text, asking.voice))


def answer_export(asking: Asking, newsroom: Newsroom) -> Answer:
    """All that the chat left with us, as JSON text."""
    data = {
        "chat": asking.chat.key,
        "exported_at": asking.now.isoformat(),
        "settings": _settings(newsroom.chats.settings(asking.chat)),
        "subscriptions": [
            _subscription(each)
            for each in newsroom.subscriptions.of_chat(replace(asking.chat, thread=None))
        ],
        "saved": [_saved(item) for item in newsroom.items.items(newsroom.marks.saved(asking.chat))],
        "muted": list(newsroom.marks.muted(asking.chat)),
    }
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return Answer(page=export_page(text, asking.voice), only_for_asker=True)


def answer_forget(question: ForgetQuestion, asking: Asking, newsroom: Newsroom) -> Answer:
    """Asks first; when confirmed, erases everything of the chat and says how much that was."""
    if not question.confirmed:
        held = newsroom.marks.held(asking.chat)
        return Answer(page=forget_page(held, asking.voice), only_for_asker=True)
    erased = newsroom.marks.forget(asking.chat)
    return Answer(page=forgotten_page(erased, asking.voice))


def _about(text: str, item: Item, asking: Asking, *, example: str) -> Answer:
    said = asking.voice.wording.say(text, title=clipped(item.headline))
    return Answer(page=note_page(said, asking.voice, example=example))


def _listed(asking: Asking, newsroom: Newsroom) -> Answer:
    page = muted_page(newsroom.marks.muted(asking.chat), asking.voice)
    return Answer(page=page, only_for_asker=True)


def _checked(word: str) -> str:
    if len(word) > MAX_WORD_CHARS or not index_text(word).strip():
        raise NotUnderstood(
            "{word} is no word that stories could hold.", example="/mute coin", word=word[:40]
        )
    return word


def _joined(words: tuple[str, ...]) -> str:
    return ", ".join(f"‘{word}’" for word in words)


def _settings(chosen: ChatSettings) -> dict[str, str | int | None]:
    return {
        "language": chosen.language,
        "zone": chosen.zone,
        "length": chosen.length,
        "quiet": chosen.quiet.spec() if chosen.quiet else None,
        "nothing_new": chosen.nothing_new,
        "repeats_unsure": chosen.repeats_unsure,
        **_approval(chosen.approval),
    }


def _approval(approval: Approval | None) -> dict[str, str | int | None]:
    return {
        "approval_minutes": approval.minutes if approval else None,
        "approver": approval.approver if approval else None,
    }


def _subscription(subscription: Subscription) -> dict[str, str | int | list[str] | None]:
    wish = subscription.wish
    return {
        "thread": wish.chat.thread,
        "themes": list(wish.themes),
        "words": list(wish.words),
        "without": list(wish.without),
        "schedule": wish.schedule.spec(),
        "zone": wish.zone,
        "language": wish.language,
        "length": wish.length,
        **_approval(wish.approval),
        "paused": subscription.paused,
        "next_due_at": subscription.next_due_at.isoformat(),
    }


def _saved(item: Item) -> dict[str, str | int | None]:
    return {
        "item": item.id,
        "title": item.headline,
        "published": item.published.isoformat() if item.published else None,
        "url": link_of(item),
    }
