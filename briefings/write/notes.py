"""Short pages: help, start, one line, and what was not understood."""

from __future__ import annotations

from collections.abc import Sequence

from briefings.errors import NotUnderstood
from briefings.model.commands import Command
from briefings.model.languages import Language
from briefings.model.pages import (
    Block,
    Bullets,
    Heading,
    Inline,
    Mono,
    Page,
    Paragraph,
    Strong,
    Text,
)
from briefings.write.voice import Voice


def note_page(text: str, voice: Voice, *, example: str | None = None) -> Page:
    """One paragraph, with a command to try where one helps."""
    inlines: tuple[Inline, ...] = (Text(text),)
    if example:
        inlines = (
            Text(f"{text}\n{voice.wording.say('For example: ')}"),
            Mono(voice.typed(voice.wording.say(example))),
        )
    return Page(blocks=(Paragraph(inlines),), summary=text, language=voice.language)


def not_understood_page(error: NotUnderstood, voice: Voice) -> Page:
    """What was not understood, what was perhaps meant, and one example."""
    say = voice.wording.say
    text = voice.typed(say(error.reason, **error.values))
    if error.suggestions:
        text += " " + say("Did you mean {words}?", words=voice.typed(", ".join(error.suggestions)))
    return note_page(text, voice, example=error.example)


def start_page(voice: Voice, commands: Sequence[Command]) -> Page:
    """What this is, in four lines, with the first commands to try."""
    say = voice.wording.say
    heading = say("Trendbrief")
    tries = ("brief", "search", "subscribe", "help")
    shown = {command.name: command for command in commands if command.name in tries}
    blocks: tuple[Block, ...] = (
        Heading(heading),
        Paragraph(
            (
                Text(
                    say(
                        "I read trend reports, newsletters, blogs and feeds for you, and tell what "
                        "matters in a short briefing: {themes}.",
                        themes=voice.themes(voice.theme_names),
                    )
                ),
            )
        ),
        Bullets(tuple(_try_line(shown[name], voice) for name in tries if name in shown)),
    )
    return Page(blocks=blocks, summary=heading, language=voice.language)


def help_page(voice: Voice, commands: Sequence[Command]) -> Page:
    """Every command in one line."""
    say = voice.wording.say
    heading = say("What can be asked")
    lines = tuple(
        (Mono(voice.typed(say(command.usage))), Text(f" — {say(command.summary)}"))
        for command in commands
    )
    close = Paragraph((Text(say("More on one of them: ")), Mono(voice.typed("/help brief"))))
    return Page(
        blocks=(Heading(heading), Bullets(lines), close), summary=heading, language=voice.language
    )


def command_help_page(voice: Voice, command: Command) -> Page:
    """One command in full: usage, what it does, other spellings, an example."""
    say = voice.wording.say
    spellings = ", ".join(word for word in command.words if word.isascii() is not _korean(voice))
    blocks: list[Block] = [
        Paragraph((Mono(voice.typed(say(command.usage))),)),
        Paragraph((Strong(say(command.summary)),)),
        Paragraph((Text(voice.typed(say(command.explanation))),)),
    ]
    if spellings:
        blocks.append(Paragraph((Text(say("Also spelled: {words}", words=spellings)),)))
    blocks.append(
        Paragraph((Text(say("For example: ")), Mono(voice.typed(_example(command, voice)))))
    )
    return Page(blocks=tuple(blocks), summary=say(command.summary), language=voice.language)


def _korean(voice: Voice) -> bool:
    return voice.language is Language.KOREAN


def _example(command: Command, voice: Voice) -> str:
    korean, english = command.examples
    return korean if _korean(voice) else english


def _try_line(command: Command, voice: Voice) -> tuple[Inline, ...]:
    return (
        Mono(voice.typed(_example(command, voice))),
        Text(f" — {voice.wording.say(command.summary)}"),
    )
