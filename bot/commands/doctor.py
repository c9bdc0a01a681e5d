"""`trendbrief doctor`: what is well, what is not, and the mend for each fault."""

from __future__ import annotations

import click

from bot.doctor import Level, examine


@click.command(name="doctor", epilog="Example: trendbrief doctor")
def command() -> int:
    """Check settings, database, schema, themes, tokens, clock and disk.

    Names the mend for each fault; missing tokens only warn. Exit status 1 when something is broken.
    """
    findings = examine()
    for finding in findings:
        click.echo(f"{finding.level.value:<5} {finding.what}")
        if finding.mend:
            click.echo(f"      → {finding.mend}")
    return 1 if any(finding.level is Level.FAIL for finding in findings) else 0
