"""Which of a page's blocks are its main text, and what each of the others is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from briefings.collect.bylines import is_byline_time
from briefings.collect.chrome import MAX_CHROME_CHARS, is_copyright, is_related
from briefings.collect.html_blocks import Block
from briefings.collect.html_furniture import MORE, furniture_role, heads_other
from briefings.collect.layout import is_date_line
from briefings.collect.sources import source_rest
from briefings.model.documents import Role

PROSE_CHARS = 40
"""A line of so many characters outside links tells something."""

SENTENCE_END = re.compile(r"(?:[.!?…。！？]|다|요|음|함|임)[\"'”’)\]」』》〉]*$")
ENDS_DATED = re.compile(r"\d{1,2}\s?\.\W{0,2}$")
"""The point behind a day's number ends no sentence."""
_WORDS = re.compile(r"\W+")
_REPEAT_CHARS = 30
_END_SHARE = 0.3
"""What follows a copyright line is text again only where it is more than this share of it."""
_LINK_PENALTY = 0.6
_NEARLY_ALL = 0.92
_MAX_TELLERS = 100
_MAX_REGIONS = 50
"""A page of more such elements or headings is a list."""
_DECK_LINES = 8
"""A head's second title stands so near above its by-line."""
_BESIDE_SHARE = 0.3
_TELLER_SHARE = 0.4
"""So much of the page's prose is enough for an element that says it holds the text."""
_UNSURE_WEIGHT = 0.5
"""How much a paragraph counts that the page-text library left out."""


@dataclass(frozen=True, kw_only=True, slots=True)
class MainText:
    """A role for every block, in order, and the element that holds the text (0 for none)."""

    roles: tuple[Role, ...]
    holder: int = 0

    def of(self, blocks: Sequence[Block], role: Role) -> tuple[Block, ...]:
        """The blocks with that role."""
        return tuple(
            block for block, taken in zip(blocks, self.roles, strict=True) if taken is role
        )


def find_main(blocks: Sequence[Block], main_text: str, *, title: str = "") -> MainText:
    """Take the blocks of the element that holds the most prose; inside it leave out by-lines,
    captions, link lists, repeated text and what follows the copyright line.

    `main_text` is what a page-text library takes for the text: paragraphs that it has too count
    more. `title` tells lines that only repeat it.
    """
    kept = _kept_by_library(blocks, main_text)
    others = other_regions(blocks)
    weights = [
        0.0 if index in others else _prose_weight(block, known)
        for index, (block, known) in enumerate(zip(blocks, kept, strict=True))
    ]
    holder = _holder(blocks, weights, others)
    if holder == 0:
        return MainText(roles=tuple(Role.FURNITURE for _ in blocks))
    inside = [holder in block.path for block in blocks]
    roles = [
        _role(block) if within else _role_outside(block)
        for block, within in zip(blocks, inside, strict=True)
    ]
    _drop_link_runs(blocks, roles)
    _drop_related(blocks, roles)
    for index in others:
        roles[index] = Role.FURNITURE
    _drop_after_copyright(blocks, roles)
    _drop_repeated(blocks, roles, title)
    _drop_decks(blocks, roles)
    _trim_ends(blocks, roles, kept)
    return MainText(roles=tuple(roles), holder=holder)


def squeezed(text: str) -> str:
    """The letters and digits of a text alone, lower case: what two ways of writing it share."""
    return _WORDS.sub("", text).lower()


def without_more(block: Block) -> Block:
    """The block with a link such as "read more" behind its last sentence kept apart from it."""
    if not block.anchors or not MORE.match(block.anchors[-1].text):
        return block
    rest = block.text.removesuffix(block.anchors[-1].text).rstrip(" [(>»›|")
    if len(rest) == len(block.text):
        return block
    if len(rest) < PROSE_CHARS // 2 and not is_date_line(rest):
        return block
    return replace(block, text=rest, anchors=block.anchors[:-1], more=block.anchors[-1:])


def is_prose(block: Block) -> bool:
    """Whether a block tells something in its own words."""
    if block.zone or block.level or block.is_mostly_links:
        return False
    if len(block.text) < PROSE_CHARS and not (
        len(block.text) > 12
        and SENTENCE_END.search(block.text)
        and not ENDS_DATED.search(block.text)
    ):
        return False
    return furniture_role(block.text) is None


def _prose_weight(block: Block, kept: bool) -> float:
    if not is_prose(block):
        return -_LINK_PENALTY * block.linked_chars if block.is_mostly_links else 0.0
    own = len(block.text) - block.linked_chars
    return own if kept else own * _UNSURE_WEIGHT


def _kept_by_library(blocks: Sequence[Block], main_text: str) -> list[bool]:
    if not main_text:
        return [True] * len(blocks)
    whole = squeezed(main_text)
    return [len(flat := squeezed(block.text)) > 0 and flat in whole for block in blocks]


def _holder(blocks: Sequence[Block], weights: Sequence[float], others: frozenset[int]) -> int:
    """The innermost element with nearly the most prose."""
    sums: Counter[int] = Counter()
    depth: dict[int, int] = {}
    for block, weight in zip(blocks, weights, strict=True):
        for level, number in enumerate(block.path):
            depth[number] = level
            if weight:
                sums[number] += weight  # type: ignore[assignment]
    if not sums or max(sums.values()) <= 0:
        return 0
    most = max(sums.values())
    near = [number for number, total in sums.items() if total >= most * _NEARLY_ALL]
    near += _lone_tellers(blocks, others)
    return max(near, key=lambda number: (depth[number], sums[number]))


def _lone_tellers(blocks: Sequence[Block], others: frozenset[int]) -> list[int]:
    """Elements that say they hold the text, and hold enough of it, where no other one beside them
    says the same of much: those are the entries of a list.
    """
    paths = {block.teller: block.path for block in blocks if block.teller}
    if len(paths) > _MAX_TELLERS:
        return []
    told: Counter[int] = Counter()
    for index, block in enumerate(blocks):
        if index in others or not is_prose(block):
            continue
        for number in {0, *block.path}.intersection({0, *paths}):
            told[number] += len(block.text) - block.linked_chars
    return [
        number
        for number in paths
        if told[number] >= told[0] * _TELLER_SHARE > 0
        and _told_beside(number, paths, told) <= told[number] * _BESIDE_SHARE
    ]


def _told_beside(number: int, paths: Mapping[int, tuple[int, ...]], told: Mapping[int, int]) -> int:
    return sum(
        told[other]
        for other, path in paths.items()
        if number not in path and other not in paths[number]
    )


def _role(block: Block) -> Role:
    if block.zone == "caption":
        return Role.CAPTION
    if block.zone:
        return Role.FURNITURE
    if source_rest(block.text) is not None:
        return Role.SOURCE
    found = furniture_role(block.text)
    if found is not None and not (block.level and found is Role.FURNITURE and len(block.text) > 20):
        return found
    return Role.BODY


def _role_outside(block: Block) -> Role:
    if is_byline_time(block.text) and len(block.text) <= MAX_CHROME_CHARS:
        return Role.DATE
    return Role.FURNITURE


def _drop_link_runs(blocks: Sequence[Block], roles: list[Role]) -> None:
    """Blocks that are nothing but a link are lists of other pages, except a single short one in
    the middle of a sentence's lines.
    """
    for index, block in enumerate(blocks):
        if roles[index] is not Role.BODY or not block.anchors or not block.is_mostly_links:
            continue
        if block.linked_chars * 10 >= len(block.text) * 8 or _beside_links(blocks, index):
            roles[index] = Role.FURNITURE


def _beside_links(blocks: Sequence[Block], index: int) -> bool:
    around = (*blocks[max(0, index - 1) : index], *blocks[index + 1 : index + 2])
    return any(other.anchors and other.is_mostly_links for other in around)


def _drop_related(blocks: Sequence[Block], roles: list[Role]) -> None:
    """From a heading such as "related articles" on, until prose goes on."""
    dropping = False
    for index, block in enumerate(blocks):
        if roles[index] not in {Role.BODY, Role.FURNITURE}:
            continue
        if len(block.text) <= MAX_CHROME_CHARS and is_related(block.text):
            dropping = True
        elif is_prose(block):
            dropping = False
        if dropping:
            roles[index] = Role.FURNITURE


def other_regions(blocks: Sequence[Block]) -> frozenset[int]:
    """What stands in one element with a heading such as "related" or "12 comments", where that
    element is not most of the page's prose.
    """
    told = [len(block.text) if is_prose(block) else 0 for block in blocks]
    total = sum(told)
    found: set[int] = set()
    heads = (
        index
        for index, block in enumerate(blocks)
        if not block.zone and len(block.text) <= MAX_CHROME_CHARS and heads_other(block.text)
    )
    for index in islice(heads, _MAX_REGIONS):
        members = _region(blocks, index)
        if sum(told[one] for one in members) * 2 <= total:
            found.update(members)
    return frozenset(found)


def _region(blocks: Sequence[Block], index: int) -> list[int]:
    """The blocks from a heading on in the smallest element that holds more than the heading."""
    for number in reversed(blocks[index].path):
        members = []
        for one in range(index, len(blocks)):
            if number not in blocks[one].path:
                break
            members.append(one)
        if len(members) > 1:
            return members
    return [index]


def _drop_after_copyright(blocks: Sequence[Block], roles: list[Role]) -> None:
    body = [index for index, role in enumerate(roles) if role is Role.BODY]
    total = sum(len(blocks[index].text) for index in body)
    for index, block in enumerate(blocks):
        if roles[index] is Role.FURNITURE and is_copyright(block.text[:MAX_CHROME_CHARS]):
            behind = [other for other in body if other > index]
            if sum(len(blocks[other].text) for other in behind) <= total * _END_SHARE:
                for other in behind:
                    roles[other] = Role.FURNITURE
                return


def _drop_repeated(blocks: Sequence[Block], roles: list[Role], title: str) -> None:
    flat_title = squeezed(title)
    seen: set[str] = set()
    for index in [index for index, role in enumerate(roles) if role is Role.BODY]:
        flat = squeezed(blocks[index].text)
        if (
            (flat_title and flat == flat_title)
            or (flat in seen and len(flat) >= _REPEAT_CHARS)
            or (len(flat) > 8 * _REPEAT_CHARS and _made_of(flat, seen))
        ):
            roles[index] = Role.REPEATED
        seen.add(flat)


def _drop_decks(blocks: Sequence[Block], roles: list[Role]) -> None:
    """A second heading under the title, with by-line or date below it, is the head's, not the
    text's.
    """
    first = next(
        (i for i, role in enumerate(roles) if role is Role.BODY and is_prose(blocks[i])), 0
    )
    meta = next((i for i in range(first - 1, -1, -1) if _is_meta(blocks[i], roles[i])), 0)
    for index in range(max(0, meta - _DECK_LINES), meta):
        if roles[index] is Role.BODY and blocks[index].level:
            roles[index] = Role.FURNITURE


def _is_meta(block: Block, role: Role) -> bool:
    return role is Role.DATE or is_date_line(block.text)


def _made_of(flat: str, seen: set[str]) -> bool:
    """Whether most of a long line are lines that stood before it."""
    found = sum(len(other) for other in seen if len(other) >= _REPEAT_CHARS and other in flat)
    return found * 10 >= len(flat) * 8


def _trim_ends(blocks: Sequence[Block], roles: list[Role], kept: Sequence[bool]) -> None:
    """Short words before the first and behind the last sentence are labels, not text."""
    body = [index for index, role in enumerate(roles) if role is Role.BODY]
    for order in (body, list(reversed(body))):
        for index in _labels(blocks, order, kept):
            roles[index] = Role.FURNITURE


def _labels(blocks: Sequence[Block], order: Sequence[int], kept: Sequence[bool]) -> Iterator[int]:
    for index in order:
        block = blocks[index]
        if is_prose(block) or (block.level and kept[index]):
            return
        if block.bullet and kept[index] and not block.is_mostly_links:
            return
        yield index
