"""A chart to PNG bytes with matplotlib: bars over weeks, words beneath, readable on a phone."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, PathPatch
from matplotlib.path import Path as Outline
from matplotlib.patheffects import Normal, Stroke

from bot.worker.chart_style import DARK, LIGHT, MARGIN, WIDTH, Palette, drawable, families
from briefings.model.briefings import Keyword
from briefings.model.charts import Bar, Chart

DPI = 100
_POINTS_A_PIXEL = 72 / DPI

# The picture from above, in pixels.
_PAD = 28  # from the edge to the card
_TITLE_Y, _SUBTITLE_Y = 128, 196
_BARS_HEADING_Y, _BARS_TOP, _BARS_FLOOR = 282, 370, 720
_LABELS_Y = 754
_WORDS_HEADING_Y, _FIRST_WORD_Y, _WORD_STEP = 862, 936, 76
_NOTE_ROOM, _BOTTOM = 68, 64
_WORD_CHARS_WIDTH = 420  # of a word beside its bar
_MAX_COUNTED_BARS = 18  # with more bars, counts above them would collide
_MAX_LABELS = 7
_RISING_MARK = "↑"
_SHRINKING = (0.9, 0.8, 0.7, 0.6)  # of the wished size, before words are cut

_Side = Literal["left", "center", "right"]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Sheet:
    """Where to paint: one pair of axes whose units are pixels from the upper left corner."""

    axes: Axes
    palette: Palette


@dataclass(frozen=True, kw_only=True, slots=True)
class _Ink:
    """How a bar is filled and outlined."""

    fill: str
    edge: str = "none"


def painted(chart: Chart) -> bytes:
    """The chart as PNG, 1,080 pixels wide; its height follows from the number of words."""
    words = [word for word in map(_drawable_word, chart.words) if word is not None]
    with mpl.rc_context({"font.family": list(families()), "axes.unicode_minus": False}):
        height = _height(words, has_note=bool(chart.note))
        figure = Figure(figsize=(WIDTH / DPI, height / DPI), dpi=DPI)
        FigureCanvasAgg(figure)
        sheet = _sheet(figure, height, DARK if chart.is_dark else LIGHT)
        _paint_heading(sheet, chart)
        _paint_bars(sheet, chart.bars)
        if words:
            _paint_words(sheet, drawable(chart.words_heading), words)
        if chart.note:
            _say(
                sheet, MARGIN, height - _BOTTOM - 14, drawable(chart.note), size=26, colour="faint"
            )
        png = io.BytesIO()
        figure.savefig(png, format="png")
    return png.getvalue()


def _drawable_word(word: Keyword) -> Keyword | None:
    """The word where every character of it can be drawn; half a word would be another one."""
    line = " ".join(word.word.split())
    return replace(word, word=line) if line and drawable(line) == line else None


def _height(words: Sequence[Keyword], *, has_note: bool) -> int:
    end = _FIRST_WORD_Y + (len(words) - 1) * _WORD_STEP + 30 if words else _LABELS_Y + 20
    return end + (_NOTE_ROOM if has_note else 0) + _BOTTOM


def _sheet(figure: Figure, height: int, palette: Palette) -> _Sheet:
    figure.set_facecolor(palette.ground)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(height, 0)
    card = FancyBboxPatch(
        (_PAD, _PAD),
        WIDTH - 2 * _PAD,
        height - 2 * _PAD,
        boxstyle="round,pad=0,rounding_size=36",
        facecolor=palette.card,
        edgecolor="none",
    )
    axes.add_patch(card)
    return _Sheet(axes=axes, palette=palette)


def _paint_heading(sheet: _Sheet, chart: Chart) -> None:
    room = WIDTH - 2 * MARGIN
    title = drawable(chart.title)
    _say(sheet, MARGIN, _TITLE_Y, title, size=62, is_bold=True, room=room)
    subtitle, bars = drawable(chart.subtitle), drawable(chart.bars_heading)
    _say(sheet, MARGIN, _SUBTITLE_Y, subtitle, size=34, colour="faint", room=room)
    _say(sheet, MARGIN, _BARS_HEADING_Y, bars, size=32, is_bold=True, room=room)


def _paint_bars(sheet: _Sheet, bars: Sequence[Bar]) -> None:
    highest = max((bar.count for bar in bars), default=0)
    step = (WIDTH - 2 * MARGIN) / max(len(bars), 1)
    width = min(step * 0.72 if step > 14 else step * 0.86, 84)
    peak = max(range(len(bars)), key=lambda at: bars[at].count, default=0)
    _rule(sheet, _BARS_FLOOR)
    for at, bar in enumerate(bars):
        middle = MARGIN + step * (at + 0.5)
        top = _BARS_FLOOR - (_BARS_FLOOR - _BARS_TOP) * bar.count / max(highest, 1)
        if bar.count:
            _column(sheet, middle - width / 2, top, width, _ink_of(bar, sheet, is_peak=at == peak))
        if bar.count and (len(bars) <= _MAX_COUNTED_BARS or at == peak):
            colour_name: _Colour = "strong" if at == peak else "faint"
            size = 34 if at == peak else 28
            _say(
                sheet,
                _kept_inside(middle),
                top - 24,
                f"{bar.count:,}",
                size=size,
                side="center",
                colour=colour_name,
                is_bold=at == peak,
            )
    _paint_labels(sheet, bars, step)


def _ink_of(bar: Bar, sheet: _Sheet, *, is_peak: bool) -> _Ink:
    palette = sheet.palette
    if bar.is_partial:
        return _Ink(fill=palette.bar_part, edge=palette.strong if is_peak else "none")
    return _Ink(fill=palette.strong if is_peak else palette.bar)


def _paint_labels(sheet: _Sheet, bars: Sequence[Bar], step: float) -> None:
    """Every label where there are few, else every so many from the last one back."""
    every = max(-(-len(bars) // _MAX_LABELS), 1)
    for at in range(len(bars) - 1, -1, -every):
        middle = _kept_inside(MARGIN + step * (at + 0.5))
        label = drawable(bars[at].label)
        _say(sheet, middle, _LABELS_Y, label, size=28, side="center", colour="faint")


def _kept_inside(middle: float) -> float:
    """Text around the middle of the outermost bars stays within the card."""
    return min(max(middle, MARGIN + 36), WIDTH - MARGIN - 36)


def _paint_words(sheet: _Sheet, heading: str, words: Sequence[Keyword]) -> None:
    _say(sheet, MARGIN, _WORDS_HEADING_Y, heading, size=32, is_bold=True)
    highest = max(word.count for word in words)
    left, right = MARGIN + _WORD_CHARS_WIDTH + 30, WIDTH - MARGIN - 84
    for at, word in enumerate(words):
        y = _FIRST_WORD_Y + at * _WORD_STEP
        colour = sheet.palette.rising_bar if word.rising else sheet.palette.bar_part
        length = max((right - left) * word.count / highest, 18)
        _band(sheet, left, y - 16, length, 32, colour)
        _paint_word(sheet, word, y)
        count = f"{word.count:,}"
        _say(sheet, left + length + 16, y, count, size=32, colour="faint")


def _paint_word(sheet: _Sheet, word: Keyword, y: float) -> None:
    start = float(MARGIN)
    if word.rising:
        _say(sheet, start, y, _RISING_MARK, size=40, colour="rising", is_bold=True)
        start += 46
    room = MARGIN + _WORD_CHARS_WIDTH - start
    _say(sheet, start, y, word.word, size=38, room=room)


# Marks and words.

_Colour = Literal["text", "faint", "strong", "rising"]


def _say(
    sheet: _Sheet,
    x: float,
    y: float,
    words: str,
    *,
    size: int,
    colour: _Colour = "text",
    side: _Side = "left",
    is_bold: bool = False,
    room: float | None = None,
) -> None:
    """Words around the height `y`, `size` pixels tall; smaller, then cut, to fit into `room`."""
    ink: str = getattr(sheet.palette, colour)
    text = sheet.axes.text(
        x,
        y,
        words,
        fontsize=size * _POINTS_A_PIXEL,
        color=ink,
        ha=side,
        va="center_baseline",
        parse_math=False,
    )
    if is_bold:
        text.set_path_effects([Stroke(linewidth=size / 34, foreground=ink), Normal()])
    if room is None:
        return
    for part in _SHRINKING:
        if text.get_window_extent().width <= room:
            return
        text.set_fontsize(size * part * _POINTS_A_PIXEL)
    while text.get_window_extent().width > room and len(text.get_text()) > 2:
        text.set_text(text.get_text().rstrip("…")[:-1] + "…")


def _rule(sheet: _Sheet, y: float) -> None:
    sheet.axes.plot(
        [MARGIN, WIDTH - MARGIN], [y, y], color=sheet.palette.line, linewidth=2, zorder=2
    )


def _column(sheet: _Sheet, left: float, top: float, width: float, ink: _Ink) -> None:
    """A bar that stands on the floor, its upper corners round."""
    right, floor = left + width, _BARS_FLOOR
    round_by = min(width / 3, 14, (floor - top))
    outline = Outline(
        [
            (left, floor),
            (left, top + round_by),
            (left, top),
            (left + round_by, top),
            (right - round_by, top),
            (right, top),
            (right, top + round_by),
            (right, floor),
            (left, floor),
        ],
        [
            Outline.MOVETO,
            Outline.LINETO,
            Outline.CURVE3,
            Outline.CURVE3,
            Outline.LINETO,
            Outline.CURVE3,
            Outline.CURVE3,
            Outline.LINETO,
            Outline.CLOSEPOLY,
        ],
    )
    sheet.axes.add_patch(
        PathPatch(outline, facecolor=ink.fill, edgecolor=ink.edge, linewidth=2.5, zorder=3)
    )


def _band(sheet: _Sheet, left: float, top: float, width: float, height: float, colour: str) -> None:
    band = FancyBboxPatch(
        (left, top),
        width,
        height,
        boxstyle=f"round,pad=0,rounding_size={min(height, width) / 2}",
        facecolor=colour,
        edgecolor="none",
    )
    sheet.axes.add_patch(band)
