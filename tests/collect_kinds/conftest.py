from collections.abc import Iterator

import pytest

from bot.worker.reading import Reading


@pytest.fixture(scope="session")
def reading() -> Iterator[Reading]:
    with Reading() as shared:
        yield shared
