"""The packaged aliases, and what is said of wrong ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefings.errors import ConfigurationError
from config.aliases import load_aliases


def test_the_packaged_names_work_in_both_directions_and_in_other_scripts():
    aliases = load_aliases()

    assert "Google" in aliases.equal("구글")
    assert "구글" in aliases.equal("GOOGLE")
    assert "AI" in aliases.equal("인공지능")
    assert "배달의민족" in aliases.below("배달 앱")
    assert "배민" in aliases.below("배달 앱")
    assert "배달 앱" not in aliases.below("배달의민족")


def test_a_folder_without_the_file_gets_the_packaged_one(tmp_path: Path):
    assert load_aliases(tmp_path) == load_aliases()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("same = 3", "list of groups"),
        ('same = [["one"]]', "two names or more"),
        ('same = [["a", 1]]', "list of groups"),
        ("narrower = []", "lists of words"),
        ('[narrower]\n"a" = "b"', "lists of words"),
        ('simlar = [["a", "b"]]', "simlar is not a key"),
        ("same = [", "cannot be read as TOML"),
    ],
)
def test_a_wrong_file_is_named_with_its_mend(tmp_path: Path, content: str, said: str):
    (tmp_path / "aliases.toml").write_text(content, encoding="utf-8")

    with pytest.raises(ConfigurationError, match=r"aliases\.toml") as refused:
        load_aliases(tmp_path)
    assert said in str(refused.value)
