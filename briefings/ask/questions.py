"""Questions: what was asked, one type per command, ready to be answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from briefings.model.briefings import BriefingId, BriefingWish
from briefings.model.items import ThemeId
from briefings.model.proofs import Decision, ProofId
from briefings.model.subscriptions import Schedule, StartFrom, SubscriptionId


@dataclass(frozen=True, kw_only=True, slots=True)
class BriefQuestion:
    """`/brief`: a briefing now."""

    wish: BriefingWish


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchQuestion:
    """`/search`: items that hold the words."""

    words: tuple[str, ...]
    themes: tuple[ThemeId, ...] = ()
    newest: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class TrendQuestion:
    """`/trend`: counts per week and rising words of what a briefing would be about."""

    wish: BriefingWish


@dataclass(frozen=True, kw_only=True, slots=True)
class MoreQuestion:
    """`/more`: what follows; `briefing` is set by a button."""

    briefing: BriefingId | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PageQuestion:
    """A button: the lines of a numbered list after the first `offset`."""

    briefing: BriefingId
    offset: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ShareQuestion:
    """A button: show the briefing to everybody in the channel."""

    briefing: BriefingId


@dataclass(frozen=True, kw_only=True, slots=True)
class DetailQuestion:
    """`/detail N`."""

    number: int
    briefing: BriefingId | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceQuestion:
    """`/source N`."""

    number: int
    briefing: BriefingId | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RelatedQuestion:
    """`/related N`."""

    number: int
    briefing: BriefingId | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class WhyQuestion:
    """`/why N`."""

    number: int
    briefing: BriefingId | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SubscribeQuestion:
    """`/subscribe`; `schedule` is `None` where no time was given, `everything` was said so.

    `approval_minutes` is how long before each briefing the one who asks wants to see its draft.
    """

    wish: BriefingWish
    schedule: Schedule | None
    approval_minutes: int | None = None
    start_from: StartFrom = StartFrom.LAST_WEEK
    everything: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class SubscriptionsQuestion:
    """`/subscriptions`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class UnsubscribeQuestion:
    """`/unsubscribe [n]`; n counts in the chat's list, from 1; `every` is all of them."""

    number: int | None = None
    every: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class PauseQuestion:
    """`/pause [n] [until]`; they go on on the day `until`."""

    number: int | None = None
    every: bool = False
    until: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ResumeQuestion:
    """`/resume [n]`; `subscription` is set by a button."""

    number: int | None = None
    every: bool = False
    subscription: SubscriptionId | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SettingsQuestion:
    """`/settings`, or one setting and its new value."""

    name: str | None = None
    value: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SaveQuestion:
    """`/save N`."""

    number: int
    briefing: BriefingId | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class UnsaveQuestion:
    """`/unsave N`."""

    number: int
    briefing: BriefingId | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SavedQuestion:
    """`/saved`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class MuteQuestion:
    """`/mute words`; without words: which are muted."""

    words: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class UnmuteQuestion:
    """`/unmute words`; without words: which are muted."""

    words: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ExportQuestion:
    """`/export`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ForgetQuestion:
    """`/forget`; it asks first, unless it is `confirmed`."""

    confirmed: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ProofQuestion:
    """A button of a draft: what is decided, and about which story where it is about one."""

    proof: ProofId
    decision: Decision
    number: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemesQuestion:
    """`/themes`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SourcesQuestion:
    """`/sources`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class StatusQuestion:
    """`/status`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class HelpQuestion:
    """`/help [command]`; `command` is a name of the table."""

    command: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class StartQuestion:
    """`/start`."""


Question = (
    BriefQuestion
    | SearchQuestion
    | TrendQuestion
    | MoreQuestion
    | PageQuestion
    | ShareQuestion
    | DetailQuestion
    | SourceQuestion
    | RelatedQuestion
    | WhyQuestion
    | SubscribeQuestion
    | SubscriptionsQuestion
    | UnsubscribeQuestion
    | PauseQuestion
    | ResumeQuestion
    | SettingsQuestion
    | SaveQuestion
    | UnsaveQuestion
    | SavedQuestion
    | MuteQuestion
    | UnmuteQuestion
    | ExportQuestion
    | ForgetQuestion
    | ProofQuestion
    | ThemesQuestion
    | SourcesQuestion
    | StatusQuestion
    | HelpQuestion
    | StartQuestion
)
