from pathlib import Path

import pytest

from briefings.errors import ConfigurationError
from briefings.model.themes import Scope, Theme, ThemeNames, WordGroup
from config.catalogue import load_theme_model, load_themes

PLAIN = """
names = { ko = "우주", en = "Space" }
aliases = ["항공우주"]
other_senses = ["우주최강"]
[[words]]
weight = 0.9
words = ["로켓 발사"]
near = ["궤도"]
far = ["배송"]
scope = "text"
[titles]
match = ["로켓 발사, 궤도 진입 성공"]
"""


def themes_from(folder: Path, **files: str) -> tuple[Theme, ...]:
    (folder / "themes").mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / "themes" / f"{name}.toml").write_text(text, encoding="utf-8")
    return load_themes(folder)


def test_the_four_packaged_themes_are_read_by_id():
    assert [theme.id for theme in load_themes()] == ["ai", "fintech", "o2o", "quantum"]


def test_a_new_theme_takes_only_its_file(tmp_path):
    assert themes_from(tmp_path, space=PLAIN) == (
        Theme(
            id="space",
            names=ThemeNames(ko="우주", en="Space"),
            aliases=("항공우주",),
            words=(
                WordGroup(
                    weight=0.9,
                    words=("로켓 발사",),
                    near=("궤도",),
                    far=("배송",),
                    scope=Scope.TEXT,
                ),
            ),
            other_senses=("우주최강",),
            match=("로켓 발사, 궤도 진입 성공",),
        ),
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("names = {", "not valid TOML"),
        (PLAIN.replace("weight = 0.9", "weight = 3"), "words[1].weight must be a number above 0"),
        (PLAIN.replace("weight = 0.9", ""), "words[1].weight must be a number above 0"),
        (PLAIN.replace('["로켓 발사"]', "[]"), "words[1].words must list at least one word"),
        (PLAIN.replace('["로켓 발사"]', '["*"]'), "words[1].words must be a list of texts"),
        (PLAIN.replace('"text"', '"page"'), 'words[1].scope must be "sentence" or "text"'),
        (PLAIN.replace("far =", "fra ="), "unknown key words[1].fra; known are far, near"),
        (PLAIN.replace(', en = "Space"', ""), "names.en must be a text"),
        (PLAIN.replace("[titles]", "[title]"), "unknown key title;"),
        ('names = { ko = "우주", en = "Space" }', "words must hold at least one [[words]]"),
        (PLAIN + '\n[[scenes]]\nweight = 1\ngroups = [["가"]]', "scenes[1].groups must hold two"),
    ],
)
def test_a_wrong_file_is_named_with_its_key_and_the_mend(tmp_path, text, told):
    with pytest.raises(ConfigurationError) as caught:
        themes_from(tmp_path, space=text)
    assert "space.toml" in str(caught.value)
    assert told in str(caught.value)


def test_a_file_in_another_encoding_is_refused_by_name(tmp_path):
    (tmp_path / "themes").mkdir()
    (tmp_path / "themes" / "space.toml").write_bytes(PLAIN.encode("cp949"))
    with pytest.raises(ConfigurationError, match=r"space\.toml: not UTF-8; save it as UTF-8"):
        load_themes(tmp_path)


def test_a_file_name_that_is_no_id_is_refused(tmp_path):
    with pytest.raises(ConfigurationError, match="lower-case letters, digits and hyphens"):
        themes_from(tmp_path, Space=PLAIN)


def test_two_themes_may_not_share_a_spelling(tmp_path):
    with pytest.raises(ConfigurationError, match="'항공우주' already belongs to aero"):
        themes_from(
            tmp_path, space=PLAIN, aero=PLAIN.replace('"우주", en = "Space"', '"비행", en = "Aero"')
        )


def test_a_folder_without_theme_files_says_what_to_put_there(tmp_path):
    with pytest.raises(ConfigurationError, match="put one file per theme there"):
        load_themes(tmp_path)


def test_a_folder_without_a_model_gets_the_packaged_one(tmp_path):
    assert load_theme_model(tmp_path) == load_theme_model()


def test_words_to_keep_whole_are_hangul_without_marks_and_spaces():
    quantum = next(theme for theme in load_themes() if theme.id == "quantum")
    words = tuple(quantum.vocabulary())
    assert "큐비트" in words
    assert not [word for word in words if "*" in word or "|" in word or " " in word]
