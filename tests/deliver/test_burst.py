"""No more requests reach the platform in a second than its limit, whatever holds them up."""

from datetime import timedelta

from bot.burst import Burst
from tests.deliver.fakes import NINE

SECOND, TICK = timedelta(seconds=1), timedelta(milliseconds=10)


def three_a_second() -> Burst:
    return Burst(most=3, window=SECOND)


def test_as_many_as_fit_may_start_at_once():
    burst = three_a_second()
    burst.started(1, NINE)
    burst.started(2, NINE)
    assert burst.free_at(NINE) < NINE


def test_one_more_starts_a_window_after_the_first_of_the_last():
    burst = three_a_second()
    for number in (1, 2, 3):
        burst.started(number, NINE + number * TICK)
        burst.ended(number, NINE + number * TICK)
    assert burst.free_at(NINE + 4 * TICK) == NINE + TICK + SECOND


def test_a_request_that_was_held_up_counts_when_it_may_have_arrived():
    burst = three_a_second()
    for number, start, end in ((1, 0, 1), (2, 0, 1), (3, 0, 51), (4, 100, 101), (5, 100, 101)):
        burst.started(number, NINE + start * TICK)
        burst.ended(number, NINE + end * TICK)
    assert burst.free_at(NINE + 102 * TICK) == NINE + 50 * TICK + SECOND


def test_while_an_answer_is_overdue_its_request_may_arrive_just_now():
    burst = three_a_second()
    for number in (1, 2, 3):
        burst.started(number, NINE)
    later = NINE + 5 * SECOND
    assert burst.free_at(later) == later + SECOND


def test_a_platform_that_is_slow_with_all_answers_is_not_slowed_down_further():
    burst = three_a_second()
    for number in (1, 2, 3):
        burst.started(number, NINE)
        burst.ended(number, NINE + 3 * SECOND)
    for number in (4, 5):
        burst.started(number, NINE + 3 * SECOND)
    assert burst.free_at(NINE + 4 * SECOND) <= NINE + 4 * SECOND
