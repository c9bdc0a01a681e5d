"""Prints how well the program understands texts: development sets beside training data."""

from __future__ import annotations

import sys

from briefings.understand.theme_model import read_model
from briefings.understand.themes import ThemeLabeller
from config.catalogue import load_theme_model, load_themes
from tests.eval.burst_figures import bursts_report
from tests.eval.keyword_figures import keywords_report
from tests.eval.search_figures import search_report
from tests.eval.story_figures import stories_report
from tests.eval.summary_figures import summaries_report
from tests.eval.theme_figures import (
    CHECK,
    DEVELOPMENT,
    TRAINING,
    figures,
    judge,
    read_examples,
    table,
)
from tests.eval.train_themes import cross_validated


def themes_report() -> str:
    content = load_theme_model()
    labeller = ThemeLabeller(load_themes(), None if content is None else read_model(content))

    def label(title: str | None, text: str) -> list[str]:
        return [str(label.theme) for label in labeller.label_text(title, text)]

    sets = {"development": DEVELOPMENT, "written later": CHECK, "training": TRAINING}
    columns = [figures(name, judge(read_examples(path), label)) for name, path in sets.items()]
    unseen = cross_validated(load_themes(), read_examples(TRAINING))
    columns.insert(2, figures("training, unseen", unseen))
    return "Themes\n" + table(columns)


if __name__ == "__main__":
    reports = (
        themes_report,
        stories_report,
        summaries_report,
        keywords_report,
        bursts_report,
        search_report,
    )
    for report in reports:
        sys.stdout.write(report() + "\n\n")
        sys.stdout.flush()
