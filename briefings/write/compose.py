"""A briefing becomes a page: heading, keywords, numbered stories, what else there is, credits."""

from __future__ import annotations

from briefings.model.briefings import Briefing, BriefingId, Length, Pick
from briefings.model.codes import more_code, share_code, story_code
from briefings.model.pages import (
    Anchor,
    Block,
    Button,
    Buttons,
    Faint,
    Group,
    Heading,
    Inline,
    Page,
    Paragraph,
    Strong,
    Text,
)
from briefings.text.sources import source_of
from briefings.write.voice import Voice, clipped, link_of, numbered

RISING = "↑"


def briefing_page(
    briefing: Briefing,
    voice: Voice,
    *,
    kept_as: BriefingId | None = None,
    shareable: bool = False,
) -> Page:
    """The whole briefing; `kept_as` makes its buttons work, `shareable` adds one to share it."""
    heading = briefing_heading(briefing, voice)
    blocks: list[Block] = [Heading(heading)]
    blocks.extend(_notes(briefing, voice))
    blocks.extend(keyword_line(briefing, voice))
    stories = briefing.stories
    if briefing.wish.length is Length.TITLES:
        blocks.append(numbered([title_line(pick, voice) for pick in stories]))
    else:
        blocks.extend(story_block(pick, voice, kept_as=kept_as) for pick in stories)
    if briefing.also:
        blocks.append(
            Group(
                (
                    Paragraph((Strong(voice.wording.say("Also")),)),
                    numbered([title_line(pick, voice) for pick in briefing.also]),
                )
            )
        )
    if briefing.credits:
        blocks.append(_credits(briefing.credits, voice))
    blocks.extend(
        _closing_buttons(voice, kept_as, has_rest=bool(briefing.rest), shareable=shareable)
    )
    return Page(
        blocks=tuple(blocks), summary=_summary(heading, briefing, voice), language=voice.language
    )


def briefing_heading(briefing: Briefing, voice: Voice) -> str:
    """`핀테크 브리핑 · 1월 4일–15일`; words beside the themes stand in quotes."""
    names = [voice.themes(briefing.wish.themes)] if briefing.wish.themes else []
    names += [f"‘{clipped(word, 30)}’" for word in briefing.wish.words]
    period = voice.wording.period(briefing.period, today=voice.today)
    if not names:
        return voice.wording.say("Briefing · {period}", period=period)
    return voice.wording.say(
        "{subject} briefing · {period}", subject=" ".join(names), period=period
    )


def story_block(pick: Pick, voice: Voice, *, kept_as: BriefingId | None) -> Group:
    """One numbered story: title, sentences, source and date, its buttons."""
    headline, sentences = headline_and_text(pick)
    lines: list[Block] = [
        Paragraph((Strong(f"{pick.number}. "), *_mark(pick, voice), _title(headline, pick)))
    ]
    if sentences:
        lines.append(Paragraph((Text(sentences),)))
    lines.append(Paragraph((Faint(_origin(pick, voice)),)))
    if kept_as is not None:
        lines.append(Buttons(_story_buttons(pick.number, voice, kept_as)))
    return Group(tuple(lines))


def headline_and_text(pick: Pick) -> tuple[str, str]:
    """What stands as the title and what below it; a story without title leads with a sentence."""
    item = pick.candidate.item
    if item.title is not None:
        return clipped(item.title), _joined(pick)
    if not pick.sentences:
        return clipped(item.headline), ""
    first, *others = pick.sentences
    return clipped(first.text), " ".join(sentence.text for sentence in others)


def title_line(pick: Pick, voice: Voice) -> tuple[Inline, ...]:
    """One numbered line: title, source, date."""
    headline, _ = headline_and_text(pick)
    return (
        Text(f"{pick.number}. "),
        *_mark(pick, voice),
        _title(headline, pick, strong=False),
        Faint(f" — {_origin(pick, voice)}"),
    )


def _joined(pick: Pick) -> str:
    """Sentences with a blank between; bullets joined by ` · `."""
    parts: list[str] = []
    for sentence in pick.sentences:
        ends = sentence.text.endswith((".", "!", "?", "…", "”", "’", '"', ")", "。"))
        parts.append(sentence.text + (" " if ends else " · "))
    return "".join(parts).removesuffix(" · ").rstrip()


def _title(headline: str, pick: Pick, *, strong: bool = True) -> Inline:
    url = link_of(pick.candidate.item)
    if url is not None:
        return Anchor(headline, url, strong)
    return Strong(headline) if strong else Text(headline)


def _mark(pick: Pick, voice: Voice) -> tuple[Inline, ...]:
    return (Strong(f"[{voice.wording.say('Update')}] "),) if pick.candidate.is_update else ()


def _origin(pick: Pick, voice: Voice) -> str:
    """`매체 외 2곳 · 1월 5일`."""
    item = pick.candidate.item
    source = source_of(item)
    others = {source_of(other) for other in pick.candidate.others} - {source}
    if others:
        source = voice.wording.say_many(
            "{source} and {count} other", "{source} and {count} others", len(others), source=source
        )
    return f"{clipped(source, 60)} · {voice.date_of(item)}"


def _story_buttons(number: int, voice: Voice, kept_as: BriefingId) -> tuple[Button, ...]:
    say = voice.wording.say
    return (
        Button(say("{number} details", number=number), story_code("detail", kept_as, number)),
        Button(say("{number} sources", number=number), story_code("source", kept_as, number)),
    )


def _closing_buttons(
    voice: Voice,
    kept_as: BriefingId | None,
    *,
    has_rest: bool,
    shareable: bool,
) -> tuple[Block, ...]:
    if kept_as is None:
        return ()
    more = (Button(voice.wording.say("More"), more_code(kept_as)),) if has_rest else ()
    share = (
        (Button(voice.wording.say("Share in the channel"), share_code(kept_as)),)
        if shareable
        else ()
    )
    return (Buttons((*more, *share)),) if more or share else ()


def _notes(briefing: Briefing, voice: Voice) -> tuple[Block, ...]:
    notes: list[str] = []
    if briefing.late_for is not None:
        due = voice.wording.moment(briefing.late_for, voice.zone)
        notes.append(voice.wording.say("This briefing was due {due} and comes late.", due=due))
    if briefing.moved_from is not None:
        asked = voice.wording.period(briefing.moved_from, today=voice.today)
        notes.append(
            voice.wording.say(
                "Nothing was published {period}; this is the newest there is.", period=asked
            )
        )
    return tuple(Paragraph((Faint(note),)) for note in notes)


def keyword_line(briefing: Briefing, voice: Voice) -> tuple[Block, ...]:
    """The keywords of the period in one line; nothing where there is none."""
    if not briefing.keywords:
        return ()
    words = " · ".join(k.word + (f" {RISING}" if k.rising else "") for k in briefing.keywords)
    return (Paragraph((Strong(voice.wording.say("Keywords")), Text(f"  {words}"))),)


def _credits(wanted: tuple[str, ...], voice: Voice) -> Block:
    joined = " / ".join(clipped(credit, 200) for credit in wanted)
    return Paragraph((Faint(voice.wording.say("Credit: {credits}", credits=joined)),))


def _summary(heading: str, briefing: Briefing, voice: Voice) -> str:
    if not briefing.stories:
        return heading
    first, _ = headline_and_text(briefing.stories[0])
    return f"{heading}: {first}"
