"""Python's search for garbage in cycles, set for a process that keeps much and leaves little."""

from __future__ import annotations

import gc

YOUNG_OBJECTS = 20_000
"""So many new objects between two searches, instead of Python's 700: a briefing makes thousands
that are freed without any search. They are a few megabytes at most."""


def rest_garbage_collector() -> None:
    """Search rarely, and never again through what the program is made of.

    Call once, when the program is loaded. Cycles are still found and freed, only later.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, *gc.get_threshold()[1:])
