"""An error of the Bot API in, the product's sorted error out."""

from __future__ import annotations

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    TelegramError,
)

from bot.platforms.telegram.request import TooManyRequests, Unreachable
from briefings.errors import (
    DestinationGone,
    DestinationMoved,
    MarkupRefused,
    NotSent,
    OutcomeUnknown,
    SendError,
    WaitBeforeSending,
)

MAX_REASON_CHARS = 200

# Words of the server's 400 answers (python-telegram-bot changes their case). Codes in capitals
# come from Telegram's core, sentences from the Bot API server.
_CHAT_IS_LOST = (
    "channel_invalid",
    "channel_private",
    "chat not found",
    "chat_admin_required",
    "chat_forbidden",
    "chat_id is empty",
    "chat_id_invalid",
    "chat_restricted",
    "chat_send_",
    "chat_write_forbidden",
    "group chat was deactivated",
    "have no rights",
    "input_user_deactivated",
    "message thread not found",
    "need administrator rights",
    "not enough rights",
    "peer_id_invalid",
    "topic_closed",
    "topic_deleted",
    "user is deactivated",
    "user not found",
    "user_banned_in_channel",
    "user_is_blocked",
)
_MESSAGE_IS_LOST = (
    "message can't be edited",
    "message identifier is not specified",
    "message to edit not found",
    "message_id_invalid",
    "there is no text in the message to edit",
)
_NOT_MODIFIED = "message is not modified"


class MessageLost(SendError):  # noqa: N818 - reads as what it is about
    """The message to edit is gone or never was ours: send a new one."""


def is_unchanged(error: TelegramError) -> bool:
    """Whether an edit was refused only because the message already reads like that."""
    return _NOT_MODIFIED in error.message.casefold()


def sorted_refusal(error: TelegramError) -> SendError:
    """What can be done about a call that failed; the server's own reason as its text."""
    # The library quotes a proxy's page of HTML behind these words.
    reason = error.message.partition(". Parsing the server response")[0][:MAX_REASON_CHARS]
    match error:
        case TooManyRequests():
            return WaitBeforeSending(reason, after_seconds=error.after_seconds)
        case ChatMigrated():
            return DestinationMoved(reason, address=str(error.new_chat_id))
        case Forbidden():
            return DestinationGone(reason)
        case InvalidToken():
            return DestinationGone(f"Telegram refuses the bot's token: {reason}", whole_bot=True)
        case BadRequest():
            return _bad_request(reason)
        case Unreachable():
            return NotSent(reason)
    # Time-outs, resets, 5xx and answers that nobody can read: it may have been sent.
    return OutcomeUnknown(reason)


def _bad_request(reason: str) -> SendError:
    said = reason.casefold()
    if any(words in said for words in _CHAT_IS_LOST):
        return DestinationGone(reason)
    if any(words in said for words in _MESSAGE_IS_LOST):
        return MessageLost(reason)
    # All that is left finds fault with this message: its markup, links, buttons or length.
    return MarkupRefused(reason)
