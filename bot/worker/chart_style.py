"""How pictures look: colours, sizes in pixels, and the fonts with the characters they have."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from matplotlib import get_data_path
from matplotlib.font_manager import fontManager
from matplotlib.ft2font import FT2Font
from pylopdf_fonts_ko import sans_path

_MISSING = "□"

WIDTH = 1080
MARGIN = 72
"""Room at the sides, in pixels of a picture 1,080 wide."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Palette:
    """Colours of a picture."""

    ground: str
    card: str
    text: str
    faint: str
    line: str
    bar: str
    bar_part: str
    strong: str
    rising: str
    rising_bar: str


LIGHT = Palette(
    ground="#EEF1F7",
    card="#FFFFFF",
    text="#131A2A",
    faint="#66728A",
    line="#DCE2ED",
    bar="#9DB9F5",
    bar_part="#DCE6FC",
    strong="#2459E0",
    rising="#D92D4A",
    rising_bar="#FBD5DC",
)
DARK = Palette(
    ground="#0B0F17",
    card="#151C2A",
    text="#F1F4FA",
    faint="#98A4BA",
    line="#29344A",
    bar="#3E63B4",
    bar_part="#25365C",
    strong="#79A2FF",
    rising="#FF7B8E",
    rising_bar="#57283A",
)


@cache
def families() -> tuple[str, ...]:
    """The font families that text is set in, made known to matplotlib; the first one leads."""
    names: list[str] = []
    for path in font_files():
        fontManager.addfont(path)
        names.append(FT2Font(str(path)).family_name)
    return tuple(names)


def font_files() -> tuple[Path, ...]:
    """Noto Sans KR for Korean, Latin and Chinese characters; DejaVu for what it lacks."""
    return (sans_path(), Path(get_data_path(), "fonts", "ttf", "DejaVuSans.ttf"))


@cache
def _drawable() -> frozenset[int]:
    return frozenset(code for path in font_files() for code in FT2Font(str(path)).get_charmap())


def drawable(text: str) -> str:
    """`text` in one line; a letter that no font has becomes `□`, a symbol (emoji) falls out."""
    return " ".join("".join(map(_drawable_char, text)).split())


def _drawable_char(char: str) -> str:
    if char.isspace() or ord(char) in _drawable():
        return char
    return _MISSING if char.isalnum() else ""
