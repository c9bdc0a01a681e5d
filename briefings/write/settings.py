"""What a chat chose becomes a page."""

from __future__ import annotations

from briefings.model.briefings import Length
from briefings.model.chats import ChatRef, ChatSettings
from briefings.model.habits import NothingNew, QuietHours
from briefings.model.languages import Language
from briefings.model.pages import Bullets, Heading, Mono, Page, Paragraph, Strong, Text
from briefings.write.schedules import approval_in_words
from briefings.write.voice import Voice

_LANGUAGES = {Language.KOREAN: "한국어", Language.ENGLISH: "English"}
_LENGTHS = {Length.SHORT: "short", Length.LONG: "long", Length.TITLES: "titles only"}


def settings_page(
    voice: Voice,
    length: Length,
    chosen: ChatSettings,
    chat: ChatRef,
    *,
    changed: bool,
    note: str | None = None,
) -> Page:
    """Every setting as it stands, with a `note` on the changed one, and how to change one."""
    say = voice.wording.say
    heading = say("Saved") if changed else say("Settings here")
    rows = (
        (say("Language"), _LANGUAGES[voice.language]),
        (say("Time zone"), voice.zone.key),
        (say("Length"), say(_LENGTHS[length])),
        (say("Quiet hours"), _quiet(chosen.quiet, voice)),
        (say("When nothing is new"), _nothing_new(chosen.nothing_new, voice)),
        (say("When it is unsure whether a message arrived"), _unsure(chosen, voice)),
        (
            say("Draft before sending"),
            approval_in_words(chosen.approval, chat, voice) or say("none"),
        ),
    )
    lines = tuple((Strong(name), Text(f"  {value}")) for name, value in rows)
    example = Mono(voice.typed("/settings language en"))
    return Page(
        blocks=(
            Heading(heading),
            Bullets(lines),
            *((Paragraph((Text(note),)),) if note else ()),
            Paragraph((Text(say("For example: ")), example)),
        ),
        summary=heading,
        language=voice.language,
    )


def _quiet(quiet: QuietHours | None, voice: Voice) -> str:
    if quiet is None or quiet.start == quiet.end:
        return voice.wording.say("none")
    return f"{quiet.start:%H:%M}–{quiet.end:%H:%M}"


def _nothing_new(policy: NothingNew | None, voice: Voice) -> str:
    if policy is NothingNew.SILENT:
        return voice.wording.say("silence")
    return voice.wording.say("one line that says so")


def _unsure(chosen: ChatSettings, voice: Voice) -> str:
    if chosen.repeats_unsure is False:
        return voice.wording.say("it is not sent again")
    return voice.wording.say("it is sent once more")
