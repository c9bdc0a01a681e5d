"""What Slack delivers in, what was asked and where its answer may go out. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from briefings.model.chats import ChatKind, ChatRef

Body = Mapping[str, object]
"""A delivery of Slack as JSON."""

_IN_BRACKETS = re.compile(r"<([^<>]*)>")
_SUBTYPES_OF_PEOPLE = ("", "file_share", "thread_broadcast")
GONE_EVENTS = {
    "channel_archive": "the channel was archived",
    "channel_deleted": "the channel was deleted",
    "channel_left": "the bot was removed from the channel",
    "group_archive": "the channel was archived",
    "group_deleted": "the channel was deleted",
    "group_left": "the bot was removed from the channel",
}
_KINDS = {
    "im": ChatKind.PRIVATE,
    "mpim": ChatKind.GROUP,
    "group": ChatKind.GROUP,
    "channel": ChatKind.CHANNEL,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Us:
    """Who the bot is in the workspace that it was installed to."""

    team: str
    bot_user: str
    bot_id: str
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Pressed:
    """The message under a pressed button; an ephemeral one only its reader sees."""

    ts: str
    ephemeral: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """Something asked in Slack. `key` is the same when Slack delivers it again.

    `chat` is where it was asked, `answers_to` where an answer is posted; `response_url` takes
    answers for half an hour even where the bot may not post.
    """

    key: str
    user: str
    chat: ChatRef
    kind: ChatKind
    answers_to: ChatRef
    text: str = ""
    action: str | None = None
    answered_message: str | None = None
    response_url: str | None = None
    pressed: Pressed | None = None
    user_name: str | None = None

    @property
    def is_command(self) -> bool:
        """Whether it came as a slash command, which nobody else saw."""
        return self.response_url is not None and self.pressed is None


@dataclass(frozen=True, kw_only=True, slots=True)
class Gone:
    """A place that nothing can be posted to any more, and why."""

    key: str
    chat: ChatRef
    reason: str


def heard_command(body: Body, us: Us) -> Heard | None:
    """A slash command; its text has no slash word."""
    channel, user = _text(body, "channel_id"), _text(body, "user_id")
    if not channel or not user:
        return None
    chat = _chat(us, channel)
    return Heard(
        key=_text(body, "trigger_id") or _text(body, "response_url"),
        user=user,
        chat=chat,
        kind=_kind_of_channel(channel, name=_text(body, "channel_name")),
        answers_to=chat,
        text=_text(body, "text").strip(),
        response_url=_text(body, "response_url") or None,
    )


def heard_mention(body: Body, us: Us) -> Heard | None:
    """A message that names the bot; in a thread its answer stays there."""
    return _heard_message(body, us, event=_object(body, "event"))


def heard_direct_message(body: Body, us: Us) -> Heard | None:
    """A person's message in the conversation with the bot; `None` for anything else.

    What bots say, edits, deletions and joins are not asked; a mention elsewhere arrives as an
    event of its own.
    """
    event = _object(body, "event")
    if _text(event, "channel_type") != "im":
        return None
    return _heard_message(body, us, event=event)


def _heard_message(body: Body, us: Us, *, event: Body) -> Heard | None:
    channel, user, ts = _text(event, "channel"), _text(event, "user"), _text(event, "ts")
    by_bot = bool(_text(event, "bot_id")) or user == us.bot_user
    if not channel or not user or by_bot or _text(event, "subtype") not in _SUBTYPES_OF_PEOPLE:
        return None
    thread = _text(event, "thread_ts") or None
    chat = _chat(us, channel, thread)
    return Heard(
        key=_text(body, "event_id") or f"{channel}:{ts}",
        user=user,
        chat=chat,
        kind=_KINDS.get(_text(event, "channel_type")) or _kind_of_channel(channel),
        answers_to=chat,
        text=typed_text(_text(event, "text"), us),
        answered_message=thread,
    )


def heard_gone(body: Body, us: Us) -> Gone | None:
    """A channel that was archived or deleted, or that the bot was removed from."""
    event = _object(body, "event")
    channel, kind = _text(event, "channel"), _text(event, "type")
    reason = GONE_EVENTS.get(kind)
    if not channel or reason is None:
        return None
    return Gone(
        key=_text(body, "event_id") or f"{kind}:{channel}", chat=_chat(us, channel), reason=reason
    )


def heard_press(body: Body, us: Us) -> Heard | None:
    """A pressed button that carries a code; `None` for links and for buttons of views."""
    channel, user = _text(body, "channel", "id"), _text(body, "user", "id")
    actions = body.get("actions")
    action = actions[0] if isinstance(actions, list) and actions else {}
    code = _text(action, "value")
    ts = _text(body, "container", "message_ts") or _text(body, "message", "ts")
    if not channel or not user or not code or not ts:
        return None
    thread = _text(body, "message", "thread_ts") or _text(body, "container", "thread_ts") or None
    ephemeral = _object(body, "container").get("is_ephemeral") is True
    return Heard(
        key=_text(body, "trigger_id") or f"{ts}:{_text(action, 'action_ts')}",
        user=user,
        chat=_chat(us, channel, thread),
        kind=_kind_of_channel(channel, name=_text(body, "channel", "name")),
        answers_to=_chat(us, channel, thread if ephemeral else thread or ts),
        action=code,
        answered_message=ts,
        response_url=_text(body, "response_url") or None,
        pressed=Pressed(ts=ts, ephemeral=ephemeral),
        user_name=_text(body, "user", "name") or _text(body, "user", "username") or None,
    )


def typed_text(source: str, us: Us) -> str:
    """What a person typed, out of Slack's form of it: mentions of us gone, links and names plain.

    `<@U1> <https://a.example|a> &lt;b&gt;` becomes `https://a.example <b>`.
    """
    plain = _IN_BRACKETS.sub(lambda match: _typed(match[1], us), source)
    plain = plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return plain.strip()


def _typed(inside: str, us: Us) -> str:
    target, _, label = inside.partition("|")
    if target == f"@{us.bot_user}":
        return " "
    if target.startswith("!"):  # a group, a date, or everybody: as it was shown
        return label or f"@{target[1:]}"
    if target.startswith(("@", "#")):
        return target[0] + (label.removeprefix(target[0]) or target[1:])
    return target.removeprefix("mailto:")


def _chat(us: Us, channel: str, thread: str | None = None) -> ChatRef:
    return ChatRef(platform="slack", address=f"{us.team}:{channel}", thread=thread)


def _kind_of_channel(channel: str, *, name: str = "") -> ChatKind:
    """Where no channel type is told: by the id's letter, or by what stands for the name."""
    if channel.startswith("D") or name == "directmessage":
        return ChatKind.PRIVATE
    if channel.startswith("G") or name == "privategroup" or name.startswith("mpdm"):
        return ChatKind.GROUP
    return ChatKind.CHANNEL


def _object(body: Body, name: str) -> Body:
    value = body.get(name)
    return value if isinstance(value, Mapping) else {}


def _text(body: object, *path: str) -> str:
    """The text at a path of names; empty where there is none."""
    value = body
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value if isinstance(value, str) else ""
