"""`trendbrief items`: a curator looks at an item and mends what was understood of it."""

from __future__ import annotations

import getpass
from collections.abc import Sequence

import click

from bot.app import Product, opened
from bot.clock import SystemClock
from bot.understanding import tokenizing
from briefings.model.items import Item, ItemId, ThemeId
from briefings.model.mendings import Mending, MendingKind
from briefings.steps.phrases import reread
from briefings.text.sources import source_of
from config.settings import load_settings, name_of

MAX_OTHERS = 20
_MINUS = ("-", "\u2212", "\u2013")

_BY = click.option("--by", metavar="NAME", help="Who mends; the name of this account if not given.")
_ID = click.argument("item", metavar="ID", type=click.IntRange(min=1))


@click.group(name="items", epilog="Example: trendbrief items relabel 12 +fintech -ai")
def command() -> None:
    """Show an item and mend what was understood of it.

    Mendings are kept when the document is read again, and shown by /why. `trendbrief search`
    prints the numbers of items.
    """


@command.command(name="show", epilog="Example: trendbrief items show 12")
@_ID
def show_command(item: int) -> int:
    """Show an item, its labels with reasons, its story and mendings."""
    with opened(load_settings()) as product:
        click.echo("\n".join(_described(ItemId(item), product)))
    return 0


@command.command(
    name="relabel",
    epilog="Example: trendbrief items relabel 12 +fintech -ai",
    # An unknown option is a theme to take away; -h would be read out of one such as -health.
    context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]},
)
@_BY
@_ID
@click.argument("changes", metavar="+THEME|-THEME...", nargs=-1, required=True)
def relabel_command(item: int, changes: tuple[str, ...], by: str | None) -> int:
    """Give an item themes (+) or take them away (-).

    The opposite sign undoes it.
    """
    with opened(load_settings()) as product:
        add = _themes([change for change in changes if change.startswith("+")], product)
        remove = _themes([change for change in changes if change.startswith(_MINUS)], product)
        _refuse_unsigned(changes, add, remove)
        mended = product.mendings.relabel(
            ItemId(item), add=add, remove=remove, by=_who(by), now=SystemClock().now()
        )
        click.echo(f"{_line(mended)}\nthemes: {_labels(mended)}")
    return 0


@command.command(name="hide", epilog="Example: trendbrief items hide 12")
@_BY
@_ID
def hide_command(item: int, by: str | None) -> int:
    """Take an item out of all that readers see.

    Briefings, searches and counts go without it; `items unhide` undoes it.
    """
    with opened(load_settings()) as product:
        new = product.mendings.hide(ItemId(item), by=_who(by), now=SystemClock().now())
        click.echo(f"item {item} is {'hidden now' if new else 'hidden already'}")
    return 0


@command.command(name="unhide", epilog="Example: trendbrief items unhide 12")
@_BY
@_ID
def unhide_command(item: int, by: str | None) -> int:
    """Show a hidden item again."""
    with opened(load_settings()) as product:
        was = product.mendings.unhide(ItemId(item), by=_who(by), now=SystemClock().now())
        click.echo(f"item {item} is {'shown again' if was else 'not hidden'}")
    return 0


@command.command(name="merge", epilog="Example: trendbrief items merge 12 15")
@_BY
@_ID
@click.argument("other", metavar="ID", type=click.IntRange(min=1))
def merge_command(item: int, other: int, by: str | None) -> int:
    """Make one story of those that two items tell.

    `items split` undoes it.
    """
    with opened(load_settings()) as product:
        story = product.mendings.merge(
            ItemId(item), ItemId(other), by=_who(by), now=SystemClock().now()
        )
        click.echo(f"items {item} and {other} tell story {story} now")
    return 0


@command.command(name="split", epilog="Example: trendbrief items split 15")
@_BY
@_ID
def split_command(item: int, by: str | None) -> int:
    """Give an item a story of its own.

    `items merge` undoes it.
    """
    with opened(load_settings()) as product:
        story = product.mendings.split(ItemId(item), by=_who(by), now=SystemClock().now())
        click.echo(f"item {item} tells story {story} of its own now")
    return 0


@command.command(name="reread", epilog="Example: trendbrief items reread --all")
@click.option("--all", "anew", is_flag=True, help="Every item, also those that have their words.")
def reread_command(*, anew: bool) -> int:
    """Find the words of items that were stored while there was no tokeniser.

    With --all of every item, as after a change of theme words or other names. Keywords and trends
    are made of these words. Exit status 1 when the tokeniser cannot be asked.
    """
    settings = load_settings()
    with opened(settings) as product, tokenizing(settings) as tokenizer:
        if tokenizer is None:
            raise click.UsageError(
                f"{name_of('understanding', 'tokeniser')} is plain: there is no tokeniser to ask."
            )
        words = reread(product.items, tokenizer, anew=anew)
    click.echo(f"words of {words.kept} items found")
    if words.reason is not None:
        click.echo(f"{words.left} items left as they were: {words.reason}", err=True)
    return 1 if words.reason is not None else 0


def _who(by: str | None) -> str:
    if by and by.strip():
        return by.strip()[:80]
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name, as in containers
        return "curator"


def _themes(changes: Sequence[str], product: Product) -> tuple[ThemeId, ...]:
    return tuple(dict.fromkeys(_theme(change, product) for change in changes))


def _theme(change: str, product: Product) -> ThemeId:
    word = change[1:].strip()
    theme = product.newsroom.grammar.themes.get(word.casefold())
    if theme is not None:
        return theme
    near = product.newsroom.grammar.near_themes(word) if word else ()
    hint = f" Did you mean {near[0]}?" if near else ""
    names = ", ".join(product.newsroom.theme_names)
    raise click.UsageError(f"There is no theme {word!r}.{hint} The themes are: {names}.")


def _refuse_unsigned(
    changes: Sequence[str], add: Sequence[ThemeId], remove: Sequence[ThemeId]
) -> None:
    unsigned = [change for change in changes if not change.startswith(("+", *_MINUS))]
    if unsigned:
        raise click.UsageError(
            f"{unsigned[0]!r} has no sign: write +{unsigned[0]} to give that theme, "
            f"-{unsigned[0]} to take it away."
        )
    both = sorted(set(add) & set(remove))
    if both:
        raise click.UsageError(f"The theme {both[0]} is both given and taken away.")


def _described(number: ItemId, product: Product) -> list[str]:
    item = product.mendings.item(number)
    others = product.items.of_story(item.story, limit=MAX_OTHERS) if item.story else ()
    lines = [
        _line(item),
        *(f"state: {state}" for state in product.mendings.states(number)),
        f"document: {item.document_name}, item {item.position}; source: {source_of(item)}",
        f"published: {item.published.isoformat() if item.published else 'undated'}",
        f"stored: {item.stored_at.astimezone(product.newsroom.zone):%Y-%m-%d %H:%M}",
        f"themes: {_labels(item)}",
        *(f"  {label.theme}: {', '.join(label.because)}" for label in item.labels if label.because),
        f"story: {item.story or 'none yet'}",
        *(f"  also told by {_line(other)}" for other in others if other.id != item.id),
    ]
    mendings = product.mendings.of([number])
    lines.append("mendings:" if mendings else "mendings: none")
    lines += [f"  {_told(mending, product)}" for mending in mendings]
    return lines


def _line(item: Item) -> str:
    return f"{item.id}  {' '.join(item.headline.split())[:200]}"


def _labels(item: Item) -> str:
    return ", ".join(f"{label.theme} {label.score:.2f}" for label in item.labels) or "none"


def _told(mending: Mending, product: Product) -> str:
    what = {
        MendingKind.ADD: f"relabelled +{mending.theme}",
        MendingKind.REMOVE: f"relabelled -{mending.theme}",
        MendingKind.HIDE: "hidden",
        MendingKind.UNHIDE: "shown again",
        MendingKind.MERGE: f"merged with item {mending.other}",
        MendingKind.SPLIT: "split from its story",
    }[mending.kind]
    return f"{mending.at.astimezone(product.zone):%Y-%m-%d %H:%M}  {what}, by {mending.by}"
