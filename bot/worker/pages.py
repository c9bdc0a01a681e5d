"""HTML to a tree and its main text, by lxml and trafilatura; nothing is fetched or opened."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

import trafilatura
from lxml import etree
from lxml import html as lxml_html

from briefings.errors import UnreadableDocument
from briefings.model.markup import Element, PageMarkup

MAX_ELEMENTS = 200_000
"""A page of so many elements is a trap or a data dump: 5 MB of sense have 50,000."""

MAX_ELEMENTS_FOR_MAIN_TEXT = 30_000
"""trafilatura copies the tree several times; beyond this our own choice must do."""

_KEPT = frozenset(
    [
        "class",
        "id",
        "href",
        "src",
        "rel",
        "type",
        "name",
        "property",
        "content",
        "datetime",
        "itemprop",
        "itemtype",
        "role",
        "style",
        "hidden",
        "aria-hidden",
        "aria-label",
        "http-equiv",
        "lang",
        "alt",
        "start",
        "title",
        "colspan",
    ]
)
_NO_ATTRIBUTES: MappingProxyType[str, str] = MappingProxyType({})


def parse_page(text: str, name: str) -> PageMarkup:
    """The tree of `text`, however broken it is, and its main text (empty where there is none).

    Raises `UnreadableDocument` that names the file where it holds no element at all or too many.
    """
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    content = text.encode("utf-8", "replace")
    if not content.strip():
        raise UnreadableDocument(f"{name}: the page is empty; save it again")
    try:
        root = lxml_html.document_fromstring(content, parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableDocument(f"{name}: no page could be made of it ({error})") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UnreadableDocument(f"{name}: its markup nests too deep to be a page; save its text")
    elements = sum(1 for _ in root.iter())
    if elements > MAX_ELEMENTS:
        raise UnreadableDocument(
            f"{name}: {elements} elements are more than the {MAX_ELEMENTS} that a page may have; "
            "split it or save its text"
        )
    tree = _tree(root)
    return PageMarkup(root=tree, main_text=_main_text(root, elements))


def _main_text(root: lxml_html.HtmlElement, elements: int) -> str:
    if elements > MAX_ELEMENTS_FOR_MAIN_TEXT:
        return ""
    try:
        found = trafilatura.extract(
            root, include_comments=False, include_tables=True, favor_recall=True,
            with_metadata=False, deduplicate=False, output_format="txt",
        )  # fmt: skip
    except Exception:  # noqa: BLE001 - a library's failure leaves us our own choice
        return ""
    return found or ""


def _tree(root: lxml_html.HtmlElement) -> Element:
    """Copied bottom up, without recursion, for pages nest as deep as they like."""
    finished: list[list[Element | str]] = [[]]
    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start":
            finished.append([node.text] if node.text else [])
            continue
        if event == "end":
            children = finished.pop()
            finished[-1].append(Element(_tag(node), _attributes(node), tuple(children)))
        if node.tail and node is not root:
            finished[-1].append(node.tail)
    (whole,) = finished[0]
    assert isinstance(whole, Element)  # noqa: S101 - for the type checker
    return whole


def _tag(node: lxml_html.HtmlElement) -> str:
    return str(node.tag).lower() if isinstance(node.tag, str) else "?"


def _attributes(node: lxml_html.HtmlElement) -> MappingProxyType[str, str] | dict[str, str]:
    if not node.attrib:
        return _NO_ATTRIBUTES
    return dict(_known(node)) or _NO_ATTRIBUTES


def _known(node: lxml_html.HtmlElement) -> Iterator[tuple[str, str]]:
    for key, value in node.attrib.items():
        if key in _KEPT:
            yield key, value
