"""`trendbrief subscriptions import`: what is wrong with a line is named, the rest is added."""

import pytest

from bot.app import opened
from bot.cli import run
from config.settings import load_settings

GOOD = '{"chat":"telegram:-1","what":"fintech ai","when":"매일 09:00"}'


def stored() -> list[str]:
    with opened(load_settings()) as product:
        return [each.wish.chat.key for each in product.subscriptions.all()]


def line(extra: str) -> str:
    return f'{{"chat":"slack:T1:C1","what":"ai","when":"매일 09:00",{extra}}}'


@pytest.mark.parametrize(
    ("bad", "named"),
    [
        ("no json", "is no JSON object"),
        ("[1]", "is no JSON object"),
        (line('"language":"jp"'), "'jp' is no language; write one of: ko, en."),
        (line('"length":"huge"'), "'huge' is no length; write one of: short, long, titles."),
        (line('"zone":"Asia/Seol"'), "'Asia/Seol' is no time zone"),
        (line('"lang":"ko"'), "'lang' is no field"),
        (line('"zone":["UTC"]'), '"zone" is no text'),
        (line('"approval":true'), '"approval" is no text'),
        ('{"chat":"telegram:-1","what":"ai"}', 'there is no "when"'),
        ('{"chat":"telegram:x","what":"ai","when":"매일"}', "'telegram:x' is no chat"),
    ],
)
def test_a_bad_line_is_named_with_its_number_and_the_rest_is_added(home, capsys, bad, named):
    (home / "teams.jsonl").write_text(f"\n{bad}\n{GOOD}\n", "utf-8")
    assert run(["subscriptions", "import", "teams.jsonl"]) == 3
    assert capsys.readouterr().err.startswith(f"line 2: {named}")
    assert stored() == ["telegram:-1"]


def test_the_order_of_themes_makes_no_other_subscription(home, capsys):
    turned = GOOD.replace("fintech ai", "ai fintech")
    (home / "teams.jsonl").write_text(f"{GOOD}\n{turned}\n", "utf-8")
    assert run(["subscriptions", "import", "teams.jsonl"]) == 0
    assert stored() == ["telegram:-1"]


def test_languages_and_lengths_are_read_however_they_are_written(home):
    (home / "teams.jsonl").write_text(line('"language":"EN","length":" Long "'), "utf-8")
    assert run(["subscriptions", "import", "teams.jsonl"]) == 0
    assert stored() == ["slack:T1:C1"]


def test_a_word_that_is_near_a_theme_is_told_of(home, capsys):
    (home / "teams.jsonl").write_text(GOOD.replace("fintech ai", "fintechh"), "utf-8")
    assert run(["subscriptions", "import", "teams.jsonl"]) == 0
    last = capsys.readouterr().err.splitlines()[-1]
    assert last == "note: 'fintechh' is no theme but a word; did you mean fintech?"
