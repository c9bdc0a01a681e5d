"""`trendbrief items` as a curator types it."""

import pytest

from bot.cli import run


def test_an_item_is_relabelled_and_shown_with_its_mendings(home, capsys):
    assert run(["items", "relabel", "1", "+ai", "-fintech", "--by", "dana"]) == 0
    assert "ai 1.00" in capsys.readouterr().out
    assert run(["items", "show", "1"]) == 0
    shown = capsys.readouterr().out
    assert "relabelled by a curator" in shown
    assert "relabelled +ai, by dana" in shown
    assert "relabelled -fintech, by dana" in shown


def test_a_mending_outlives_reading_the_document_again(home, capsys):
    assert run(["items", "relabel", "1", "+ai", "-fintech"]) == 0
    assert run(["items", "hide", "2"]) == 0
    text = (home / "report.md").read_text("utf-8")
    (home / "report.md").write_text(text.replace("대면 된다", "대면 끝난다"), "utf-8")
    assert run(["ingest", "report.md"]) == 0
    capsys.readouterr()
    assert run(["items", "show", "1"]) == 0
    assert "themes: ai 1.00" in capsys.readouterr().out
    assert run(["items", "show", "2"]) == 0
    assert "state: hidden by a curator" in capsys.readouterr().out
    assert run(["search", "양자컴퓨터"]) == 0
    assert capsys.readouterr().out == ""


def test_themes_may_be_spelled_as_readers_spell_them(home, capsys):
    assert run(["items", "relabel", "2", "+핀테크", "-양자"]) == 0
    out = capsys.readouterr().out
    assert "fintech 1.00" in out
    assert "quantum" not in out


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["relabel", "1", "+fintek"], 2, "The themes are: "),
        (["relabel", "1", "+fintek"], 2, "Did you mean fintech?"),
        (["relabel", "1", "-health"], 2, "There is no theme 'health'"),
        (["relabel", "1", "ai"], 2, "+ai"),
        (["relabel", "1", "+ai", "-ai"], 2, "both given and taken"),
        (["relabel", "1"], 2, "Missing argument"),
        (["relabel", "99", "+ai"], 1, "there is no item 99"),
        (["show", "99"], 1, "there is no item 99"),
        (["hide", "x"], 2, "not a valid integer"),
        (["hide", "99"], 1, "there is no item 99"),
        (["merge", "1", "1"], 1, "with itself"),
        (["merge", "1", "99"], 1, "there is no item 99"),
        (["split", "1"], 1, "only one"),
    ],
)
def test_what_is_wrong_is_said(home, capsys, arguments, status, told):
    assert run(["items", *arguments]) == status
    assert told in capsys.readouterr().err


def test_hiding_twice_and_showing_again_is_told(home, capsys):
    for _ in range(2):
        assert run(["items", "hide", "1"]) == 0
    assert run(["items", "unhide", "1"]) == 0
    assert run(["items", "unhide", "1"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told == [
        "item 1 is hidden now",
        "item 1 is hidden already",
        "item 1 is shown again",
        "item 1 is not hidden",
    ]


def test_items_are_merged_and_split(home, capsys):
    assert run(["items", "merge", "1", "2"]) == 0
    assert run(["items", "show", "1"]) == 0
    assert "also told by 2" in capsys.readouterr().out
    assert run(["items", "split", "2"]) == 0
    assert run(["items", "show", "1"]) == 0
    assert "also told by" not in capsys.readouterr().out
