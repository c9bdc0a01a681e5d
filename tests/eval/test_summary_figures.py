"""The development articles keep the figures that were reached."""

from tests.eval.summary_figures import ARTICLES, read_articles, summaries_report, summary_figures

FIGURES = summary_figures(read_articles(ARTICLES))


def test_no_furniture_is_told():
    assert FIGURES.furniture == ()


def test_every_word_is_traceable():
    assert FIGURES.untraceable == ()


def test_more_is_told_than_by_the_lead():
    assert FIGURES.ours >= FIGURES.lead + 1.5


def test_summaries_are_short():
    assert FIGURES.chars <= 130


def test_the_report_names_its_size():
    assert f"({FIGURES.articles} articles)" in summaries_report()
