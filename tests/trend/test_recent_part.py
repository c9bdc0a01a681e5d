"""In a long period those words rise that rise at its end; a short one has no end of its own."""

from datetime import date, timedelta

import pytest

from briefings.model.times import Period
from briefings.understand.trends import recent_part

MONDAY = date(2021, 1, 4)


@pytest.mark.parametrize(
    ("weeks", "recent"), [(1, None), (3, None), (4, 1), (8, 2), (12, 3), (52, 13)]
)
def test_the_end_of_a_period_is_the_last_quarter_of_its_weeks(weeks, recent):
    until = MONDAY + timedelta(weeks=weeks, days=-1)
    part = recent_part(Period(since=MONDAY, until=until))
    expected = recent and Period(since=until - timedelta(days=7 * recent - 1), until=until)
    assert part == expected
