"""PDF bytes to lines with their places and links, by pdfium; nothing is drawn, opened or run."""

from __future__ import annotations

import ctypes
import itertools
import math
import re
import unicodedata
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from briefings.errors import UnreadableDocument
from briefings.model.markup import SOFT_HYPHEN, PdfBox, PdfMarkup, PdfPage, PdfWord

MAX_PAGES = 2_000
WIDE_GAP = 2.2
"""A gap inside a line of so many times its height parts two columns or cells."""

MAX_DRAWN_OBJECTS = 2_000
"""So many drawn objects of a page are looked at for pictures."""
FIGURE_POINTS = 40.0
"""What is drawn smaller than this, in height or width, is a rule or a mark."""

_HYPHEN = "\x02"
"""pdfium's sign for a hyphen that parts a word at a line's end; the rest follows right behind."""
_GENERATED = frozenset("\r\n\x00\x02\ufffe\uffff")
_FILLER = 0x3164
"""A letter that is not seen: fonts of Korean give it for a wide space."""
_BOLD_WEIGHT = 600
_BOLD_NAME = re.compile(rb"bold|black|heavy|extrab|semib|demib", re.IGNORECASE)
_MAX_FONT_BYTES = 128
_MAX_URL_BYTES = 4_096


def parse_pdf(content: bytes, name: str) -> PdfMarkup:
    """Every page's lines in the order of the file.

    Raises `UnreadableDocument` that names the file for locked, broken and over-long files.
    """
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise UnreadableDocument(_why(name, error)) from error
    count = len(document)
    if count > MAX_PAGES:
        raise UnreadableDocument(f"{name}: {count} pages are more than {MAX_PAGES}; split it")
    try:
        return PdfMarkup(
            pages=tuple(_page(document, number, name) for number in range(count)),
            title=str(document.get_metadata_value("Title") or ""),
        )
    finally:
        document.close()


def _why(name: str, error: pypdfium2.PdfiumError) -> str:
    if "password" in str(error).lower():
        return f"{name}: the PDF is locked with a password; save an unlocked copy"
    return f"{name}: a broken PDF ({str(error)[:80]}); open it and save it again"


def _page(document: pypdfium2.PdfDocument, number: int, name: str) -> PdfPage:
    try:
        page = document[number]
        text = page.get_textpage()
    except pypdfium2.PdfiumError as error:
        raise UnreadableDocument(f"{name}: page {number + 1} is broken; save it again") from error
    width, height = page.get_size()
    links = tuple(_links(document, page))
    words = tuple(_words(text, height, links))
    pictures = sum(1 for _ in _pictures(page)) if not words else 0
    figures = tuple(_figures(page, height)) if words else ()
    text.close()
    page.close()
    return PdfPage(width=width, height=height, words=words, pictures=pictures, figures=figures)


_Rect = tuple[float, float, float, float]


def _words(
    page: pypdfium2.PdfTextPage, height: float, links: tuple[tuple[_Rect, str], ...]
) -> Iterator[PdfWord]:
    """Runs of characters: pdfium's lines, cut at wide gaps."""
    text = _page_text(page)
    start = 0
    for end in _line_ends(text):
        for first, last in _pieces(page, text, start, end):
            yield _word(page, text, first, last, height, links)
        start = end + 1


def _page_text(page: pypdfium2.PdfTextPage) -> str:
    """One character an index, as pdfium counts them."""
    count = pdfium.FPDFText_CountChars(page)
    return "".join(_char(pdfium.FPDFText_GetUnicode(page, index)) for index in range(max(count, 0)))


def _char(code: int) -> str:
    if code == _FILLER:
        return " "
    if 0x2E80 <= code < 0x2FE0 or 0xF900 <= code < 0xFB00:  # radicals and doubles of Han letters
        return unicodedata.normalize("NFKC", chr(code))[:1]
    return chr(code) if 0 < code < 0xD800 or 0xE000 <= code < 0x110000 else "\x00"


def _line_ends(text: str) -> Iterator[int]:
    for index, char in enumerate(text):
        if char in "\r\n" or char == _HYPHEN:
            yield index
    yield len(text)


def _pieces(
    page: pypdfium2.PdfTextPage, text: str, start: int, end: int
) -> Iterator[tuple[int, int]]:
    """First and last visible character of each piece of a line."""
    visible = [
        index
        for index in range(start, end)
        if not text[index].isspace() and text[index] not in _GENERATED
    ]
    if not visible:
        return
    first = visible[0]
    for before, after in itertools.pairwise(visible):
        if after - before > 1 and _gap(page, before, after):
            yield first, before
            first = after
    yield first, visible[-1]


def _gap(page: pypdfium2.PdfTextPage, before: int, after: int) -> bool:
    left, right = _box(page, before), _box(page, after)
    size = max(left[3] - left[1], right[3] - right[1], 4.0)
    return right[0] - left[2] > size * WIDE_GAP


def _word(
    page: pypdfium2.PdfTextPage,
    text: str,
    first: int,
    last: int,
    height: float,
    links: tuple[tuple[_Rect, str], ...],
) -> PdfWord:
    start, end = _box(page, first), _box(page, last)
    left, right = min(start[0], end[0]), max(start[2], end[2])
    bottom, top = min(start[1], end[1]), max(start[3], end[3])
    middle = (bottom + top) / 2
    url = next(
        (
            target
            for (x0, y0, x1, y1), target in links
            if y0 - 1 <= middle <= y1 + 1 and x0 < right and x1 > left
        ),
        None,
    )
    cut = SOFT_HYPHEN if text[last + 1 : last + 2] == _HYPHEN else ""
    return PdfWord(
        text="".join(char for char in text[first : last + 1] if char not in _GENERATED) + cut,
        left=left,
        right=right,
        top=height - top,
        bottom=height - bottom,
        size=_size(page, first),
        bold=_is_bold(page, first) and _is_bold(page, last),
        url=url,
    )


def _size(page: pypdfium2.PdfTextPage, index: int) -> float:
    """The letters' height as it is drawn: many files scale letters of one point."""
    size = float(pdfium.FPDFText_GetFontSize(page, index))
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFText_GetMatrix(page, index, matrix):
        return size
    return size * math.hypot(matrix.c, matrix.d)


def _is_bold(page: pypdfium2.PdfTextPage, index: int) -> bool:
    """By the font's weight, else by its name: standard fonts tell no weight."""
    if pdfium.FPDFText_GetFontWeight(page, index) >= _BOLD_WEIGHT:
        return True
    name = ctypes.create_string_buffer(_MAX_FONT_BYTES)
    flags = ctypes.c_int(0)
    length = pdfium.FPDFText_GetFontInfo(page, index, name, _MAX_FONT_BYTES, flags)
    return 0 < length <= _MAX_FONT_BYTES and _BOLD_NAME.search(name.value) is not None


def _box(page: pypdfium2.PdfTextPage, index: int) -> _Rect:
    """Left, bottom, right, top in the page's own points; loose boxes are as high as the font."""
    rect = pdfium.FS_RECTF()
    if not pdfium.FPDFText_GetLooseCharBox(page, index, rect):
        return 0.0, 0.0, 0.0, 0.0
    return rect.left, rect.bottom, rect.right, rect.top


def _links(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> Iterator[tuple[_Rect, str]]:
    """Rectangles that lead to a web address."""
    position = ctypes.c_int(0)
    link = pdfium.FPDF_LINK()
    while pdfium.FPDFLink_Enumerate(page, position, link):
        action = pdfium.FPDFLink_GetAction(link)
        rect = pdfium.FS_RECTF()
        if not action or not pdfium.FPDFLink_GetAnnotRect(link, rect):
            continue
        buffer = ctypes.create_string_buffer(_MAX_URL_BYTES)
        length = pdfium.FPDFAction_GetURIPath(document, action, buffer, _MAX_URL_BYTES)
        if 0 < length <= _MAX_URL_BYTES:
            url = buffer.value.decode("utf-8", "replace").strip()
            if url.startswith(("http://", "https://")):
                yield (rect.left, rect.bottom, rect.right, rect.top), url


def _figures(page: pypdfium2.PdfPage, height: float) -> Iterator[PdfBox]:
    """Pictures and drawn boxes large enough to be looked at."""
    drawn = page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH))
    for one in itertools.islice(drawn, MAX_DRAWN_OBJECTS):
        try:
            left, bottom, right, top = one.get_bounds()
        except pypdfium2.PdfiumError:
            continue
        if right - left >= FIGURE_POINTS and top - bottom >= FIGURE_POINTS:
            yield PdfBox(left=left, top=height - top, right=right, bottom=height - bottom)


def _pictures(page: pypdfium2.PdfPage) -> Iterator[object]:
    yield from page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=3)
