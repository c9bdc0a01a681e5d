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


def reason_in_words(reason: str, wording: Wording) -> str:
    """The reason in the reader's language; what a platform said stays in its own words."""
    for pattern, text in _KINDS:
        if match := pattern.fullmatch(reason):
            return wording.say(text, **match.groupdict())
    return wording.say(reason)
