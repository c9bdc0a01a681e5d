"""Message catalogues (gettext `.po`), one per language; English texts are the keys."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from babel.messages.pofile import read_po

from briefings.errors import ConfigurationError
from briefings.model.languages import Language
from briefings.write.wording import Wording


@cache
def wording(language: Language) -> Wording:
    """The wording of a language. Raises `ConfigurationError` where its catalogue is missing."""
    if language is Language.ENGLISH:
        return Wording(language)
    catalogue = files(__package__) / f"{language.value}.po"
    if not catalogue.is_file():
        raise ConfigurationError(f"no catalogue {language.value}.po in the packaged wording")
    with catalogue.open("rb") as stream:
        messages = [message for message in read_po(stream) if message.id and not message.fuzzy]
    return Wording(
        language,
        texts={m.id: str(m.string) for m in messages if isinstance(m.id, str)},
        plurals={m.id[1]: _first(m.string) for m in messages if isinstance(m.id, tuple | list)},
    )


def _first(forms: str | tuple[str, ...] | list[str] | None) -> str:
    return forms[0] if isinstance(forms, tuple | list) else forms or ""
