"""Running heads of printed pages, and lines that only look like them."""

from briefings.collect.layout import Layout
from briefings.collect.pages import running_heads

BODY = "물길을 따라 짐을 나르는 배가 하루에 두 번 뜨고, 값은 뭍에서와 같다."


def test_a_line_that_comes_again_at_page_edges_is_a_running_head():
    text = "\f".join(f"주간 물길 {page}\n{BODY}\n" for page in (1, 2, 3))
    assert len(list(running_heads(Layout(text), ()))) == 3


def test_lines_with_other_times_date_what_stands_below_them():
    text = "\f".join(f"Date : 2024.09.30. 오후 3:0{minute}\n{BODY}\n" for minute in (1, 2, 3))
    assert list(running_heads(Layout(text), ())) == []
