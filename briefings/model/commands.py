"""What a chat command is: its spellings, its words in help, and who may use it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Command:
    """A chat command.

    `name` is what Telegram lists; `words` are other spellings, Korean and English. `summary`,
    `usage` and `explanation` are wording keys (English texts). `examples` are (Korean, English).
    `manages` marks commands that change subscriptions or settings: administrators only, in groups.
    """

    name: str
    words: tuple[str, ...]
    usage: str
    summary: str
    explanation: str
    examples: tuple[str, str]
    manages: bool = False

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every spelling, the name first."""
        return (self.name, *self.words)
