"""Every message in the code has a Korean text with the same values; English is the key itself."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

from briefings.ask.commands import COMMANDS, command_of
from briefings.model.languages import Language
from briefings.write.particles import PAIRS
from config.wording import wording

ROOT = Path(__file__).parents[2]
SAYING = {"say": (0,), "say_many": (1,), "NotUnderstood": (0,), "_said": (0,), "_line": (0,)}
HANGUL = re.compile("[가-힣]")


def literals(call: ast.Call) -> list[str]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    asked = [call.args[place] for place in SAYING.get(name, ()) if place < len(call.args)]
    if name == "NotUnderstood":
        asked += [keyword.value for keyword in call.keywords if keyword.arg == "example"]
    return [arg.value for arg in asked if isinstance(arg, ast.Constant)]


def messages() -> list[str]:
    files = [path for package in ("briefings", "bot") for path in (ROOT / package).rglob("*.py")]
    calls = [
        node
        for path in files
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
    ]
    table = [text for c in COMMANDS for text in (c.usage, c.summary, c.explanation)]
    return sorted({text for call in calls for text in literals(call)} | set(table))


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def formats(template: str) -> set[str]:
    return {spec for _, name, spec, _ in Formatter().parse(template) if name and spec}


MESSAGES = messages()
KOREAN = wording(Language.KOREAN)
TRANSLATED = {**KOREAN.texts, **KOREAN.plurals}


def test_messages_are_found_in_the_code():
    assert len(MESSAGES) > 100


@pytest.mark.parametrize("message", MESSAGES)
def test_a_message_is_english_and_has_a_korean_text_with_the_same_values(message):
    assert not HANGUL.search(message)
    assert message in TRANSLATED


def test_every_example_can_be_typed_in_both_languages():
    examples = [message for message in MESSAGES if message.startswith("/") and "[" not in message]
    commands = {command_of(KOREAN.say(example).split()[0]) for example in examples}
    assert None not in commands


@pytest.mark.parametrize(("english", "korean"), sorted(TRANSLATED.items()))
def test_a_korean_text_uses_the_values_of_its_message_and_real_particles(english, korean):
    assert fields(korean) == fields(english)
    assert formats(korean) <= set(PAIRS)
