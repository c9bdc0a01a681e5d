"""`trendbrief ingest`: documents become stored items; a line a document says what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import click

from bot.app import Product, opened
from bot.clock import SystemClock
from bot.commands.files import Waiting, waiting_documents
from bot.commands.output import explained, item_json
from bot.commands.progress import Progress
from bot.labelling import labeller_of
from bot.logs import log
from bot.understanding import tokenizing
from bot.worker.reading import Reading
from briefings.collect.table import CONFIDENT
from briefings.errors import InputError
from briefings.model.documents import ParsedDocument
from briefings.model.times import Published
from briefings.ports import Labeller, Tokenizer
from briefings.steps.collect import Collected, collect, join_stories
from config.settings import Settings, load_settings


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """How documents are to be read and shown."""

    format: str | None
    published: Published | None
    source: str | None
    dry_run: bool
    as_json: bool
    explain: bool


@dataclass(slots=True)
class Tally:
    """What became of all inputs, for the exit status."""

    done: int = 0
    unsure: int = 0
    failed: int = 0
    wordless: str | None = None
    """Why words of items were found without the tokeniser; said once."""

    def take(self, collected: Collected) -> None:
        """Count a document that was read."""
        if collected.unread_lines and not collected.items:
            self.failed += 1
            return
        self.unsure += collected.unsure or collected.unread_lines > 0
        self.done += not collected.unsure

    def status(self) -> int:
        """0 all done, 1 nothing done and some failed, 3 some failed or stayed unsure."""
        if not self.failed and not self.unsure:
            return 0
        return 1 if self.failed and not (self.done or self.unsure) else 3


@click.command(
    name="ingest",
    epilog="Example: trendbrief ingest reports/ --source 'Weekly report' ; "
    "trendbrief ingest https://example.com/news ; "
    "cat letter.txt | trendbrief ingest - --dry-run --explain",
)
@click.argument("paths", nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="Read and show only; needs no database.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object an item.")
@click.option("--explain", is_flag=True, help="Show line by line what each was taken for.")
@click.option("--source", metavar="NAME", help="Store the documents under this source.")
@click.option("--format", "format_name", metavar="NAME", help="Read as this kind of document.")
@click.option(
    "--published", metavar="DATE", help="Date of documents that give none: 2021-01-04 or 2021-01."
)
def command(
    paths: tuple[str, ...],
    *,
    dry_run: bool,
    as_json: bool,
    explain: bool,
    source: str | None,
    format_name: str | None,
    published: str | None,
) -> int:
    """Store documents: files, folders, web addresses, or - for standard input.

    Weekly reports, newsletters, blog exports, articles, press clippings, web pages, PDF files,
    e-mail, feeds and JSON Lines are told apart by themselves. Exit status 3 when some inputs
    or lines failed or stayed unsure; each is named.
    """
    wanted = Wanted(
        format=format_name,
        published=_published(published),
        source=source,
        dry_run=dry_run,
        as_json=as_json,
        explain=explain,
    )
    settings = load_settings()
    with Reading() as reading, tokenizing(settings) as tokenizer:
        intake = Intake(
            wanted=wanted,
            reading=reading,
            labeller=labeller_of(settings),
            tokenizer=tokenizer,
            today=_today(settings),
            tally=Tally(),
            allow_hosts=settings.fetch.allow_hosts,
        )
        if dry_run:
            intake.take(paths, None)
        else:
            with opened(settings) as product:
                intake.take(paths, product)
                join_stories(product.items)
                product.items.tidy()
    return intake.tally.status()


@dataclass(frozen=True, kw_only=True, slots=True)
class Intake:
    """Takes documents in, one after another; the failure of one never stops the others."""

    wanted: Wanted
    reading: Reading
    labeller: Labeller
    today: date
    tally: Tally
    allow_hosts: tuple[str, ...] = ()
    """Hosts that may be fetched from beyond the public network."""
    tokenizer: Tokenizer | None = None
    progress: Progress = field(default_factory=Progress)

    def take(self, paths: tuple[str, ...], product: Product | None) -> None:
        """Read every document under `paths`; store it where there is a product."""
        for given in paths:
            found = waiting_documents(given, self._failed, allow_hosts=self.allow_hosts)
            for document in found:
                self._one(document, product)

    def _one(self, document: Waiting, product: Product | None) -> None:
        try:
            parsed = self._read(document)
            collected = self._stored(parsed, product)
        except InputError as error:
            self._failed(str(error))
            return
        self.progress.clear()
        self._show(parsed)
        self.tally.take(collected)
        click.echo(_line(collected, dry_run=product is None), err=True)
        self._tell_wordless(collected.wordless)

    def _read(self, document: Waiting) -> ParsedDocument:
        """The bytes are handed over and not held: a big text has no room beside them."""
        self.progress.at(document.name)
        return self.reading.read_any(
            document.load(),
            format=self.wanted.format,
            published=self.wanted.published,
            today=self.today,
        )

    def _stored(self, parsed: ParsedDocument, product: Product | None) -> Collected:
        if product is None:
            return _unstored(parsed)
        return collect(
            parsed,
            labeller=self.labeller,
            items=product.items,
            source=self.wanted.source,
            now=SystemClock().now(),
            unsure_below=CONFIDENT,
            tokenizer=self.tokenizer,
        )

    def _show(self, parsed: ParsedDocument) -> None:
        if self.wanted.explain:
            for line in explained(parsed):
                click.echo(line)
        if self.wanted.as_json:
            for item in parsed.items:
                click.echo(item_json(parsed, item, self.labeller(item)))

    def _tell_wordless(self, reason: str | None) -> None:
        if reason is None or self.tally.wordless is not None:
            return
        self.tally.wordless = reason
        log.warning("words_found_without_tokeniser", extra={"reason": reason})
        click.echo(
            f"note: words are found without the tokeniser ({reason}); "
            "`trendbrief items reread` finds them anew",
            err=True,
        )

    def _failed(self, reason: str) -> None:
        self.tally.failed += 1
        self.progress.clear()
        click.echo(f"failed: {reason}", err=True)


def _today(settings: Settings) -> date:
    return SystemClock().now().astimezone(settings.timezone).date()


def _unstored(parsed: ParsedDocument) -> Collected:
    return Collected(
        name=parsed.name,
        format=parsed.format,
        items=len(parsed.items),
        new=len(parsed.items),
        skipped_lines=parsed.skipped_lines,
        unread_lines=parsed.unread_lines,
        unsure=parsed.confidence < CONFIDENT or not parsed.items,
        doubts=parsed.doubts,
    )


def _line(collected: Collected, *, dry_run: bool) -> str:
    """`report.md: weekly-report, 10 items (10 new), 7 lines skipped`."""
    counts = (
        ("new", collected.new),
        ("changed", collected.changed),
        ("unchanged", collected.unchanged),
        ("gone", collected.gone),
    )
    told = ", ".join(f"{count} {name}" for name, count in counts if count)
    unread = collected.unread_lines and not collected.items
    unsure = "no line could be read" if unread else "unsure, not stored"
    state = unsure if collected.unsure else "dry run" if dry_run else told or "empty"
    line = f"{collected.name}: {collected.format}, {collected.items} items ({state}), "
    line += f"{collected.skipped_lines} lines skipped"
    return "\n".join((line, *(f"  doubt: {doubt}" for doubt in collected.doubts)))


def _published(text: str | None) -> Published | None:
    if text is None:
        return None
    try:
        return Published.parse(text.strip())
    except ValueError:
        raise click.BadParameter(
            f"{text!r} is no date; write 2021-01-04, 2021-01 or an instant with zone.",
            param_hint="--published",
        ) from None
