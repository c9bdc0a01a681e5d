"""Marks: what a chat left with us, counted by kind."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class ChatHoldings:
    """How much of each kind is stored of a chat; `settings` counts 1 where it chose any."""

    subscriptions: int
    briefings: int
    messages: int
    saved: int
    muted: int
    settings: int
