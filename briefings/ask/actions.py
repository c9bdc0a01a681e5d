"""What a button carries: a short code that becomes a question again, however old the button."""

from __future__ import annotations

import re
from collections.abc import Callable

from briefings.ask.questions import (
    DetailQuestion,
    ForgetQuestion,
    MoreQuestion,
    PageQuestion,
    ProofQuestion,
    Question,
    RelatedQuestion,
    ResumeQuestion,
    SaveQuestion,
    ShareQuestion,
    SourceQuestion,
    WhyQuestion,
)
from briefings.errors import NotUnderstood
from briefings.model.briefings import BriefingId
from briefings.model.codes import FORGET_CODE, PROOF_CODE
from briefings.model.proofs import OF_STORY, Decision, ProofId
from briefings.model.subscriptions import SubscriptionId

_CODE = re.compile(
    r"(more|share|resume):(\d{1,15})|(detail|source|related|why|save|page):(\d{1,15}):(\d{1,6})"
)
_PROOF_CODE = re.compile(rf"{PROOF_CODE}:(\d{{1,15}}):(\w+)(?::(\d{{1,6}}))?")
_DECISIONS = {decision.value: decision for decision in Decision}


def question_of(code: str) -> Question:
    """The question that a button asks. Raises `NotUnderstood` for a code that is not ours."""
    if code == FORGET_CODE:
        return ForgetQuestion(confirmed=True)
    match = _CODE.fullmatch(code)
    if match is None:
        return _of_proof(code)
    if match[1] == "resume":
        return ResumeQuestion(subscription=SubscriptionId(int(match[2])))
    if match[1] is not None:
        briefing = BriefingId(int(match[2]))
        return (MoreQuestion if match[1] == "more" else ShareQuestion)(briefing=briefing)
    return _OF_STORY[match[3]](BriefingId(int(match[4])), int(match[5]))


def _of_proof(code: str) -> ProofQuestion:
    match = _PROOF_CODE.fullmatch(code)
    decision = _DECISIONS.get(match[2]) if match else None
    if match is None or decision is None or (decision in OF_STORY) is not bool(match[3]):
        raise NotUnderstood("This button does not work any more.", example="/brief")
    number = int(match[3]) if match[3] else None
    return ProofQuestion(proof=ProofId(int(match[1])), decision=decision, number=number)


_OF_STORY: dict[str, Callable[[BriefingId, int], Question]] = {
    "detail": lambda briefing, number: DetailQuestion(briefing=briefing, number=number),
    "source": lambda briefing, number: SourceQuestion(briefing=briefing, number=number),
    "related": lambda briefing, number: RelatedQuestion(briefing=briefing, number=number),
    "page": lambda briefing, number: PageQuestion(briefing=briefing, offset=number),
    "save": lambda briefing, number: SaveQuestion(briefing=briefing, number=number),
    "why": lambda briefing, number: WhyQuestion(briefing=briefing, number=number),
}
