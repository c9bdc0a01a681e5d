"""Marks become pages: muted words, the export, and the erasing with what it takes."""

from __future__ import annotations

from collections.abc import Sequence

from briefings.model.codes import FORGET_CODE
from briefings.model.marks import ChatHoldings
from briefings.model.pages import (
    Bullets,
    Button,
    Buttons,
    Faint,
    Heading,
    Inline,
    Mono,
    Page,
    Paragraph,
    Quote,
    Text,
)
from briefings.write.notes import note_page
from briefings.write.voice import Voice


def muted_page(words: Sequence[str], voice: Voice) -> Page:
    """The words that drop stories for this chat, oldest first."""
    say = voice.wording.say
    if not words:
        return note_page(say("No word is muted here."), voice, example=say("/mute coin"))
    heading = say("Muted here")
    undo = (Faint(say("To end it: ")), Mono(voice.typed(f"/unmute {words[0]}")))
    lines: tuple[tuple[Inline, ...], ...] = tuple((Text(word),) for word in words)
    blocks = (Heading(heading), Bullets(lines), Paragraph(undo))
    return Page(blocks=blocks, summary=heading, language=voice.language)


def export_page(text: str, voice: Voice) -> Page:
    """This chat's data as they were written down, to be copied."""
    heading = voice.wording.say("What is stored of this chat")
    blocks = (Heading(heading), Quote(text))
    return Page(blocks=blocks, summary=heading, language=voice.language)


def forget_page(held: ChatHoldings, voice: Voice) -> Page:
    """What would be erased, and the button that does it."""
    say = voice.wording.say
    heading = say("Erase everything that is stored of this chat?")
    blocks = (
        Heading(heading),
        Bullets(_counted(held, voice)),
        Paragraph((Text(say("It cannot be taken back. To do it, press the button or type: ")),)),
        Paragraph((Mono(voice.typed(say("/forget yes"))),)),
        Buttons((Button(say("Erase everything"), FORGET_CODE),)),
    )
    return Page(blocks=blocks, summary=heading, language=voice.language)


def forgotten_page(erased: ChatHoldings, voice: Voice) -> Page:
    """How much of each kind was erased."""
    heading = voice.wording.say("Everything of this chat is erased")
    blocks = (Heading(heading), Bullets(_counted(erased, voice)))
    return Page(blocks=blocks, summary=heading, language=voice.language)


def _counted(held: ChatHoldings, voice: Voice) -> tuple[tuple[Inline, ...], ...]:
    many = voice.wording.say_many
    counts = (
        many("{count} subscription", "{count} subscriptions", held.subscriptions),
        many("{count} kept briefing or list", "{count} kept briefings and lists", held.briefings),
        many("{count} message known", "{count} messages known", held.messages),
        many("{count} saved story", "{count} saved stories", held.saved),
        many("{count} muted word", "{count} muted words", held.muted),
        many("{count} record of settings", "{count} records of settings", held.settings),
    )
    return tuple((Text(each),) for each in counts)
