"""Names the words by which other tellings of an item's story are found."""

from __future__ import annotations

from briefings.model.items import Item
from briefings.understand.facts import facts_of, is_generic
from briefings.understand.names import spellings_of

MOST_WORDS = 20


def story_words(item: Item, *, most: int = MOST_WORDS) -> tuple[str, ...]:
    """At most `most` words, in lower case, the most telling first.

    Names come in every known spelling, so that tellings in other languages are found; then the
    nouns of the title, then those of the text, each without its particle; words of very many
    stories come last.
    """
    facts = facts_of(item.title, item.body)
    names = (*sorted(facts.subjects), *spellings_of(sorted(facts.head_aliases)), *facts.latin)
    nouns = [word for word in facts.stems if word in facts.title_nouns]
    nouns += [word for word, weight in facts.stems.items() if weight >= 0.5]
    telling = [word for word in (*names, *nouns) if not is_generic(word)]
    return tuple(dict.fromkeys((*telling, *nouns)))[:most]
