"""The garbage collector rests between searches, and still frees cycles."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from bot.garbage import YOUNG_OBJECTS, rest_garbage_collector


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    thresholds = gc.get_threshold()
    yield
    gc.set_threshold(*thresholds)
    gc.unfreeze()


class Ring:
    """Refers to itself, so that only a search frees it."""

    def __init__(self) -> None:
        self.itself = self


def test_what_is_loaded_is_searched_no_more_and_new_objects_rarely():
    loaded = [object()] * 2
    rest_garbage_collector()
    assert gc.get_threshold()[0] == YOUNG_OBJECTS
    assert not any(each is loaded for each in gc.get_objects())


def test_a_cycle_of_later_is_freed_by_the_next_search():
    rest_garbage_collector()
    gone = weakref.ref(Ring())
    gc.collect(0)
    assert gone() is None
