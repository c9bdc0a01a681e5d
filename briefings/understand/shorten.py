"""Shortens a sentence by deletion only, at the edges of its clauses."""

from __future__ import annotations

import re

CUT = "…"
"""Stands where words were cut."""

MIN_KEPT_CHARS = 30
"""What is left of a sentence must still say something."""

_BRACKETED = re.compile(r"\s?\([^()]{4,}\)|\s?（[^（）]{4,}）")
_KEPT_IN_BRACKETS = re.compile(r"[\d０-９A-Z㐀-鿿]")
_OPENER = re.compile(
    r"^(?:한편|또한?|특히|이어(?:서)?|아울러|이와 함께|이에 따라|이에|이를 위해|그러면서|더불어"
    r"|Meanwhile|In addition|Moreover|Also|Additionally)\s*,?\s+"
)
_CLAUSE_EDGE = re.compile(
    r"(?<![다라냐자려])(?:고|면서|으며|며|돼|해|여|어|아|지만|으나|는데|은데|인데|따라|위해|통해"
    r"|따르면|대해|만큼|면),\s"
    r"|;\s|,\s(?=(?:and|but|while|which|as|with|after|according)\s)|[，；、](?=\S)"
)
_KEEP_HEAD_EDGE = re.compile(
    r"(?<![다라냐자려])(?:고|면서|며),\s|(?<![다라냐자려])(?:했고|됐고|였고|이며|하며|으며"
    r"|으면서|하면서)\s"
    r"|;\s|,\s(?=(?:and|while|which|as|with)\s)|；"
)
_SUBJECT = (
    r"(?!(?:것|수|바|데|점|때|이|그|그것|이것)[은는이가])\S*[가-힣A-Za-z0-9)]"
    r"(?<![하되있없지치오르리키내히우이주보나드갖맞않받얻겪])[은는이가]"
    r"\s(?!(?:것|수|바|데|점|때|등|중|뿐|만큼|동안|경우|아니)(?:[은는이가을를에의]|\s|라))"
)
_OPENS_WITH_SUBJECT = re.compile(r"^(?:\S+\s){0,3}?" + _SUBJECT)
_NAMES_SUBJECT = re.compile(r"^(?:\S+\s){0,9}?" + _SUBJECT)
_PAIRS = (("(", ")"), ("[", "]"), ("“", "”"), ("‘", "’"), ("「", "」"), ("『", "』"), ("《", "》"))


def shorten(sentence: str, limit_chars: int) -> str | None:
    """The sentence within `limit_chars`, cut words marked `…`, or `None` where that cannot be.

    Only whole clauses, connectives and explaining brackets go; figures, names and negations of
    a clause that stays are kept, and no quotation or bracket is left open.
    """
    if len(sentence) <= limit_chars:
        return sentence
    text = sentence
    for step in (_without_brackets, _without_opener):
        text = step(text)
        if len(text) <= limit_chars:
            return text
    if _NAMES_SUBJECT.match(text):  # the head names who it is about
        return _first_clauses(text, limit_chars) or _last_clauses(text, limit_chars)
    return _last_clauses(text, limit_chars) or _first_clauses(text, limit_chars)


def cut(sentence: str, limit_chars: int) -> str:
    """The beginning of the sentence within `limit_chars`, cut between words and marked `…`.

    For what has no clause to cut at and is too long to be shown: a list, a table, a flood.
    """
    if len(sentence) <= limit_chars:
        return sentence
    room = limit_chars - len(CUT)
    kept = sentence[:room]
    if not sentence[room].isspace() and " " in kept[room // 2 :]:
        kept = kept[: kept.rindex(" ")]
    return kept.rstrip(" ,·") + CUT


def _without_brackets(text: str) -> str:
    bare = _BRACKETED.sub(
        lambda match: match.group() if _KEPT_IN_BRACKETS.search(match.group()) else CUT, text
    )
    return CUT + bare[len(CUT) :].lstrip() if bare.startswith(CUT) else bare


def _without_opener(text: str) -> str:
    return _OPENER.sub(CUT, text, count=1)


def _last_clauses(text: str, limit_chars: int) -> str | None:
    """Leave out a leading clause where what follows has a subject of its own."""
    for edge in _CLAUSE_EDGE.finditer(text):
        rest = text[edge.end() :]
        if len(rest) + len(CUT) > limit_chars:
            continue
        if len(rest) < MIN_KEPT_CHARS:
            return None
        if _OPENS_WITH_SUBJECT.match(rest) and _is_closed(rest):
            return CUT + rest
    return None


def _first_clauses(text: str, limit_chars: int) -> str | None:
    """Keep the leading clauses, which hold the subject, up to the last edge that fits."""
    best = None
    for edge in _KEEP_HEAD_EDGE.finditer(text):
        head = text[: edge.end()].rstrip(" ,;，；、")
        if len(head) + len(CUT) > limit_chars:
            break
        if len(head) >= MIN_KEPT_CHARS and _is_closed(head):
            best = head + CUT
    return best


def _is_closed(text: str) -> bool:
    if text.count('"') % 2:
        return False
    return all(text.count(opening) == text.count(closing) for opening, closing in _PAIRS)
