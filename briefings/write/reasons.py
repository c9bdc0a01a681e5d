"""Reasons as the store keeps them, in English, become words in the reader's language."""

from __future__ import annotations

import re

from briefings.write.wording import Wording

_KINDS = (
    (re.compile(r"made (?P<minutes>\d+) minutes after its time"), "made {minutes} minutes late"),
    (re.compile(r"sent (?P<minutes>\d+) minutes after its time"), "sent {minutes} minutes late"),
    (
        re.compile(r"more than (?P<hours>\d+) hours late; the next briefing tells it.*"),
        "more than {hours} hours late; the next briefing tells it",
    ),
    (re.compile(r"told by the briefing due .*"), "told by a later briefing"),
    (re.compile(r"stopped by (?P<who>.*)", re.DOTALL), "stopped by {who}"),
    (
        re.compile(r"the briefing could not be made in (?P<tries>\d+) tries: (?P<error>(?s:.*))"),
        "the briefing could not be made in {tries} tries: {error}",
    ),
    (
        re.compile(r"part (?P<number>\d+) of (?P<of>\d+): (?P<error>.*)", re.DOTALL),
        "message {number} of {of}: {error}",
    ),
)


_OF_PLATFORMS = tuple(
    (re.compile("|".join(words), re.IGNORECASE), text)
    for text, *words in (
        ("the bot was blocked", "blocked by the user", "user_is_blocked"),
        (
            "the bot is no longer in the chat",
            "bot was kicked",
            "bot is not a member",
            "not_in_channel",
            "removed from the chat",
            "cannot_dm_bot",
        ),
        (
            "the account was deleted",
            "user is deactivated",
            "input_user_deactivated",
            "user_disabled",
            "user not found",
        ),
        ("the group was deleted", "group chat was de"),
        ("the topic is gone", "thread not found", "topic_deleted", "thread_not_found"),
        ("the topic is closed", "topic_closed", "topic is closed"),
        ("the channel is archived", "is_archived"),
        (
            "the chat is not found",
            "chat not found",
            "channel_not_found",
            "chat_id_invalid",
            "peer_id_invalid",
            "channel_invalid",
            "channel_private",
        ),
        (
            "the bot may not write there",
            "rights",
            "write_forbidden",
            "admin_required",
            "restricted_action",
            "no_permission",
            "chat_restricted",
            "user_banned_in_channel",
            "chat_send_",
        ),
        (
            "the bot's token is refused",
            "token_revoked",
            "token_expired",
            "invalid_auth",
            "account_inactive",
            "refuses the bot's token",
        ),
        ("the app lacks a right that it needs", "missing_scope"),
    )
)
"""What platforms say of a lost chat, and what people say."""


def reason_in_words(reason: str, wording: Wording) -> str:
    """The reason in the reader's language; what is not known stays in the platform's own words."""
    for pattern, text in _KINDS:
        if match := pattern.fullmatch(reason):
            values = match.groupdict()
            if "error" in values:
                values["error"] = reason_in_words(values["error"], wording)
            if values.get("of") == "1":  # the only message: its error says all
                return values["error"]
            return wording.say(text, **values)
    for pattern, text in _OF_PLATFORMS:
        if pattern.search(reason):
            return wording.say(text)
    return wording.say(reason)
