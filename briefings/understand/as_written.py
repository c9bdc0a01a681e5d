"""Words as an item writes them: compared forms in, the item's own spelling of them out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def as_written(words: Iterable[str], text: str) -> list[str]:
    """Each word as `text` spells it where it stands first, else as it is; each once.

    Case, a hyphen and one space may differ, and a Latin word is told to its end (`licen`:
    licence).
    """
    lower = text.lower()
    folded = lower if len(lower) == len(text) else text  # a place in one is a place in the other
    return list(dict.fromkeys(_spelling(word, text, folded) for word in words))


def _spelling(word: str, text: str, folded: str) -> str:
    for form in _ways(word.lower()):
        start = _place(form, folded)
        if start >= 0:
            return text[start : _end(folded, start + len(form))]
    return word


def _ways(word: str) -> Iterator[str]:
    yield word
    if " " in word:
        yield word.replace(" ", "")
        yield word.replace(" ", "-")
        return
    yield from (f"{word[:at]} {word[at:]}" for at in range(1, len(word)))


def _place(form: str, folded: str) -> int:
    """Where it stands first, a Latin word at a word's start only; -1 where it does not."""
    at = folded.find(form)
    while at > 0 and _is_latin(form[0]) and _is_latin(folded[at - 1]):
        at = folded.find(form, at + 1)
    return at


def _end(folded: str, end: int) -> int:
    """Where the Latin word that was begun ends."""
    while 0 < end < len(folded) and _is_latin(folded[end - 1]) and _is_latin(folded[end]):
        end += 1
    return end


def _is_latin(char: str) -> bool:
    return "a" <= char <= "z"
