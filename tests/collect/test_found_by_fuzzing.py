"""Inputs that once broke a reader, or made two ways of reading differ: a file each."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefings.collect.decode import decode
from briefings.collect.read import format_names, read_document
from briefings.model.documents import RawDocument
from tests.collect.test_laws import assert_whole

FOUND = sorted((Path(__file__).parents[1] / "data" / "fuzz").iterdir())


@pytest.mark.parametrize("name", [None, *format_names()])
@pytest.mark.parametrize("file", FOUND, ids=lambda file: file.stem)
def test_what_fuzzing_found_is_read_by_every_reader(file: Path, name: str | None):
    raw = RawDocument(name=file.name, content=file.read_bytes())
    assert_whole(read_document(decode(raw), format=name))
