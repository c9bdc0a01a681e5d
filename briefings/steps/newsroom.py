"""All that answering and assembling need, in one value: stores, themes, wording, defaults."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from briefings.ask.grammar import Grammar
from briefings.deliver.due import IsHoliday
from briefings.model.briefings import Length
from briefings.model.chats import Ask, ChatKind, ChatRef, ChatSettings
from briefings.model.items import ThemeId
from briefings.model.languages import Language
from briefings.model.themes import ThemeNames
from briefings.ports import (
    BriefingStore,
    ChatStore,
    ItemStore,
    MarkStore,
    MendingStore,
    ProofStore,
    SubscriptionStore,
)
from briefings.steps.brief import Reader
from briefings.write.voice import Voice
from briefings.write.wording import Wording

ONE_COMMAND = {"slack": "/brief"}
"""Platforms on which every command follows one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Newsroom:
    """Stores and configuration that every step reads from; built once, in `bot/app.py`."""

    items: ItemStore
    briefings: BriefingStore
    chats: ChatStore
    subscriptions: SubscriptionStore
    proofs: ProofStore
    mendings: MendingStore
    marks: MarkStore
    grammar: Grammar
    theme_names: Mapping[ThemeId, ThemeNames]
    wordings: Callable[[Language], Wording]
    is_holiday: IsHoliday
    language: Language
    zone: ZoneInfo
    source_weights: Mapping[str, float] = field(default_factory=dict)
    """A curator's weights, by folded name of the source."""
    operators: tuple[str, ...] = ()
    """People who may do everything: `telegram:123`, `slack:T1:U2`."""

    def voice(
        self,
        language: Language,
        zone: ZoneInfo,
        now: datetime,
        *,
        platform: str = "terminal",
    ) -> Voice:
        """How to speak in `language` to somebody in `zone` on `platform`."""
        return Voice(
            wording=self.wordings(language),
            zone=zone,
            today=now.astimezone(zone).date(),
            theme_names={
                theme: names.in_language(language) for theme, names in self.theme_names.items()
            },
            one_command=ONE_COMMAND.get(platform),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Asking:
    """An ask with what the chat chose: how to speak, and where to look things up."""

    ask: Ask
    voice: Voice
    length: Length

    @property
    def chat(self) -> ChatRef:
        """Where the answer goes."""
        return self.ask.chat

    @property
    def now(self) -> datetime:
        """When it was asked."""
        return self.ask.now

    @property
    def zone(self) -> ZoneInfo:
        """The chat's time zone."""
        return self.voice.zone

    @property
    def today(self) -> date:
        """The chat's local day."""
        return self.voice.today


def asking_of(ask: Ask, newsroom: Newsroom, *, spoken: Language | None = None) -> Asking:
    """The ask with the chat's own settings, or the defaults that product and person give.

    `spoken` is a language that was asked for, whatever the chat chose.
    """
    chosen = newsroom.chats.settings(ask.chat)
    zone = ZoneInfo(chosen.zone) if chosen.zone else newsroom.zone
    language = spoken or language_of(ask, chosen, newsroom.language)
    voice = newsroom.voice(language, zone, ask.now, platform=ask.chat.platform)
    return Asking(ask=ask, voice=voice, length=chosen.length or Length.SHORT)


def reader_of(asking: Asking, newsroom: Newsroom) -> Reader:
    """For whom an answer is written, with the words that the chat muted."""
    return Reader(
        now=asking.now,
        zone=asking.zone,
        language=asking.voice.language,
        muted=newsroom.marks.muted(asking.chat),
        source_weights=newsroom.source_weights,
        theme_names=newsroom.theme_names,
    )


def language_of(ask: Ask, chosen: ChatSettings, default: Language) -> Language:
    """What the chat chose; else in private the person's own; else the default."""
    if chosen.language is not None:
        return chosen.language
    if ask.kind is ChatKind.PRIVATE and ask.language is not None:
        return ask.language
    return default
