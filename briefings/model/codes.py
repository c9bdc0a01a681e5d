"""Codes that buttons carry: ids only, well under 64 bytes; `ask.actions` reads them back."""

from briefings.model.briefings import BriefingId


def more_code(briefing: BriefingId) -> str:
    """The code of a `more` button."""
    return f"more:{briefing}"


def share_code(briefing: BriefingId) -> str:
    """The code of a `share` button."""
    return f"share:{briefing}"


def story_code(command: str, briefing: BriefingId, number: int) -> str:
    """The code of a story's button: `detail`, `source`, `related` or `why`."""
    return f"{command}:{briefing}:{number}"
