"""What a push would say, as the steps pass it on from its writing to its sending."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from briefings.model.briefings import Briefing, BriefingId
from briefings.model.pages import Page
from briefings.model.subscriptions import Subscription, Window


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """What a push would say: its briefing, and the page once the briefing has a number.

    Without a briefing the page is the one line that says that nothing is new.
    """

    briefing: Briefing | None
    page: Callable[[BriefingId | None], Page]


Write = Callable[[Subscription, Window, datetime], Draft | None]
"""Writes what a subscription is told about a window; `None` where nothing is, by its choice."""
