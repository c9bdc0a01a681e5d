"""Chats: where a reader is, what is asked there and what is answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from briefings.model.briefings import BriefingId, Length
from briefings.model.charts import Chart, Picture
from briefings.model.habits import Approval, NothingNew, QuietHours
from briefings.model.languages import Language
from briefings.model.pages import Page


class ChatKind(StrEnum):
    """Who reads along: one person, a group, or a channel."""

    PRIVATE = "private"
    GROUP = "group"
    CHANNEL = "channel"


@dataclass(frozen=True, kw_only=True, slots=True)
class ChatRef:
    """A place that messages go to: `telegram` + `-1001`, `slack` + `T1:C1`, `terminal` + `local`.

    `thread` is a Telegram forum topic or a Slack thread timestamp.
    """

    platform: str
    address: str
    thread: str | None = None

    @property
    def key(self) -> str:
        """The chat without its thread, as people write it: `telegram:-1001`."""
        return f"{self.platform}:{self.address}"


@dataclass(frozen=True, kw_only=True, slots=True)
class ChatSettings:
    """What a chat chose; `None` means the program's default."""

    language: Language | None = None
    zone: str | None = None
    length: Length | None = None
    quiet: QuietHours | None = None
    nothing_new: NothingNew | None = None
    repeats_unsure: bool | None = None
    approval: Approval | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Ask:
    """Something asked in a chat: a command, free words, or a pressed button.

    `text` is what was typed: with its slash on Telegram (`/brief fintech`), without the leading
    `/brief` on Slack and in mentions (`fintech`, `subscribe fintech 매일 09:00`).
    `action` is the code of a pressed button (then `text` is empty). `answered_message` is the
    platform's id of the message replied to or pressed under. `language` is the person's own,
    where the platform tells. `may_manage` says whether the person may change subscriptions and
    settings here. `person_name` is what the platform calls whoever pressed a button.
    """

    chat: ChatRef
    kind: ChatKind
    person: str | None
    text: str
    now: datetime
    action: str | None = None
    answered_message: str | None = None
    language: Language | None = None
    may_manage: bool = True
    person_name: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What to show for an ask.

    `briefing` names the briefing that the answer's messages speak for: the platform reports the
    message ids it got, so that a reply to them finds the numbers. `edits` says that the message
    under the button is replaced (paging) in place of a new one. `only_for_asker` is honoured
    where the platform can (Slack), with `share` as a button's action that shows it to all.
    `chart` is what can be painted beside the page, `picture` what was; the page tells all without.
    """

    page: Page
    briefing: BriefingId | None = None
    edits: bool = False
    only_for_asker: bool = False
    chart: Chart | None = None
    picture: Picture | None = None
