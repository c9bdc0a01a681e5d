"""The languages that the program speaks, and those that it tells apart in texts."""

from enum import StrEnum


class Language(StrEnum):
    """A language that messages and help are written in."""

    KOREAN = "ko"
    ENGLISH = "en"


TEXT_LANGUAGES = ("ko", "en", "zh", "ja")
"""Languages that items are told apart by; anything else is `und`."""
