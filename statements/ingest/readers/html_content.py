"""Tell a page's content from what the site puts around it.

By what the page says of its parts (elements, roles, the names that designers give), then by where
the sentences stand. Nothing is lost: what is left out is told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lxml.html import HtmlElement, builder

from statements.ingest.wordsets import words

BLOCKS: Final = words(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav"
    " ol p pre search section summary table tbody td tfoot th thead tr ul"
)
_UNSEEN: Final = words(
    "script style noscript template iframe object embed svg canvas audio video map select button"
    " input textarea option datalist meta link base head title applet frame frameset"
)
_AROUND: Final = words("nav footer aside search dialog menu")
_ROLES_AROUND: Final = words(
    "navigation contentinfo search complementary dialog alertdialog menu menubar toolbar"
)
# Whole words of class names and ids, as in "site-footer" or "breadcrumb_list".
_NAMES_AROUND: Final = words(
    "breadcrumb breadcrumbs cookie cookies consent gdpr navbar nav navigation menu submenu sidebar"
    " share sharing social addtoany addthis related footer pagination pager newsletter subscribe"
    " subscription skip skiplink search searchform print toolbar advert advertisement banner"
    " comments comment tags tagcloud widget popup modal overlay masthead topbar langswitcher hidden"
    " visuallyhidden sr-only screen-reader-text recommended promo sitemap"
)
_NAME = re.compile(r"[a-z]+(?:-only|-reader-text)?")
_CONTENT: Final = (
    "//*[self::article or self::main or @role='main' or @role='article'"
    " or @itemprop='articleBody' or @itemprop='text']"
)
_UNDISPLAYED = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)

# A shorter text is a label, a longer one with fewer links than half a sentence.
_SENTENCE_CHARACTERS: Final = 40
_MOST_LINKED: Final = 0.5
# The content holds this share of the page's sentences: what is around it may have some as well.
_NEARLY_ALL: Final = 0.9
_MOST: Final = 0.6
_LONGEST_LINE_BELOW_TITLE: Final = 200
_SITE_NAME = re.compile(r"\s+(?:[|»·•:]{1,2}|[-–—])\s+")


@dataclass(frozen=True, slots=True)
class PageContent:
    """The elements of the content in order, and the lines that were left out."""

    elements: tuple[HtmlElement, ...]
    left_out: tuple[str, ...]


def find_content(root: HtmlElement) -> PageContent:
    """The content of a page. Changes the tree."""
    title = _head_title(root)
    body = root.find("body")
    body = root if body is None else body
    _remove_unseen(body)
    all_lines = list(_lines(body))
    _remove_around(body)
    container = _container(body)
    _remove_link_lists(container)
    elements = [*_above(body, container), container]
    if title and not _has_heading(elements) and not _says(elements, title):
        elements.insert(0, builder.H1(title))
    kept = {line for element in elements for line in _lines(element)}
    return PageContent(tuple(elements), tuple(line for line in all_lines if line not in kept))


def _head_title(root: HtmlElement) -> str:
    """The page's title without the site's name: the longest part of it."""
    named = root.xpath("string(//meta[@property='og:title']/@content)")
    title = " ".join((str(named) or str(root.xpath("string(//title)"))).split())
    return max(_SITE_NAME.split(title), key=len).strip()


def _remove_unseen(body: HtmlElement) -> None:
    for element in list(body.iterdescendants()):
        if element.getparent() is not None and _is_unseen(element):
            element.drop_tree()


def _is_unseen(element: HtmlElement) -> bool:
    if not isinstance(element.tag, str) or element.tag in _UNSEEN:
        return True
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    return bool(_UNDISPLAYED.search(element.get("style") or ""))


def _remove_around(body: HtmlElement) -> None:
    prose = _prose(body)
    most = prose[body] * (1 - _MOST_LINKED)
    for element in list(body.iterdescendants()):
        if element is body or not _is_around(element) or not _is_in(element, body):
            continue
        # A name may lie: "has-sidebar" on the body, a "menu" of paragraphs.
        if prose[element] <= most and not _is_titled_content(element):
            element.drop_tree()


def _is_in(element: HtmlElement, body: HtmlElement) -> bool:
    return any(ancestor is body for ancestor in element.iterancestors())


def _is_around(element: HtmlElement) -> bool:
    if element.tag in _AROUND or element.get("role") in _ROLES_AROUND:
        return True
    if element.tag == "header":
        return not any(e.tag in ("article", "main") for e in element.iterancestors())
    names = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    return any(name in _NAMES_AROUND for name in _NAME.findall(names))


def _is_titled_content(element: HtmlElement) -> bool:
    """A head of the page that holds the statement's own title."""
    return element.tag == "header" and element.find(".//h1") is not None


def _prose(body: HtmlElement) -> Mapping[HtmlElement, int]:
    """For every element the characters of the sentences in it."""
    texts: dict[HtmlElement, int] = defaultdict(int)
    linked: dict[HtmlElement, int] = defaultdict(int)
    for element, text, is_linked in _texts(body):
        texts[element] += len(text)
        linked[element] += len(text) if is_linked else 0
    prose: dict[HtmlElement, int] = defaultdict(int)
    for block, length in texts.items():
        if length >= _SENTENCE_CHARACTERS and linked[block] <= length * _MOST_LINKED:
            for element in (block, *block.iterancestors()):
                prose[element] += length
    return prose


def _texts(body: HtmlElement) -> Iterator[tuple[HtmlElement, str, bool]]:
    """Every text of the page with the block that it stands in, and whether it is a link's."""
    stack: list[tuple[HtmlElement, HtmlElement, bool]] = [(body, body, False)]
    while stack:
        element, block, is_linked = stack.pop()
        if element.text and (text := " ".join(element.text.split())):
            yield block, text, is_linked
        for child in element:
            if child.tail and (text := " ".join(child.tail.split())):
                yield block, text, is_linked
            own = child if child.tag in BLOCKS else block
            stack.append((child, own, is_linked or child.tag == "a"))


def _container(body: HtmlElement) -> HtmlElement:
    """The innermost element with nearly all sentences of the page, or of its content."""
    prose = _prose(body)
    named = [e for e in body.xpath(f".{_CONTENT}") if prose[e] >= prose[body] * _MOST]
    container = named[-1] if named else body
    while (inner := _inner(container, prose)) is not None:
        container = inner
    return container


def _inner(container: HtmlElement, prose: Mapping[HtmlElement, int]) -> HtmlElement | None:
    for child in container:
        if prose[child] and prose[child] >= prose[container] * _NEARLY_ALL:
            has_blocks = any(e.tag in BLOCKS for e in child.iterdescendants())
            return child if has_blocks and child.tag in BLOCKS else None
    return None


def _remove_link_lists(container: HtmlElement) -> None:
    """Lists of links within the content: to other pages, to share it."""
    prose = _prose(container)
    for element in list(container.iterdescendants("ul", "ol", "table", "div", "section", "p")):
        links = element.findall(".//a")
        if len(links) < 3 or prose[element] or not _is_in(element, container):
            continue
        length = len("".join(element.text_content().split()))
        linked = sum(len("".join(link.text_content().split())) for link in links)
        if linked > length * _MOST:
            element.drop_tree()


def _above(body: HtmlElement, container: HtmlElement) -> list[HtmlElement]:
    """The title that stands above the content, and the lines between: date, place, speaker."""
    if container is body or next(container.iter("h1"), None) is not None:
        return []
    above: list[HtmlElement] = []
    outer = {container, *container.iterancestors()}
    for element in body.iter():
        if element is container:
            return above
        if element.tag == "h1":
            above = [element]
        elif above and element not in outer and _is_line(element):
            above.append(element)
    return above


def _is_line(element: HtmlElement) -> bool:
    if element.tag not in BLOCKS or any(e.tag in BLOCKS for e in element.iterdescendants()):
        return False
    text = " ".join(element.text_content().split())
    return 0 < len(text) <= _LONGEST_LINE_BELOW_TITLE


def _has_heading(elements: Iterable[HtmlElement]) -> bool:
    return any(next(element.iter("h1", "h2"), None) is not None for element in elements)


def _says(elements: Iterable[HtmlElement], title: str) -> bool:
    text = " ".join(" ".join(element.text_content().split()) for element in elements)
    return title.casefold() in text.casefold()


def _lines(element: HtmlElement) -> Iterator[str]:
    """The texts of the blocks in an element, as one sees them."""
    blocks: dict[HtmlElement, list[str]] = {}
    for block in element.iter():
        if block is element or block.tag in BLOCKS:
            blocks[block] = []
    for node in element.xpath(".//text()"):
        parent = node.getparent()
        holder = parent.getparent() if node.is_tail else parent
        while holder is not None and holder not in blocks:
            holder = holder.getparent()
        if holder is not None:
            blocks[holder].append(str(node))
    for texts in blocks.values():
        if line := " ".join("".join(texts).split()):
            yield line
