"""Schedules in words: `평일 9시`, `월·목 18:30`, `every weekday 9am` become a `Schedule`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import time

from briefings.ask.when_words import EVERY_DAY, HalfDay, Kind, Mark, marks_of
from briefings.errors import NotUnderstood
from briefings.model.subscriptions import Cadence, Schedule

DEFAULT_TIME = time(9, 0)
"""When a briefing comes if only its days were named."""

_EXAMPLE = "/subscribe fintech every weekday 09:00"
_WEEKLY_EXAMPLE = "/subscribe fintech weekly mon 09:00"
_MONTHLY_EXAMPLE = "/subscribe fintech monthly 1st 09:00"

_PHRASES: tuple[tuple[tuple[str, ...], Kind], ...] = (
    (("every", "other", "week"), Kind.BIWEEKLY),
    (("every", "other"), Kind.BIWEEKLY),
    (("every", "two", "weeks"), Kind.BIWEEKLY),
    (("every", "2", "weeks"), Kind.BIWEEKLY),
    (("every", "second"), Kind.BIWEEKLY),
    (("every", "week"), Kind.WEEKLY),
    (("each", "week"), Kind.WEEKLY),
    (("a", "week"), Kind.WEEKLY),
    (("매", "주"), Kind.WEEKLY),
    (("every", "month"), Kind.MONTHLY),
    (("each", "month"), Kind.MONTHLY),
    (("of", "the", "month"), Kind.MONTHLY),
    (("every", "day"), Kind.DAYS),
    (("each", "day"), Kind.DAYS),
    (("business", "day"), Kind.WORKDAYS),
    (("business", "days"), Kind.WORKDAYS),
    (("working", "day"), Kind.WORKDAYS),
    (("working", "days"), Kind.WORKDAYS),
    (("last", "day"), Kind.MONTH_DAY),
    (("마지막", "날"), Kind.MONTH_DAY),
    (("public", "holidays"), Kind.HOLIDAY),
    (("public", "holiday"), Kind.HOLIDAY),
)
_PHRASE_VALUES = {
    Kind.DAYS: EVERY_DAY,
    Kind.WORKDAYS: (0, 1, 2, 3, 4),
    Kind.MONTH_DAY: (31,),
}
_CYCLES = {
    Kind.WEEKLY: Cadence.WEEKLY,
    Kind.BIWEEKLY: Cadence.BIWEEKLY,
    Kind.MONTHLY: Cadence.MONTHLY,
}
_DAY_KINDS = frozenset((Kind.DAYS, Kind.WORKDAYS, Kind.WEEKDAY))
_TIME_KINDS = frozenset((Kind.CLOCK, Kind.HOUR))
_LOOSE_STARTS = frozenset((Kind.FILLER, Kind.TO, Kind.UNIT, Kind.EXCEPT, Kind.NUMBER))
_LOOSE_ENDS = frozenset((Kind.FILLER, Kind.TO, Kind.UNIT, Kind.EXCEPT, Kind.ORDINAL, Kind.NUMBER))


@dataclass(frozen=True, slots=True)
class _Run:
    """Neighbouring words that can all belong to a schedule, and what they say."""

    start: int
    end: int
    marks: tuple[Mark, ...]

    def has(self, kinds: Iterable[Kind]) -> bool:
        return any(mark.kind in kinds for mark in self.marks)

    @property
    def stands_alone(self) -> bool:
        """Whether it is a schedule by itself, whatever words stand around it."""
        if self.has(_TIME_KINDS) or self.has((Kind.WORKDAYS, Kind.INTERVAL)):
            return True
        if self.has(_CYCLES) or self._names_set_of_days:
            return True
        at_number = self.has((Kind.AT, Kind.HALF_DAY)) and self.has((Kind.NUMBER,))
        return at_number or (self.has((Kind.EVERY,)) and self.has((*_DAY_KINDS, Kind.MONTH_DAY)))

    @property
    def names_days(self) -> bool:
        """Whether it says days beyond doubt: two at least, or one by its full name."""
        days = [mark for mark in self.marks if mark.kind is Kind.WEEKDAY]
        full = any(len(mark.text) > 3 or mark.text.endswith(("요일", "욜")) for mark in days)
        return len(days) > 1 or full or self.has((Kind.DAYS,))

    @property
    def _names_set_of_days(self) -> bool:
        sets = {mark.text for mark in self.marks if mark.kind is Kind.DAYS}
        return bool(sets - {"주말", "weekend", "weekends", "주중"})


def parse_when(words: Sequence[str]) -> tuple[Schedule | None, tuple[str, ...]]:
    """The schedule that `words` name, and the words that are not about it, in their order.

    `None` where no schedule is named. Days without a time mean 09:00, a time without days every
    day. A biweekly schedule comes without its anchor: `deliver.due.anchored` sets it. Raises
    `NotUnderstood` for a schedule that cannot be (`25:00`, two times, every hour).
    """
    runs = _runs(words)
    chosen = [run for run in runs if run.stands_alone]
    if not chosen:
        return None, tuple(words)
    if not any(run.has((*_DAY_KINDS, Kind.MONTH_DAY)) for run in chosen):
        chosen = [run for run in runs if run.stands_alone or run.names_days]
    taken = {place for run in chosen for place in range(run.start, run.end)}
    marks = [mark for run in chosen for mark in run.marks]
    left = tuple(word for place, word in enumerate(words) if place not in taken)
    return _schedule(marks), left


def _runs(words: Sequence[str]) -> list[_Run]:
    """Maximal runs of words that say something about a schedule, loose ends given back."""
    runs: list[_Run] = []
    said = [marks_of(word) for word in words]
    start = 0
    while start < len(words):
        end = start
        while end < len(words) and said[end]:
            end += 1
        if end > start:
            runs += _tightened(said, start, end)
        start = max(end, start + 1)
    return runs


def _tightened(said: Sequence[tuple[Mark, ...]], start: int, end: int) -> Iterator[_Run]:
    first = start
    while start < end and _is_loose(said[start], _LOOSE_STARTS):
        start += 1
    while end > start and _is_loose(said[end - 1], _LOOSE_ENDS) and not _ends_phrase(said, end):
        end -= 1
    if _starts_with_another_subject(said[start:end]):
        start += 1
        first = start
    while first < start and not _is_loose(said[first], frozenset((Kind.FILLER,))):
        first += 1
    if start < end:
        marks = tuple(mark for word in said[start:end] for mark in word)
        yield _Run(first, end, _with_phrases(marks))


def _starts_with_another_subject(said: Sequence[tuple[Mark, ...]]) -> bool:
    """`black friday daily`: a weekday before a set of days is a word of what is subscribed to."""
    if not said or not _is_loose(said[0], frozenset((Kind.WEEKDAY,))):
        return False
    return any(mark.kind is Kind.DAYS for word in said[1:] for mark in word)


def _is_loose(marks: tuple[Mark, ...], kinds: frozenset[Kind]) -> bool:
    return all(mark.kind in kinds for mark in marks)


def _ends_phrase(said: Sequence[tuple[Mark, ...]], end: int) -> bool:
    """Whether the last word is needed by what stands before it."""
    last = said[end - 1]
    before = tuple(mark for word in said[: end - 1] for mark in word)
    if last[0].kind is Kind.NUMBER:
        wants_number = (Kind.AT, Kind.HALF_DAY, Kind.DAYS, Kind.WORKDAYS, Kind.MONTHLY)
        return bool(before) and before[-1].kind in (*wants_number, Kind.WEEKDAY)
    if last[0].kind is Kind.EXCEPT:
        return any(mark.kind is Kind.HOLIDAY for mark in before)
    if last[0].kind is Kind.FILLER:
        return False
    return any(
        tuple(mark.text for mark in (*before, *last))[-len(phrase) :] == phrase
        for phrase, _ in _PHRASES
    )


def _with_phrases(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Words that mean something only together, as the one mark that they are."""
    texts = tuple(mark.text for mark in marks)
    kept: list[Mark] = []
    place = 0
    while place < len(marks):
        phrase, kind = next(
            (row for row in _PHRASES if texts[place : place + len(row[0])] == row[0]), ((), None)
        )
        if kind is None:
            kept.append(marks[place])
            place += 1
            continue
        kept.append(Mark(kind, " ".join(phrase), _PHRASE_VALUES.get(kind, ())))
        place += len(phrase)
    return tuple(kept)


def _schedule(marks: Sequence[Mark]) -> Schedule:
    _refuse_intervals(marks)
    cadence = _cadence(marks)
    marks, clock_number = _numbers_settled(marks, cadence)
    days = _month_days(marks) if cadence is Cadence.MONTHLY else _weekdays(marks, cadence)
    return Schedule(
        cadence=cadence,
        days=days,
        at=_time(marks, clock_number),
        skips_holidays=_skips_holidays(marks),
    )


def _refuse_intervals(marks: Sequence[Mark]) -> None:
    """Say no to every hour and to every second Monday of a month: neither is offered."""
    for mark in marks:
        if mark.kind is Kind.INTERVAL:
            raise NotUnderstood(
                "A briefing comes once a day at most; {word} is more often.",
                example=_EXAMPLE,
                word=mark.text,
            )
        if mark.kind is Kind.ORDINAL:
            raise NotUnderstood(
                "Monthly briefings go by the day of the month; {word} was not understood.",
                example=_MONTHLY_EXAMPLE,
                word=mark.text,
            )


def _cadence(marks: Sequence[Mark]) -> Cadence:
    named = dict.fromkeys(_CYCLES[mark.kind] for mark in marks if mark.kind in _CYCLES)
    month_days = any(mark.kind is Kind.MONTH_DAY for mark in marks)
    if month_days and not set(named) - {Cadence.MONTHLY}:
        return Cadence.MONTHLY
    if len(named) > 1 or (month_days and named):
        raise NotUnderstood("Every week or every month? One of them.", example=_WEEKLY_EXAMPLE)
    return next(iter(named), Cadence.WEEKLY)


def _numbers_settled(
    marks: Sequence[Mark], cadence: Cadence
) -> tuple[tuple[Mark, ...], Mark | None]:
    """Bare numbers as what they can only be: days of a month, else the hour."""
    numbers = [mark for mark in marks if mark.kind is Kind.NUMBER]
    has_time = any(mark.kind in _TIME_KINDS for mark in marks)
    hour = None
    if numbers and not has_time and (cadence is not Cadence.MONTHLY or _after_at(marks)):
        hour = numbers.pop()
    if numbers and cadence is not Cadence.MONTHLY:
        raise NotUnderstood(
            "{word} is neither a day nor a time here.", example=_EXAMPLE, word=numbers[0].text
        )
    settled = tuple(
        replace(mark, kind=Kind.MONTH_DAY) if mark in numbers and mark is not hour else mark
        for mark in marks
        if mark is not hour
    )
    return settled, hour


def _after_at(marks: Sequence[Mark]) -> bool:
    numbers = [place for place, mark in enumerate(marks) if mark.kind is Kind.NUMBER]
    around = marks[numbers[-1] - 1 : numbers[-1] + 2] if numbers[-1] else marks[:2]
    return any(mark.kind in (Kind.AT, Kind.HALF_DAY) for mark in around)


def _month_days(marks: Sequence[Mark]) -> tuple[int, ...]:
    if any(mark.kind in _DAY_KINDS for mark in marks):
        raise NotUnderstood(
            "Monthly briefings go by the day of the month, not of the week.",
            example=_MONTHLY_EXAMPLE,
        )
    days = sorted({day for mark in marks if mark.kind is Kind.MONTH_DAY for day in mark.values})
    if not days:
        raise NotUnderstood("On which day of the month?", example=_MONTHLY_EXAMPLE)
    for day in days:
        if not 1 <= day <= 31:
            raise NotUnderstood("No month has a day {day}.", example=_MONTHLY_EXAMPLE, day=str(day))
    return tuple(days)


def _weekdays(marks: Sequence[Mark], cadence: Cadence) -> tuple[int, ...]:
    sets = dict.fromkeys(mark.values for mark in marks if mark.kind in (Kind.DAYS, Kind.WORKDAYS))
    single = _ranged([mark for mark in marks if mark.kind in (Kind.WEEKDAY, Kind.TO)])
    if len(sets) + bool(single) > 1:
        raise NotUnderstood("Those days contradict each other.", example=_EXAMPLE)
    if sets:
        return next(iter(sets))
    if single:
        return tuple(sorted(set(single)))
    if any(mark.kind in _CYCLES for mark in marks):
        raise NotUnderstood("On which day of the week?", example=_example_of(cadence))
    return EVERY_DAY


def _example_of(cadence: Cadence) -> str:
    if cadence is Cadence.BIWEEKLY:
        return "/subscribe fintech every other week fri 17:00"
    return _WEEKLY_EXAMPLE


def _ranged(marks: Sequence[Mark]) -> list[int]:
    """Weekdays with ranges filled in: Monday to Friday, Friday to Monday."""
    days: list[int] = []
    open_range = False
    for mark in marks:
        if mark.kind is Kind.TO:
            open_range = bool(days)
            continue
        last = mark.values[0]
        if open_range:
            days += [day % 7 for day in range(days[-1] + 1, days[-1] + 1 + (last - days[-1]) % 7)]
        else:
            days.append(last)
        open_range = False
    return days


def _skips_holidays(marks: Sequence[Mark]) -> bool:
    if any(mark.kind is Kind.WORKDAYS for mark in marks):
        return True
    holiday = any(mark.kind is Kind.HOLIDAY for mark in marks)
    if holiday and not any(mark.kind is Kind.EXCEPT for mark in marks):
        raise NotUnderstood(
            "Public holidays can only be left out.",
            example="/subscribe fintech every weekday except public holidays 9am",
        )
    return holiday


def _time(marks: Sequence[Mark], number: Mark | None) -> time:
    clocks = [mark for mark in marks if mark.kind in _TIME_KINDS]
    clocks += [number] if number is not None else []
    halves = list(dict.fromkeys(mark for mark in marks if mark.kind is Kind.HALF_DAY))
    minutes = [mark for mark in marks if mark.kind is Kind.MINUTE]
    if not clocks:
        return _time_of_half(halves)
    if len(clocks) > 1 or len(minutes) > 1:
        raise NotUnderstood(
            "One time for a subscription, please; {words} are more.",
            example=_EXAMPLE,
            words=", ".join(mark.text for mark in clocks),
        )
    said = " ".join(mark.text for mark in (*halves[:1], clocks[0], *minutes))
    minute = minutes[0].values[0] if minutes else (*clocks[0].values, 0)[1]
    return _clock(clocks[0].values[0], minute, halves, said)


def _time_of_half(halves: Sequence[Mark]) -> time:
    """Days without a time; `아침` and `morning` alone mean nothing more exact than the default."""
    if any(mark.half is not HalfDay.MORNING for mark in halves):
        raise NotUnderstood(
            "{word} at what time?",
            example="/subscribe fintech every weekday 6:30pm",
            word=halves[0].text,
        )
    return DEFAULT_TIME


def _clock(hour: int, minute: int, halves: Sequence[Mark], said: str) -> time:
    turned = hour
    for half in halves[:1]:
        turned = _OF_HALF[half.half or HalfDay.MORNING](hour)
    if not (0 <= turned <= 23 and 0 <= minute <= 59):
        raise NotUnderstood(
            "There is no time {word}; times run from 00:00 to 23:59.", example=_EXAMPLE, word=said
        )
    return time(turned, minute)


def _morning(hour: int) -> int:
    return 0 if hour == 12 else (hour if hour < 12 else -1)


def _afternoon(hour: int) -> int:
    return hour + 12 if 1 <= hour < 12 else (hour if hour < 24 and hour else -1)


def _night(hour: int) -> int:
    if hour == 12:
        return 0
    return hour + 12 if 6 <= hour < 12 else hour


_OF_HALF: dict[HalfDay, Callable[[int], int]] = {
    HalfDay.MORNING: _morning,
    HalfDay.AFTERNOON: _afternoon,
    HalfDay.NIGHT: _night,
}
