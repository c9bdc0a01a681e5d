"""How the program's parts stand in, one report for whoever watches over it out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class PartHealth:
    """How one part stands: `telegram` is `polling`, `slack` is `connecting`."""

    name: str
    state: str
    is_well: bool


HealthOf = Callable[[], PartHealth]
"""Looks at one part. It returns at once and reaches for nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Health:
    """All parts at one moment."""

    parts: tuple[PartHealth, ...]

    @property
    def is_well(self) -> bool:
        """Whether every part is."""
        return all(part.is_well for part in self.parts)


def look_at(parts: Sequence[HealthOf]) -> Health:
    """Every part's health, in their order."""
    return Health(parts=tuple(part() for part in parts))
