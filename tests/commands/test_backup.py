"""A copy of the database while it is in use, and back again."""

import pytest

from bot.cli import run
from tests.builders import document, parsed_item, product_in, store


def items(home) -> int:
    with product_in(home / "data") as product:
        return product.items.item_count()


@pytest.fixture
def used(home):
    with product_in(home / "data") as product:
        store(product, document("a.md", parsed_item(1, "첫 소식", "본문이다.")))
        yield home, product


def test_a_backup_is_whole_while_the_database_is_in_use(used, capsys):
    home, product = used
    (home / "copies").mkdir()
    assert run(["database", "backup", "copies/monday.db"]) == 0
    store(product, document("b.md", parsed_item(1, "둘째 소식", "다른 본문이다.")))
    product.database.close()
    assert items(home) == 2
    assert run(["database", "restore", "copies/monday.db"]) == 0
    assert items(home) == 1
    assert "before-restore" in capsys.readouterr().err


def test_a_backup_never_overwrites_a_file(used, capsys):
    home, _ = used
    (home / "mine.txt").write_text("mine", "utf-8")
    assert run(["database", "backup", "mine.txt"]) == 1
    assert "exists already" in capsys.readouterr().err
    assert (home / "mine.txt").read_text("utf-8") == "mine"


def test_a_backup_makes_no_folder(used, capsys):
    home, _ = used
    assert run(["database", "backup", "nowhere/monday.db"]) == 1
    assert "there is no folder nowhere" in capsys.readouterr().err
    assert not (home / "nowhere").exists()


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100])
def test_a_file_that_is_no_backup_leaves_the_database_as_it_is(used, capsys, content):
    home, product = used
    product.database.close()
    (home / "junk.db").write_bytes(content)
    assert run(["database", "restore", "junk.db"]) == 1
    assert capsys.readouterr().err.startswith("trendbrief: ")
    assert items(home) == 1


def test_backing_up_nothing_says_so(home, capsys):
    assert run(["database", "backup", "copy.db"]) == 1
    assert "there is no database" in capsys.readouterr().err
    assert run(["database", "restore", "copy.db"]) == 1
