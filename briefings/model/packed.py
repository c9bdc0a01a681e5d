"""Long runs of values kept small: pickled, compressed by the piece, unpacked when asked for."""

from __future__ import annotations

import io
import pickle
import zlib
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar, overload

Value = TypeVar("Value")
Plain = TypeVar("Plain")

LOOSE_BYTES = 250_000
"""Values that take no more than this stay as they are."""

PIECE_BYTES = 65_536
"""So much is compressed at a time; one value of a piece costs the unpacking of the whole."""

BATCH_BYTES = 8_192
"""About so much is pickled at a time: a call for each small value would cost more than it does."""

MAX_BATCH = 64
"""No more values are pickled at a time, however small the last ones were."""

QUICKLY = 1
"""The level of compression that costs least time."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Packing(Generic[Value, Plain]):
    """How values of a type become plain ones (tuples, texts, numbers, dates) and values again."""

    pack: Callable[[Value], Plain]
    unpack: Callable[[Plain], Value]


def kept(values: Iterable[Value], packing: Packing[Value, Plain]) -> Sequence[Value]:
    """All values, each asked for once: as a tuple where they are few, else packed."""
    packed = Packed(packing)
    loose: list[Value] = []
    for value in values:
        packed.append(value)
        if packed.size_bytes <= LOOSE_BYTES:
            loose.append(value)
        elif loose:
            loose = []
    packed.close_batch()
    return tuple(loose) if packed.size_bytes <= LOOSE_BYTES else packed


class Packed(Sequence[Value], Generic[Value, Plain]):
    """Values packed in their order; quick to go through, slower to look into at random."""

    __slots__ = (
        "_batch",
        "_batch_size",
        "_ends",
        "_last",
        "_open",
        "_packing",
        "_waiting",
        "pieces",
        "size_bytes",
    )

    def __init__(self, packing: Packing[Value, Plain]) -> None:
        self._packing = packing
        self.pieces: list[bytes] = []
        self._ends = array("I")
        self._open = bytearray()
        self._waiting = 0
        self._batch: list[Plain] = []
        self._batch_size = 1
        self._last: tuple[int, tuple[Value, ...]] = (-1, ())
        self.size_bytes = 0

    def append(self, value: Value) -> None:
        """Add a value behind the others; `size_bytes` counts it once its batch is closed."""
        self._batch.append(self._packing.pack(value))
        if len(self._batch) >= self._batch_size:
            self.close_batch()

    def close_batch(self) -> None:
        """Pickle the values that wait; the next batch has as many as fit into `BATCH_BYTES`."""
        if not self._batch:
            return
        pickled = pickle.dumps(self._batch, protocol=5)
        self._waiting += len(self._batch)
        self._batch_size = max(1, min(MAX_BATCH, BATCH_BYTES * len(self._batch) // len(pickled)))
        self._batch = []
        self._open += pickled
        self.size_bytes += len(pickled)
        if len(self._open) >= PIECE_BYTES:
            self._ends.append(len(self))
            self.pieces.append(zlib.compress(self._open, QUICKLY))
            self._open = bytearray()
            self._waiting = 0

    def __len__(self) -> int:
        return (self._ends[-1] if self._ends else 0) + self._waiting + len(self._batch)

    @overload
    def __getitem__(self, index: int) -> Value: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Value]: ...

    def __getitem__(self, index: int | slice) -> Value | Sequence[Value]:
        if isinstance(index, slice):
            return tuple(self[one] for one in range(*index.indices(len(self))))
        if index < 0:
            index += len(self)
        if not 0 <= index < len(self):
            raise IndexError(index)
        self.close_batch()
        piece = bisect_right(self._ends, index)
        if self._last[0] != piece or piece == len(self.pieces):
            self._last = (piece, tuple(self._unpacked(piece)))
        return self._last[1][index - (self._ends[piece - 1] if piece else 0)]

    def __iter__(self) -> Iterator[Value]:
        self.close_batch()
        for piece in range(len(self.pieces) + 1):
            yield from self._unpacked(piece)

    def _unpacked(self, piece: int) -> Iterator[Value]:
        closed = piece < len(self.pieces)
        stream = io.BytesIO(zlib.decompress(self.pieces[piece]) if closed else self._open)
        end = stream.seek(0, io.SEEK_END)
        stream.seek(0)
        while stream.tell() < end:
            batch: list[Plain] = pickle.load(stream)  # noqa: S301 - written by this object alone
            yield from map(self._packing.unpack, batch)
