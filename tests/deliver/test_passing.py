"""Ages that no jump of the wall clock distorts."""

from datetime import datetime, timedelta

from bot.passing import Passing
from tests.deliver.fakes import NINE

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


class TwoHands:
    """A clock of which each hand is moved by itself."""

    def __init__(self) -> None:
        self.wall = self.true = NINE

    def now(self) -> datetime:
        return self.wall

    def steady(self) -> datetime:
        return self.true

    def pass_by(self, time: timedelta) -> None:
        self.wall += time
        self.true += time


def test_an_hour_by_which_the_clock_was_set_forward_makes_nothing_older_for_a_while():
    clock = TwoHands()
    passing = Passing(clock, kept=15 * MINUTE)
    clock.wall += HOUR
    assert passing.look() == HOUR
    clock.pass_by(10 * MINUTE)
    assert passing.aged() == NINE + 10 * MINUTE
    clock.pass_by(6 * MINUTE)
    assert passing.aged() == clock.now()


def test_a_clock_set_forward_and_back_again_is_as_it_was():
    clock = TwoHands()
    passing = Passing(clock, kept=15 * MINUTE)
    clock.wall += HOUR
    passing.look()
    clock.wall -= HOUR
    assert passing.look() == -HOUR
    assert passing.aged() == clock.now()


def test_a_clock_that_is_corrected_by_a_moment_was_not_set():
    clock = TwoHands()
    passing = Passing(clock, kept=15 * MINUTE)
    clock.wall += timedelta(seconds=1)
    assert passing.look() is None
    assert passing.aged() == clock.now()


def test_after_a_sleep_of_the_machine_watching_begins_anew():
    clock = TwoHands()
    passing = Passing(clock, kept=15 * MINUTE)
    clock.pass_by(timedelta(seconds=2))
    passing.look()
    assert passing.watched_for() == timedelta(seconds=2)
    clock.pass_by(8 * HOUR)
    assert passing.look() is None
    assert passing.watched_for() == timedelta(0)
