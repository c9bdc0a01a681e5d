"""Paths given on the command line become raw documents; what cannot be read is named."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.fetch import fetch, is_web_address
from briefings.errors import InputError
from briefings.model.documents import RawDocument

STDIN_NAME = "stdin"
_LINK = re.compile(r"[a-z][a-z0-9+.-]{1,20}://", re.IGNORECASE)
MAX_BYTES = 20 * 1024 * 1024
"""No kind of document is read above this; see `briefings.collect` for each kind's own limit."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """A document whose turn will come: until then its bytes take no room.

    `load` raises `InputError`, naming the document, where it cannot be read.
    """

    name: str
    load: Callable[[], RawDocument]


def waiting_documents(
    given: str, failed: Callable[[str], None], *, allow_hosts: Collection[str] = ()
) -> Iterator[Waiting]:
    """The documents under a path, `-` for standard input, in the order of their names; or the
    one at a web address, on the public network or one of `allow_hosts`.

    Folders are walked to their depths; hidden files and links that lead out of the folder are left
    out. What is no document is told to `failed`, the others go on.
    """
    if given == "-":
        yield Waiting(name=STDIN_NAME, load=_standard_input)
        return
    if is_web_address(given):
        yield Waiting(name=given, load=lambda: asyncio.run(fetch(given, allow_hosts=allow_hosts)))
        return
    if _LINK.match(given):
        failed(f"{given}: only http:// and https:// links are fetched; give the file itself.")
        return
    path = Path(given)
    if path.is_dir():
        yield from _folder(path, failed)
    elif path.exists():
        yield _file(path, path.name)
    else:
        failed(f"{given}: there is no such file or folder.")


def _standard_input() -> RawDocument:
    return RawDocument(name=STDIN_NAME, content=sys.stdin.buffer.read(MAX_BYTES + 1))


def _folder(folder: Path, failed: Callable[[str], None]) -> Iterator[Waiting]:
    root = folder.resolve()
    for path in (folder, *sorted(folder.rglob("*"))):
        relative = path.relative_to(folder)
        if path.is_dir() and not os.access(path, os.R_OK | os.X_OK):
            failed(f"{path}: the folder cannot be read (permission denied).")
        if path.is_dir() or any(part.startswith(".") for part in relative.parts):
            continue
        if not path.resolve().is_relative_to(root):
            failed(f"{path}: a link that leads out of the folder is not followed.")
            continue
        yield _file(path, str(relative))


def _file(path: Path, name: str) -> Waiting:
    return Waiting(name=name, load=lambda: RawDocument(name=name, content=_content(path)))


def _content(path: Path) -> bytes:
    try:
        return _checked_content(path)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error}).") from error


def _checked_content(path: Path) -> bytes:
    if not path.is_file():
        raise InputError(f"{path}: is no plain file.")
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise InputError(
            f"{path}: has {size / 1e6:.0f} MB; at most {MAX_BYTES // 1024**2} MB are read. "
            "Split it into smaller files."
        )
    return path.read_bytes()
