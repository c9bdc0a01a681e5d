"""Answers about one story of a briefing become pages: detail, sources, related, why."""

from __future__ import annotations

from collections.abc import Sequence

from briefings.model.briefings import BriefingId, StoredPick
from briefings.model.codes import story_code
from briefings.model.items import Item, Label
from briefings.model.mendings import Mending, MendingKind
from briefings.model.pages import (
    Anchor,
    Block,
    Bullets,
    Button,
    Buttons,
    Faint,
    Heading,
    Inline,
    Page,
    Paragraph,
    Quote,
    Strong,
    Text,
)
from briefings.text.sources import source_name, source_of
from briefings.write.voice import Voice, clipped, link_of

MAX_DETAIL_CHARS = 2800
"""A longer body is told up to the last paragraph or sentence before this; the link has the rest."""

MAX_QUOTE_CHARS = 600
MAX_LINKS = 10
MAX_MENDINGS = 10

_MENDED = {
    MendingKind.ADD: "relabelled by a curator: +{theme}",
    MendingKind.REMOVE: "relabelled by a curator: -{theme}",
    MendingKind.HIDE: "hidden by a curator",
    MendingKind.UNHIDE: "shown again by a curator",
    MendingKind.MERGE: "merged with another item by a curator",
    MendingKind.SPLIT: "split from its story by a curator",
}


def detail_page(number: int, item: Item, voice: Voice, *, briefing: BriefingId) -> Page:
    """The fuller text of a story: its whole body where that fits, with source, date and link."""
    say = voice.wording.say
    body, is_cut = _body(item)
    blocks: list[Block] = [Heading(f"{number}. {_full_headline(item)}")]
    blocks.append(Paragraph((Faint(_meta(item, voice)),)))
    if body:
        blocks.extend(Paragraph((Text(part),)) for part in body.split("\n\n"))
    else:
        blocks.append(Paragraph((Faint(say("The document gives no text for this title.")),)))
    if is_cut:
        blocks.append(Paragraph((Faint(say("The text goes on in the original.")),)))
    blocks.extend(_links(item, voice))
    blocks.append(
        Buttons(
            (
                Button(say("Sources"), story_code("source", briefing, number)),
                Button(say("Related"), story_code("related", briefing, number)),
                Button(say("Why"), story_code("why", briefing, number)),
                Button(say("Save"), story_code("save", briefing, number)),
            )
        )
    )
    return _page(blocks, f"{number}. {_full_headline(item)}", voice)


def source_page(number: int, told: Sequence[tuple[Item, str | None]], voice: Voice) -> Page:
    """Every telling of the story: its source, links, and the words that it was taken from.

    `told` are the items, the shown one first, each with the quoted words of its document.
    """
    say = voice.wording.say
    first = told[0][0]
    blocks: list[Block] = [
        Heading(say("{number}. Sources of “{title}”", number=number, title=_full_headline(first)))
    ]
    for item, quote in told:
        blocks.append(Paragraph((Strong(_meta(item, voice)),)))
        blocks.extend(_links(item, voice))
        if quote:
            blocks.append(Quote(clipped(quote, MAX_QUOTE_CHARS)))
        blocks.append(Paragraph((Faint(_place(item, voice)),)))
        if item.credit:
            blocks.append(Paragraph((Faint(say("Credit: {credits}", credits=item.credit)),)))
    return _page(blocks, say("Sources of story {number}", number=number), voice)


def related_page(number: int, item: Item, related: Sequence[Item], voice: Voice) -> Page:
    """Earlier items on the same story or subject, newest first."""
    say = voice.wording.say
    heading = say("{number}. Related to “{title}”", number=number, title=_full_headline(item))
    if not related:
        none = Paragraph((Text(say("Nothing else on this subject is stored.")),))
        return _page([Heading(heading), none], heading, voice)
    lines = tuple(_line(other, voice) for other in related)
    return _page([Heading(heading), Bullets(lines)], heading, voice)


def why_page(
    pick: StoredPick,
    item: Item,
    merged: Sequence[Item],
    voice: Voice,
    *,
    mendings: Sequence[Mending] = (),
) -> Page:
    """Why a story was labelled, merged and chosen: the reasons that were kept with it.

    `mendings` are what a curator changed in the item, oldest first.
    """
    say = voice.wording.say
    heading = say("{number}. Why “{title}”", number=pick.number, title=_full_headline(item))
    blocks: list[Block] = [Heading(heading), Paragraph((Strong(say("Themes")),))]
    blocks.append(_labels(item, voice))
    if merged:
        blocks.append(Paragraph((Strong(say("Told by others too")),)))
        blocks.append(Bullets(tuple(_line(other, voice) for other in merged)))
    if mendings:
        blocks.append(Paragraph((Strong(say("Mended by a curator")),)))
        lines = tuple((Text(_mended(each, voice)),) for each in mendings[-MAX_MENDINGS:])
        blocks.append(Bullets(lines))
    blocks.append(
        Paragraph((Strong(say("Chosen by its score, {score}", score=f"{pick.score:.2f}")),))
    )
    weights = tuple((Text(f"{say(weight.name)}  {weight.value:+.2f}"),) for weight in pick.weights)
    if weights:
        blocks.append(Bullets(weights))
    return _page(blocks, heading, voice)


def _mended(mending: Mending, voice: Voice) -> str:
    wording = voice.wording
    day = wording.day(mending.at.astimezone(voice.zone).date(), today=voice.today)
    return f"{wording.say(_MENDED[mending.kind], theme=_theme(mending, voice))} · {day}"


def _theme(mending: Mending, voice: Voice) -> str:
    return "" if mending.theme is None else voice.themes((mending.theme,))


def _labels(item: Item, voice: Voice) -> Block:
    if not item.labels:
        return Paragraph((Text(voice.wording.say("No theme.")),))
    return Bullets(
        tuple(
            (
                Strong(f"{voice.themes((label.theme,))} {label.score:.2f}"),
                Text(_reasons(label, voice)),
            )
            for label in item.labels
        )
    )


def _reasons(label: Label, voice: Voice) -> str:
    """The label's reasons; what stands before their first colon is said in the page's language."""
    told: list[str] = []
    for reason in label.because:
        kind, colon, rest = reason.partition(":")
        told.append(voice.wording.say(kind) + colon + rest)
    return f" — {clipped(', '.join(told), 300)}" if told else ""


def _line(item: Item, voice: Voice) -> tuple[Inline, ...]:
    headline, url = _full_headline(item), link_of(item)
    title: Inline = Anchor(headline, url) if url else Text(headline)
    return (title, Faint(f" — {_meta(item, voice)}"))


def _full_headline(item: Item) -> str:
    return clipped(item.headline, 300)


def _meta(item: Item, voice: Voice) -> str:
    return f"{clipped(source_of(item), 80)} · {voice.date_of(item)}"


def _place(item: Item, voice: Voice) -> str:
    return voice.wording.say(
        "Item {position} of {document}", position=item.position, document=item.document_name
    )


def _links(item: Item, voice: Voice) -> tuple[Block, ...]:
    """Named sources first, then the item's other links."""
    named = {source.url: source_name(source) for source in item.sources if source.url}
    urls = tuple(dict.fromkeys((*named, *item.urls)))[:MAX_LINKS]
    lines: list[tuple[Inline, ...]] = [
        (Anchor(clipped(named.get(url) or url, 100), url),) for url in urls
    ]
    head = source_of(item)  # stands above already
    lines += [(Text(s.name),) for s in item.sources if s.name and not s.url and s.name != head]
    if not urls:
        none = Paragraph((Faint(voice.wording.say("The document gives no link.")),))
        return (Bullets(tuple(lines)), none) if lines else (none,)
    return (Bullets(tuple(lines)),)


def _body(item: Item) -> tuple[str, bool]:
    """The body, and whether it had to be cut: at a paragraph's, line's or sentence's end."""
    if len(item.body) <= MAX_DETAIL_CHARS:
        return item.body, False
    head = item.body[:MAX_DETAIL_CHARS]
    ends = (head.rfind("\n\n"), head.rfind("\n"), head.rfind("다. ") + 2, head.rfind(". ") + 1)
    end = next((end for end in ends if end > MAX_DETAIL_CHARS // 2), MAX_DETAIL_CHARS)
    return head[:end].rstrip(), True


def _page(blocks: Sequence[Block], summary: str, voice: Voice) -> Page:
    return Page(blocks=tuple(blocks), summary=clipped(summary), language=voice.language)
