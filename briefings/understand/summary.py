"""Summarises a text by one to five of its own sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from briefings.model.briefings import Sentence
from briefings.model.items import Item, Span
from briefings.text.sentences import is_marked, without_lead_in
from briefings.text.sentences import sentences as sentence_spans
from briefings.understand.noise import (
    is_about_itself,
    is_label,
    is_noise,
    is_note,
    is_question,
    is_whole,
)
from briefings.understand.shorten import cut, shorten

SHORT_SENTENCES = 2
SHORT_CHARS = 130
LONG_SENTENCES = 5
LONG_CHARS = 360
"""Eight long stories with their titles and sources still fit one Telegram message."""

READ_CHARS = 4_000
"""What a text says further down does not belong into its summary."""

MAX_SENTENCE_CHARS = 500
"""A sentence that cannot be shortened is shown so far; five of them still fit one message."""

_LEAD_SAYS_ENOUGH_CHARS = 65
"""People tell a news article in about 95 characters : a longer lead and a second sentence together
would be well over."""

_LEAD_OVERFLOW = 1.1
"""A first sentence that cannot be shortened may run so far over: the next one leans on it."""

_WORTH_ADDING_CHARS = 25
_LOOKED_AT = 14  # sentences that a second one is chosen from
_LEADS_TRIED = 3
_NOTE_WITHIN = 12
_PROSE_SHARE = 0.5
_SAME_WORDS = 0.6
_SAME_SENTENCE = 0.75
_SAME_AS_TITLE = 0.9
_LONGER_THAN_TITLE = 1.2
_LONGER_WRITTEN = 1.8  # the same with spaces and punctuation
_ENOUGH_WHEN_LONG = 3
_FADING = 0.3  # how much less each sentence further down counts
_FADING_WHEN_FEW = 0.5
_TELLING_SENTENCES = 5  # with fewer, words that recur tell nothing of the subject
_QUOTED = 0.5
_QUOTE = re.compile(r"[\"“].{6,}[\"”]")
_LEANING = 0.5  # what is left of the score of a sentence that leans on the one before it
_LEANS = re.compile(
    r"(?:이|그|이는|그는|이들|그들|이들은|그들은|이어|이어서|이 중|이중|또|또한|그러나|하지만|다만"
    r"|반면|한편|이에|이와|그러면서|이를|이로|따라서|그래서|먼저|결국|즉|특히|예를 들어|이처럼"
    r"|이렇게|여기에|여기서"
    r"|그중|그 중|이 밖에|그런데|그럼에도|때문에|첫째|둘째|셋째|This|That|These|Those|He|She"
    r"|They|It|But|However)[\s,]"
)
_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Extract:
    """A chosen sentence: its words, its place, its index in the text, and whether it was cut."""

    text: str
    span: Span
    index: int
    shortened: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class _Unit:
    text: str
    span: Span
    index: int
    marked: bool = False


def summarise(
    item: Item, *, sentences: int = SHORT_SENTENCES, chars: int = SHORT_CHARS
) -> tuple[Sentence, ...]:
    """The item in at most `sentences` sentences of its body and about `chars` characters.

    Empty where the body says nothing beyond the title. Spans are places in the item's body.
    """
    extracts = summarise_text(item.title, item.body, sentences=sentences, chars=chars)
    return tuple(
        Sentence(text=one.text, item=item.id, span=one.span, shortened=one.shortened)
        for one in extracts
    )


def summarise_text(
    title: str | None,
    text: str,
    *,
    sentences: int = SHORT_SENTENCES,
    chars: int = SHORT_CHARS,
) -> tuple[Extract, ...]:
    """As `summarise`, for a bare text; spans are places in `text`.

    A text without a title is headed by its first line, which is then not said again.
    """
    read = text[:READ_CHARS]
    units = [
        _Unit(text=text[start:end], span=(start, end), index=index, marked=is_marked(text, start))
        for index, (start, end) in enumerate(sentence_spans(read))
    ]
    heading = title if title is not None else _first_line(text)
    return _chosen(heading, units, sentences=sentences, chars=chars)


def summarise_sentences(
    title: str | None,
    given: Sequence[str],
    *,
    sentences: int = SHORT_SENTENCES,
    chars: int = SHORT_CHARS,
) -> tuple[Extract, ...]:
    """As `summarise`, for a text already cut into sentences; spans are (index, index + 1)."""
    units = [_given_unit(index, text.strip()) for index, text in enumerate(given) if text.strip()]
    return _chosen(title, units, sentences=sentences, chars=chars)


def _given_unit(index: int, text: str) -> _Unit:
    told, marked = without_lead_in(text)
    return _Unit(text=told, span=(index, index + 1), index=index, marked=marked)


def _chosen(
    heading: str | None, units: Sequence[_Unit], *, sentences: int, chars: int
) -> tuple[Extract, ...]:
    usable = _usable(heading, units)
    if not usable or sentences < 1:
        return ()
    lead = _lead(usable, chars)
    chosen = [lead]
    if sentences > SHORT_SENTENCES:
        chosen += _following(usable, lead, sentences=sentences, chars=chars)
    elif sentences > 1 and len(lead.text) < _LEAD_SAYS_ENOUGH_CHARS:
        chosen += _central(usable, lead, heading, room_chars=chars - len(lead.text))
    return tuple(sorted(chosen, key=lambda extract: extract.index))


def _usable(heading: str | None, units: Sequence[_Unit]) -> list[_Unit]:
    title = _bare(heading or "")
    telling = [
        unit
        for unit in _after_note(units)
        if not is_noise(unit.text) and not _repeats(unit.text, title)
    ]
    telling = [unit for unit in telling if not is_about_itself(unit.text)] or telling
    whole = [unit for unit in telling if is_whole(unit.text) and not unit.marked]
    if whole and 2 * sum(len(u.text) for u in whole) >= sum(len(u.text) for u in telling):
        return whole
    listed = [unit for unit in telling if not is_label(unit.text) and not is_question(unit.text)]
    return listed or [unit for unit in telling if len(unit.text) > 1]


def _after_note(units: Sequence[_Unit]) -> Sequence[_Unit]:
    """What follows an editor's note on top, or all where there is none."""
    for at, unit in enumerate(units[:_NOTE_WITHIN]):
        if is_note(unit.text):
            return units[at + 1 :] or units
    return units


def _lead(usable: Sequence[_Unit], chars: int) -> Extract:
    for unit in usable[:_LEADS_TRIED]:
        text = shorten(unit.text, chars)
        if text is None and unit is usable[0] and len(unit.text) <= _LEAD_OVERFLOW * chars:
            text = unit.text
        if text is not None:
            return _extract(unit, text)
    shortest = min(usable[:_LEADS_TRIED], key=lambda unit: len(unit.text))
    return _extract(shortest, cut(shortest.text, MAX_SENTENCE_CHARS))


def _following(
    usable: Sequence[_Unit], lead: Extract, *, sentences: int, chars: int
) -> list[Extract]:
    """The sentences after the lead, in order, while there is room; three where there are."""
    taken: list[Extract] = []
    said = [_pairs(lead.text)]
    room = chars - len(lead.text)
    for unit in usable:
        if len(taken) == sentences - 1:
            break
        pairs = _pairs(unit.text)
        if unit.index <= lead.index or any(_alike(pairs, other) > _SAME_SENTENCE for other in said):
            continue
        wanted = len(taken) + 1 < _ENOUGH_WHEN_LONG
        text = shorten(unit.text, max(room, chars // sentences if wanted else 0))
        if text is None and wanted:
            text = cut(unit.text, MAX_SENTENCE_CHARS)
        if text is None:
            continue
        taken.append(_extract(unit, text))
        said.append(pairs)
        room -= len(text)
    return taken


def _central(
    usable: Sequence[_Unit], lead: Extract, heading: str | None, *, room_chars: int
) -> list[Extract]:
    """The sentence that most of the text speaks of and the lead has not said, if it fits."""
    if room_chars < _WORTH_ADDING_CHARS:
        return []
    near = [unit for unit in usable if unit.index != lead.index][:_LOOKED_AT]
    bigrams = [_pairs(unit.text) for unit in near]
    weight = Counter(pair for pairs in (*bigrams, _pairs(lead.text)) for pair in pairs)
    weight.update(dict.fromkeys(_pairs(heading or ""), 2))
    said = _pairs(lead.text)
    fading = _FADING if len(near) >= _TELLING_SENTENCES else _FADING_WHEN_FEW
    best: tuple[float, Extract] | None = None
    for place, (unit, pairs) in enumerate(zip(near, bigrams, strict=True)):
        text = shorten(unit.text, room_chars)
        if text is None or not pairs or _alike(pairs, said) > _SAME_WORDS:
            continue
        new = pairs - said
        score = sum(weight[pair] - 1 for pair in new) / len(pairs) / (1 + fading * place)
        score *= _QUOTED if _QUOTE.search(unit.text) else 1
        score *= _LEANING if _LEANS.match(unit.text) else 1
        if best is None or score > best[0]:
            best = (score, _extract(unit, text))
    return [] if best is None else [best[1]]


def _extract(unit: _Unit, text: str) -> Extract:
    return Extract(text=text, span=unit.span, index=unit.index, shortened=text != unit.text)


def _first_line(text: str) -> str | None:
    first, newline, _ = text.strip().partition("\n")
    return first if newline else None


def _bare(text: str) -> str:
    return _NOT_WORD.sub("", text).casefold()


def _repeats(sentence: str, title: str) -> bool:
    """Whether a sentence says nothing that the title (bare) has not said."""
    if not title or len(sentence) > len(title) * _LONGER_WRITTEN:
        return False
    bare = _bare(sentence)
    if len(bare) > len(title) * _LONGER_THAN_TITLE:
        return False
    return bare in title or _alike(_pairs(sentence), _pairs(title)) >= _SAME_AS_TITLE


def _pairs(text: str) -> frozenset[str]:
    bare = _bare(text)
    return frozenset(bare[at : at + 2] for at in range(len(bare) - 1))


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))
