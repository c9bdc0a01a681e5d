"""What all tests share: words are found without the tokeniser, which takes two seconds to load."""

import pytest


@pytest.fixture(autouse=True)
def plain_words(monkeypatch):
    monkeypatch.setenv("TRENDBRIEF_UNDERSTANDING__TOKENISER", "plain")
