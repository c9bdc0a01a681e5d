"""Numbers in front of headings."""

import pytest

from briefings.text.numbers import numeral


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", 7),
        ("⑦", 7),
        ("Ⅶ", 7),
        ("VII", 7),
        ("IX", 9),
        ("사", 7),
        ("❼", 7),
        ("x", None),
        ("", None),
    ],
)
def test_a_number_is_read_in_any_form(text, value):
    assert numeral(text) == value
