"""The development pairs keep the figures that were reached."""

from briefings.understand.stories import relate
from tests.eval.story_figures import PAIRS, judge_pairs, read_pairs, stories_report, story_figures

FIGURES = story_figures(judge_pairs(read_pairs(PAIRS), lambda a, b: relate(a, b).relation))


def test_hardly_a_merge_is_wrong():
    assert FIGURES.precision >= 0.96


def test_most_tellings_of_one_story_are_found():
    assert FIGURES.recall >= 0.75


def test_another_period_or_issue_is_never_merged():
    rows = {kind: (right, total) for kind, right, total in FIGURES.kinds}
    assert rows["other_period"][0] == rows["other_period"][1] >= 14
    assert rows["other_issue"][0] == rows["other_issue"][1] >= 8


def test_the_report_names_every_kind():
    report = stories_report()
    assert all(kind in report for kind, _, _ in FIGURES.kinds)
