"""What all tests share: words are found without the tokeniser, which takes two seconds to load;
laws are not timed, for the machine may be busy beside them.
"""

import pytest
from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def plain_words(monkeypatch):
    monkeypatch.setenv("TRENDBRIEF_UNDERSTANDING__TOKENISER", "plain")
