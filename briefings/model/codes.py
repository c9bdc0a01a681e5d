"""Codes that buttons carry: ids only, well under 64 bytes; `ask.actions` reads them back."""

from briefings.model.briefings import BriefingId
from briefings.model.proofs import Decision, ProofId
from briefings.model.subscriptions import SubscriptionId

FORGET_CODE = "forget:yes"
"""The code of the button that erases everything of a chat."""


def more_code(briefing: BriefingId) -> str:
    """The code of a `more` button."""
    return f"more:{briefing}"


def share_code(briefing: BriefingId) -> str:
    """The code of a `share` button."""
    return f"share:{briefing}"


def story_code(command: str, briefing: BriefingId, number: int) -> str:
    """The code of a story's button: `detail`, `source`, `related`, `why` or `save`."""
    return f"{command}:{briefing}:{number}"


def page_code(briefing: BriefingId, offset: int) -> str:
    """The code of a button that turns a numbered list to the page after `offset` lines."""
    return f"page:{briefing}:{offset}"


PROOF_CODE = "draft"
"""How the codes of a draft's buttons begin."""


def proof_code(proof: ProofId, decision: Decision, number: int | None = None) -> str:
    """The code of a draft's button; `number` is the story's own, which never changes."""
    of_story = "" if number is None else f":{number}"
    return f"{PROOF_CODE}:{proof}:{decision.value}{of_story}"


def resume_code(subscription: SubscriptionId) -> str:
    """The code of a button that goes on with a paused subscription."""
    return f"resume:{subscription}"
