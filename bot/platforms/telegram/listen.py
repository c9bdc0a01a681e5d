"""An update from Telegram in, what it asks or tells out; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from telegram import CallbackQuery, Chat, ChatMemberUpdated, Message, MessageEntity, Update

from bot.platforms.telegram.words import cleaned
from briefings.model.chats import Ask, ChatKind, ChatRef
from briefings.model.languages import Language

PLATFORM = "telegram"
ALLOWED_UPDATES = ("message", "channel_post", "callback_query", "my_chat_member")
"""Edits are left out: an edited command was answered when it came."""

MAX_ASKED_CHARS = 4_096
GENERAL_TOPIC = 1
"""The topic that every forum has; sending with its number is refused, without it goes there."""

_COMMAND = re.compile(r"/(\w+)(?:@([A-Za-z0-9_]+))?(?=\s|$)")
_WORDS_BEFORE_ARGUMENTS = 3
_KINDS = {
    Chat.PRIVATE: ChatKind.PRIVATE,
    Chat.GROUP: ChatKind.GROUP,
    Chat.SUPERGROUP: ChatKind.GROUP,
    Chat.CHANNEL: ChatKind.CHANNEL,
}
_SPEECHLESS = (
    "animation",
    "audio",
    "contact",
    "dice",
    "document",
    "location",
    "photo",
    "poll",
    "sticker",
    "story",
    "video",
    "video_note",
    "voice",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Me:
    """The bot itself."""

    id: int
    username: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """Somebody asks. `reply_to` is the message that the answer belongs under.

    `rights_of` is set where the answer depends on whether that person is an administrator;
    until that is known `ask.may_manage` is false.
    """

    ask: Ask
    reply_to: str | None = None
    rights_of: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Moved:
    """A group became a supergroup and has a new address."""

    old: ChatRef
    new: ChatRef


@dataclass(frozen=True, kw_only=True, slots=True)
class Left:
    """The bot was blocked or removed."""

    chat: ChatRef
    reason: str


Heard = Asked | Moved | Left


def heard(update: Update, me: Me, *, manages: frozenset[str], now: datetime) -> Heard | None:
    """What an update asks or tells, `None` where it is not for us.

    In a private chat every text is a question. In groups and channels a question is a command
    (not one for another bot), a message that mentions the bot, or a reply to one of its messages.
    `manages` are the command words that only administrators may use there.
    """
    if update.my_chat_member is not None:
        return _membership(update.my_chat_member)
    if update.callback_query is not None:
        return _pressed(update.callback_query, manages, now)
    message = update.message or update.channel_post
    if message is None:
        return None
    return _move(message) or _asked(message, me, manages, now)


def _membership(change: ChatMemberUpdated) -> Left | None:
    if change.new_chat_member.status not in ("left", "kicked"):
        return None
    private = change.chat.type == Chat.PRIVATE
    reason = "blocked by the user" if private else "the bot was removed from the chat"
    return Left(chat=_ref(change.chat.id), reason=reason)


def _move(message: Message) -> Moved | None:
    here = _ref(message.chat.id)
    if message.migrate_to_chat_id is not None:
        return Moved(old=here, new=_ref(message.migrate_to_chat_id))
    if message.migrate_from_chat_id is not None:
        return Moved(old=_ref(message.migrate_from_chat_id), new=here)
    return None


def _pressed(query: CallbackQuery, manages: frozenset[str], now: datetime) -> Asked | None:
    message = query.message
    if message is None or not query.data:
        return None
    kind = _KINDS.get(message.chat.type, ChatKind.GROUP)
    is_own_chat = kind is ChatKind.PRIVATE and query.from_user.id == message.chat.id
    asks_rights = (
        kind is not ChatKind.PRIVATE and query.data.partition(":")[0].casefold() in manages
    )
    thread = _thread(message) if isinstance(message, Message) else None
    ask = Ask(
        chat=_ref(message.chat.id, thread),
        kind=kind,
        person=f"{PLATFORM}:{query.from_user.id}",
        text="",
        now=now,
        action=query.data,
        answered_message=str(message.message_id),
        language=_language(query.from_user.language_code),
        may_manage=is_own_chat,
        person_name=query.from_user.full_name,
    )
    rights_of = query.from_user.id if asks_rights else None
    return Asked(ask=ask, reply_to=str(message.message_id), rights_of=rights_of)


def _asked(message: Message, me: Me, manages: frozenset[str], now: datetime) -> Asked | None:
    if message.is_automatic_forward or _is_another_bot(message):
        return None
    kind = _KINDS.get(message.chat.type, ChatKind.GROUP)
    text = _question(message, me, kind)
    if text is None:
        return None
    person = message.from_user
    may_manage = kind is not ChatKind.GROUP or _is_anonymous_administrator(message)
    asks_rights = not may_manage and person is not None and _manages(text, manages)
    ask = Ask(
        chat=_ref(message.chat.id, _thread(message)),
        kind=kind,
        person=None if person is None or person.is_bot else f"{PLATFORM}:{person.id}",
        text=text,
        now=now,
        answered_message=_answered(message, me),
        language=None if person is None else _language(person.language_code),
        may_manage=may_manage,
    )
    rights_of = person.id if asks_rights and person is not None else None
    return Asked(ask=ask, reply_to=str(message.message_id), rights_of=rights_of)


def _question(message: Message, me: Me, kind: ChatKind) -> str | None:
    """What was typed for us, without the bot's own name; `None` where it is not for us."""
    private = kind is ChatKind.PRIVATE
    raw = message.text or message.caption
    if raw is None:
        return "/help" if private and _is_speechless(message) else None
    text = re.sub("^／", "/", cleaned(raw).strip())[:MAX_ASKED_CHARS]
    command = _COMMAND.match(text)
    if command is not None:
        addressee = command[2]
        if addressee is None or private or addressee.casefold() == me.username.casefold():
            return f"/{command[1]}{text[command.end() :]}"
        return None
    if private:
        return text or "/help"
    mention = _mention(message, me)
    if mention is not None:
        return " ".join(text.replace(mention, " ", 1).split())
    return text if _answered(message, me) is not None and kind is ChatKind.GROUP else None


def _mention(message: Message, me: Me) -> str | None:
    """The words by which the message calls the bot."""
    kinds: list[str | None] = [MessageEntity.MENTION, MessageEntity.TEXT_MENTION]
    entities = (
        message.parse_entities(kinds) if message.text else message.parse_caption_entities(kinds)
    )
    for entity, words in entities.items():
        if entity.user is not None and entity.user.id == me.id:
            return words
        if words.casefold() == f"@{me.username}".casefold():
            return words
    return None


def _answered(message: Message, me: Me) -> str | None:
    """The id of our message that this one replies to; in channels posts carry no author."""
    replied = message.reply_to_message
    if replied is None or replied.forum_topic_created is not None:
        return None
    ours = replied.from_user is not None and replied.from_user.id == me.id
    in_channel = message.chat.type == Chat.CHANNEL
    return str(replied.message_id) if ours or in_channel else None


def _manages(text: str, manages: frozenset[str]) -> bool:
    words = text.split(maxsplit=_WORDS_BEFORE_ARGUMENTS)[:_WORDS_BEFORE_ARGUMENTS]
    return any(word.strip("/,.?!").casefold() in manages for word in words)


def _is_anonymous_administrator(message: Message) -> bool:
    """Administrators may post in the group's own name; nobody else can."""
    return message.sender_chat is not None and message.sender_chat.id == message.chat.id


def _is_another_bot(message: Message) -> bool:
    person = message.from_user
    if person is None or not person.is_bot:
        return False
    return message.sender_chat is None  # posts in a chat's name come from a technical bot


def _is_speechless(message: Message) -> bool:
    return any(getattr(message, kind) for kind in _SPEECHLESS)


def _thread(message: Message) -> str | None:
    """The forum topic; elsewhere the number only marks a chain of replies."""
    number = message.message_thread_id
    if not message.is_topic_message or number is None or number == GENERAL_TOPIC:
        return None
    return str(number)


def _ref(chat_id: int, thread: str | None = None) -> ChatRef:
    return ChatRef(platform=PLATFORM, address=str(chat_id), thread=thread)


def _language(code: str | None) -> Language | None:
    start = (code or "").casefold().partition("-")[0]
    return next((language for language in Language if language == start), None)
