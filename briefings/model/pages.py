"""Pages: a written answer without a platform, as a tree of blocks that renderers draw."""

from __future__ import annotations

from dataclasses import dataclass

from briefings.model.languages import Language


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words; any character is allowed, renderers escape."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words in bold."""

    text: str


@dataclass(frozen=True, slots=True)
class Faint:
    """Words of lesser weight (sources, dates): italics, or plain where there are none."""

    text: str


@dataclass(frozen=True, slots=True)
class Mono:
    """Words to type or copy, such as a command."""

    text: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words that lead to `url` (http or https); `strong` draws them in bold too."""

    text: str
    url: str
    strong: bool = False


Inline = Text | Strong | Faint | Mono | Anchor


@dataclass(frozen=True, slots=True)
class Heading:
    """The line on top."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of words; a newline inside a `Text` is kept."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """Lines of equal rank."""

    lines: tuple[tuple[Inline, ...], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words, shown as such."""

    text: str


@dataclass(frozen=True, slots=True)
class Divider:
    """A rule between parts."""


@dataclass(frozen=True, slots=True)
class Button:
    """A thing to press: `action` is at most 64 bytes and comes back as `Ask.action`; or a `url`."""

    label: str
    action: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Buttons:
    """Buttons in one row where the platform can."""

    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that belong together, such as a story: `fit` splits before or after, not inside."""

    blocks: tuple[Block, ...]


Block = Heading | Paragraph | Bullets | Quote | Divider | Buttons | Group


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A whole answer; `summary` is one plain line for notifications."""

    blocks: tuple[Block, ...]
    summary: str
    language: Language


@dataclass(frozen=True, kw_only=True, slots=True)
class MessagePart:
    """One message as a platform takes it: `payload` is the JSON object of its send parameters.

    The destination is left out of `payload`; the sender adds it. `plain` is the same text
    without markup, for the case that the platform refuses the markup.
    """

    payload: str
    plain: str
