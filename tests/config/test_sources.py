"""What a curator says of sources, and what is said of a wrong file."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefings.errors import ConfigurationError
from config.sources import load_source_weights


def written(folder: Path, content: str) -> Path:
    (folder / "sources.toml").write_text(content, encoding="utf-8")
    return folder


def test_weights_are_found_by_folded_name(tmp_path: Path):
    folder = written(
        tmp_path,
        '[[sources]]\nname = "Weekly Fintech"\nweight = 1.5\n'
        '[[sources]]\nname = "한빛일보"\nweight = 0\n[[sources]]\nname = "plain"\n',
    )

    assert load_source_weights(folder) == {"weekly fintech": 1.5, "한빛일보": 0.0, "plain": 1.0}


def test_the_packaged_file_weighs_no_source_and_serves_a_folder_without_one(tmp_path: Path):
    assert load_source_weights() == {}
    assert load_source_weights(tmp_path) == {}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("sources = 3", "must be tables"),
        ("sources = [3]", "source 1: must be a table"),
        ("[[source]]", "source is not a key"),
        ("[[sources]]\nweight = 1", "needs its name"),
        ('[[sources]]\nname = "a"\nweigth = 1', "weigth is not a key"),
        ('[[sources]]\nname = "a"\nweight = "1"', "must be a number"),
        ('[[sources]]\nname = "a"\nweight = true', "must be a number"),
        ('[[sources]]\nname = "a"\nweight = 9', "between 0 and 3"),
        ('[[sources]]\nname = "a"\nweight = nan', "between 0 and 3"),
        ('[[sources]]\nname = "a"\n[[sources]]\nname = "A"', "is there twice"),
        ("[[sources", "cannot be read as TOML"),
    ],
)
def test_a_wrong_file_is_named_with_its_mend(tmp_path: Path, content: str, said: str):
    with pytest.raises(ConfigurationError, match=r"sources\.toml") as refused:
        load_source_weights(written(tmp_path, content))
    assert said in str(refused.value)
