"""What a chat chose becomes a page."""

from __future__ import annotations

from briefings.model.briefings import Length
from briefings.model.languages import Language
from briefings.model.pages import Bullets, Heading, Mono, Page, Paragraph, Strong, Text
from briefings.write.voice import Voice

_LANGUAGES = {Language.KOREAN: "한국어", Language.ENGLISH: "English"}
_LENGTHS = {Length.SHORT: "short", Length.LONG: "long", Length.TITLES: "titles only"}


def settings_page(voice: Voice, length: Length, *, changed: bool) -> Page:
    """Language, zone and length as they stand, with how to change one."""
    say = voice.wording.say
    heading = say("Saved") if changed else say("Settings here")
    rows = (
        (say("Language"), _LANGUAGES[voice.language]),
        (say("Time zone"), voice.zone.key),
        (say("Length"), say(_LENGTHS[length])),
    )
    lines = tuple((Strong(name), Text(f"  {value}")) for name, value in rows)
    example = Mono(voice.typed("/settings language en"))
    return Page(
        blocks=(
            Heading(heading),
            Bullets(lines),
            Paragraph((Text(say("For example: ")), example)),
        ),
        summary=heading,
        language=voice.language,
    )
