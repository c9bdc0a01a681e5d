"""A trend becomes a page with a bar per week, and a chart with the same in a picture's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from briefings.model.briefings import BriefingWish, Keyword, WeekCount
from briefings.model.charts import Bar, Chart
from briefings.model.pages import Block, Faint, Heading, Inline, Mono, Page, Paragraph, Strong, Text
from briefings.model.times import Period
from briefings.write.compose import RISING
from briefings.write.notes import note_page
from briefings.write.voice import Voice, clipped, numbered

MAX_LINES = 26
"""Bars in a text: half a year of weeks; more weeks are counted together."""

MAX_BARS = 53
"""Bars in a picture: a year of weeks."""

LINE_CELLS = 12
"""The longest bar in a text; with its label and count it stays in one line of a phone."""

PICTURE_WORDS = 6
TEXT_WORDS = 10
_CELL, _NO_CELL = "▇", "·"


@dataclass(frozen=True, kw_only=True, slots=True)
class TrendNews:
    """What there is to write about a trend; see `steps.trend.FoundTrend`.

    `unplaced` items of the period say no day and are in no week's count.
    """

    wish: BriefingWish
    period: Period
    weeks: tuple[WeekCount, ...]
    words: tuple[Keyword, ...]
    unplaced: int
    moved_from: Period | None
    newest: date | None
    is_cut: bool
    is_sample: bool = False

    @property
    def placed(self) -> int:
        """How many items the weeks count."""
        return sum(week.count for week in self.weeks)

    @property
    def rising(self) -> tuple[Keyword, ...]:
        """The words that rise."""
        return tuple(word for word in self.words if word.rising)

    @property
    def common(self) -> tuple[Keyword, ...]:
        """The words that only recur, best ones first."""
        return tuple(word for word in self.words if not word.rising)

    def shown_words(self, most: int) -> tuple[Keyword, ...]:
        """At most `most` words as a reader takes them in: rising ones, then by their count."""
        rising = self.rising[:most]
        common = self.common[: most - len(rising)]
        return (*rising, *sorted(common, key=lambda word: (-word.count, word.word)))


def trend_page(news: TrendNews, voice: Voice) -> Page:
    """Heading, a bar per week, words; a few weeks are counted together where there are many."""
    heading = trend_heading(news, voice)
    bars = bars_of(news, voice, most=MAX_LINES)
    blocks: list[Block] = [Heading(heading)]
    if news.moved_from is not None:
        before = voice.wording.period(news.moved_from, today=voice.today)
        said = voice.wording.say(
            "Nothing was published {period}; this is the newest there is.", period=before
        )
        blocks.append(Paragraph((Faint(said),)))
    blocks.append(Paragraph((Text(summary_line(news, voice)),)))
    blocks.append(_bar_lines(bars, voice))
    blocks.extend(_word_lines(news, voice))
    blocks.extend(Paragraph((Faint(note),)) for note in _notes(news, voice))
    return Page(
        blocks=tuple(blocks),
        summary=f"{heading}: {summary_line(news, voice)}",
        language=voice.language,
    )


def too_little_page(news: TrendNews, voice: Voice) -> Page:
    """`자료 부족 (n=3)`, the reason, and what would show more."""
    say = voice.wording.say
    lines = [say("Too little to tell (n={count})", count=news.placed)]
    if len(news.weeks) < 2:
        lines.append(say("A trend needs at least two weeks."))
    if news.newest is not None:
        day = voice.wording.day(news.newest, today=voice.today)
        lines.append(say("The newest item that fits is of {day}.", day=day))
    lines.extend(_notes(news, voice))
    text = f"{trend_heading(news, voice)}\n" + "\n".join(lines)
    return note_page(text, voice, example=_wider(news))


def trend_chart(news: TrendNews, voice: Voice, *, is_dark: bool = False) -> Chart:
    """The same for a picture: rising words first, then those that only recur."""
    say = voice.wording.say
    words = news.shown_words(PICTURE_WORDS)
    subject = _subject(news, voice)
    title = say("{subject} trend", subject=subject) if subject else say("Trend of everything")
    period = voice.wording.period(news.period, today=voice.today)
    bars = bars_of(news, voice, most=MAX_BARS)
    note = say("Pale: a week in part") if any(bar.is_partial for bar in bars) else ""
    return Chart(
        title=title,
        subtitle=f"{period} · n={news.placed:,}",
        bars_heading=_bars_heading(news, MAX_BARS, voice),
        bars=bars,
        words_heading=_words_heading(words, voice),
        words=words,
        note=note,
        alt=_alt(news, words, voice),
        is_dark=is_dark,
    )


def _words_heading(words: Sequence[Keyword], voice: Voice) -> str:
    rising = sum(word.rising for word in words)
    if rising == 0:
        return voice.wording.say("Frequent words")
    if rising == len(words):
        return voice.wording.say("Rising words")
    return voice.wording.say("Words, rising ones with {mark}", mark=RISING)


def trend_heading(news: TrendNews, voice: Voice) -> str:
    """`핀테크 추세 · 8월 31일–11월 22일`."""
    period = voice.wording.period(news.period, today=voice.today)
    subject = _subject(news, voice)
    if not subject:
        return voice.wording.say("Trend · {period}", period=period)
    return voice.wording.say("{subject} trend · {period}", subject=subject, period=period)


def summary_line(news: TrendNews, voice: Voice) -> str:
    """How many items, how many a week, and the fullest week."""
    most = max(news.weeks, key=lambda week: week.count)
    average = news.placed / len(news.weeks)
    return voice.wording.say(
        "n={count} · {average} a week · most in the week of {day} ({most})",
        count=f"{news.placed:,}",
        average=f"{average:,.1f}",
        day=voice.wording.day(most.monday, today=voice.today),
        most=f"{most.count:,}",
    )


def bars_of(news: TrendNews, voice: Voice, *, most: int) -> tuple[Bar, ...]:
    """At most `most` bars in the order of time, each of one week or of so many together."""
    step = _weeks_a_bar(news.weeks, most)
    return tuple(
        _bar(news.weeks[at : at + step], news.period, voice)
        for at in range(0, len(news.weeks), step)
    )


def _weeks_a_bar(weeks: Sequence[WeekCount], most: int) -> int:
    return -(-len(weeks) // most)


def _bar(weeks: Sequence[WeekCount], period: Period, voice: Voice) -> Bar:
    first, end = weeks[0].monday, weeks[-1].monday + timedelta(days=6)
    return Bar(
        label=_label(max(first, period.since), period, voice),
        count=sum(week.count for week in weeks),
        is_partial=first < period.since or end > period.until,
    )


def _label(day: date, period: Period, voice: Voice) -> str:
    """`10/5`; with its year where the period has several."""
    if period.since.year == period.until.year:
        return f"{day.month}/{day.day}"
    return f"{day:%y}/{day.month}/{day.day}"


def _bar_lines(bars: Sequence[Bar], voice: Voice) -> Paragraph:
    highest = max(bar.count for bar in bars)
    width = max(len(bar.label) for bar in bars)
    part = voice.wording.say(" (in part)")
    lines: list[tuple[Inline, ...]] = []
    for bar in bars:
        cells = -(-bar.count * LINE_CELLS // highest)
        drawn = _CELL * cells or _NO_CELL
        after = f" {bar.count:,}{part if bar.is_partial else ''}"
        lines.append((Mono(bar.label.rjust(width, "\u2007")), Text(f" {drawn}{after}")))
    return numbered(lines)


def _word_lines(news: TrendNews, voice: Voice) -> tuple[Block, ...]:
    say = voice.wording.say
    shown = news.shown_words(TEXT_WORDS)
    rising = [word for word in shown if word.rising]
    common = [word for word in shown if not word.rising]
    lines: list[Block] = []
    if rising:
        words = " · ".join(f"{word.word} {RISING}{word.count:,}" for word in rising)
        lines.append(Paragraph((Strong(say("Rising words")), Text(f"  {words}"))))
    if common:
        words = " · ".join(f"{word.word} {word.count:,}" for word in common)
        lines.append(Paragraph((Strong(say("Frequent words")), Text(f"  {words}"))))
    return tuple(lines)


def _notes(news: TrendNews, voice: Voice) -> tuple[str, ...]:
    notes: list[str] = []
    if _weeks_a_bar(news.weeks, MAX_LINES) > 1 and news.placed:
        notes.append(_bars_heading(news, MAX_LINES, voice))
    if news.unplaced:
        notes.append(
            voice.wording.say_many(
                "{count} item without a day is in no week.",
                "{count} items without a day are in no week.",
                news.unplaced,
            )
        )
    if news.is_cut:
        said = voice.wording.say("Only the newest are counted; ask for a shorter period.")
        notes.append(said)
    if news.is_sample:
        notes.append(voice.wording.say("The counts of words are estimates from a sample."))
    return tuple(notes)


def _bars_heading(news: TrendNews, most: int, voice: Voice) -> str:
    step = _weeks_a_bar(news.weeks, most)
    if step == 1:
        return voice.wording.say("Items a week")
    return voice.wording.say("Items in {count} weeks each", count=step)


def _subject(news: TrendNews, voice: Voice) -> str:
    names = [voice.themes(news.wish.themes)] if news.wish.themes else []
    names += [f"‘{clipped(word, 30)}’" for word in news.wish.words]
    return " ".join(names)


def _alt(news: TrendNews, words: Sequence[Keyword], voice: Voice) -> str:
    told = f"{trend_heading(news, voice)}. {summary_line(news, voice)}"
    return f"{told}. {', '.join(word.word for word in words)}" if words else told


def _wider(news: TrendNews) -> str:
    """A command that asks for a longer time, or for the time of the newest item."""
    asked = " ".join((*news.wish.themes, *(_typed(word) for word in news.wish.words)))
    if news.newest is not None and not news.placed:
        first = news.newest - timedelta(weeks=11, days=news.newest.weekday())
        period = f"{first.isoformat()}..{news.newest.isoformat()}"
    else:
        period = f"{min(max(2 * len(news.weeks), 24), 520)}w"
    return " ".join(f"/trend {asked} {period}".split())


def _typed(word: str) -> str:
    return f'"{word}"' if " " in word else word
