"""Records that a page carries for its own scripts to the one story that they tell."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from briefings.collect.html_snippet import one_line, snippet

MAX_STATE_CHARS = 2_000_000
MAX_NODES = 20_000
MIN_TOLD_CHARS = 60
_TEXTS = re.compile(
    r"(?:article|news|post|story)?_?-?(?:body|contents?|text|html)(?:_?(?:html|text|raw|rendered))?",
    re.IGNORECASE,
)
_TITLES = ("title", "headline", "subject", "newsTitle", "articleTitle")
_DATES = re.compile(
    r"(?:date_?)?(?:published?|first_?published|created|regist(?:er(?:ed)?)?|reg|issued?|service)"
    r"_?(?:at|on|date|time|dt|datetime)?(?:_?gmt)?|pub_?date|date",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class StateStory:
    """What the record says; empty where it does not."""

    title: str = ""
    body: str = ""
    published: str = ""


def state_story(scripts: Iterable[str]) -> StateStory:
    """The record with a title that tells most; an empty story where none tells enough."""
    found = (story for script in scripts for story in _stories(script))
    best = max(found, key=lambda story: len(story.body), default=StateStory())
    return best if len(best.body) >= MIN_TOLD_CHARS else StateStory()


def _stories(script: str) -> Iterator[StateStory]:
    for record in _records(script):
        title = next((text for key in _TITLES if (text := _text(record.get(key)))), "")
        bodies = [_text(value) for key, value in record.items() if _TEXTS.fullmatch(str(key))]
        body = max(bodies, key=len, default="")
        if title and len(body) >= MIN_TOLD_CHARS:
            days = (_text(value) for key, value in record.items() if _DATES.fullmatch(str(key)))
            yield StateStory(
                title=one_line(title),
                body=snippet(body).text,
                published=next((day for day in days if day), ""),
            )


def _records(script: str) -> Iterator[Mapping[str, object]]:
    """Every object of a script's JSON, up to a sane number."""
    if len(script) > MAX_STATE_CHARS or "{" not in script:
        return
    try:
        whole: object = json.loads(script, strict=False)
    except (ValueError, RecursionError):
        return
    waiting, seen = [whole], 0
    while waiting and seen < MAX_NODES:
        node = waiting.pop()
        seen += 1
        if isinstance(node, dict):
            yield node
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)


def _text(value: object) -> str:
    """A string, or the one that a record of several forms holds as what is shown."""
    if isinstance(value, dict):
        value = value.get("rendered") or value.get("html") or value.get("text")
    return value.strip() if isinstance(value, str) else ""
