"""What Slack or the network said in, one of our own errors out, sorted by what can be done."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

import aiohttp
from slack_sdk.errors import SlackApiError

from briefings.errors import (
    DestinationGone,
    MarkupRefused,
    NotSent,
    OutcomeUnknown,
    SendError,
    WaitBeforeSending,
)

CALL_ERRORS = (
    SlackApiError,
    aiohttp.ClientError,
    asyncio.TimeoutError,
    OSError,
    ValueError,  # a body that is no JSON, read by aiohttp
    AttributeError,  # a body that is JSON but no object, read by slack_sdk
)
"""What a call of the SDK raises when Slack or the way to it fails."""

DEFAULT_WAIT_SECONDS = 10.0
"""For a 429 without `Retry-After`, which Slack promises to send."""

_LIMITED = frozenset({"ratelimited", "rate_limited"})
_WORKSPACE_DEAD = frozenset(
    {
        "account_inactive",
        "enterprise_is_restricted",
        "invalid_auth",
        "missing_scope",
        "not_allowed_token_type",
        "not_authed",
        "token_expired",
        "token_revoked",
    }
)
_CHANNEL_DEAD = frozenset(
    {
        "cannot_dm_bot",
        "channel_not_found",
        "ekm_access_denied",
        "is_archived",
        "is_inactive",
        "messages_tab_disabled",
        "method_not_supported_for_channel_type",
        "no_permission",
        "not_in_channel",
        "team_access_not_granted",
        "thread_not_found",
        "user_disabled",
        "user_not_found",
    }
)
_MARKUP = frozenset(
    {
        "invalid_blocks",
        "invalid_blocks_format",
        "message_too_long",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_text",
    }
)
_MAYBE_DONE = frozenset({"fatal_error"})
_MEND = {
    "channel_not_found": "the bot does not see this channel: invite it with /invite",
    "is_archived": "the channel is archived",
    "not_in_channel": "the bot is not in this channel: invite it with /invite",
    "user_disabled": "the person's account is deactivated",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """Slack's own answer to a call that it did not take."""

    code: str
    status: int
    wait_seconds: float
    needed: str
    places: tuple[str, ...]

    @classmethod
    def of(cls, error: SlackApiError) -> Refusal:
        """Read the response that the SDK's error carries, whatever its shape."""
        response = error.response
        data = getattr(response, "data", None)
        body = data if isinstance(data, Mapping) else {}
        return cls(
            code=str(body.get("error") or ""),
            status=_status(response),
            wait_seconds=wait_seconds_of(getattr(response, "headers", None)),
            needed=str(body.get("needed") or ""),
            places=_places(body),
        )


def _status(response: object) -> int:
    status = getattr(response, "status_code", None) or getattr(response, "status", None)
    return status if isinstance(status, int) else 0


def wait_seconds_of(headers: object) -> float:
    """What `Retry-After` asks for."""
    given = headers.get("Retry-After") if isinstance(headers, Mapping) else None
    try:
        return max(0.0, float(given)) if given is not None else DEFAULT_WAIT_SECONDS
    except ValueError:
        return DEFAULT_WAIT_SECONDS


def _places(body: Mapping[str, object]) -> tuple[str, ...]:
    """Where in the blocks the mistake is; Slack tells it nowhere else."""
    metadata = body.get("response_metadata")
    messages = metadata.get("messages") if isinstance(metadata, Mapping) else None
    return tuple(map(str, messages)) if isinstance(messages, list) else ()


def send_error(error: Exception) -> SendError:
    """The error as delivery understands it. One of `CALL_ERRORS` in."""
    if isinstance(error, SlackApiError):
        return _refused(Refusal.of(error))
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
        return NotSent(f"Slack cannot be reached: {str(error) or type(error).__name__}")
    return OutcomeUnknown(f"no answer of Slack: {str(error) or type(error).__name__}")


def _refused(refusal: Refusal) -> SendError:
    code = refusal.code
    if refusal.status == 429 or code in _LIMITED:
        return WaitBeforeSending(
            f"Slack's rate limit: wait {refusal.wait_seconds:g} s",
            after_seconds=refusal.wait_seconds,
        )
    if not code or code in _MAYBE_DONE:
        return OutcomeUnknown(code or f"HTTP {refusal.status} without an answer of Slack")
    if code in _WORKSPACE_DEAD:
        return DestinationGone(_workspace_reason(refusal), whole_bot=True)
    if code in _CHANNEL_DEAD or code.startswith("restricted_action"):
        mend = _MEND.get(code)
        return DestinationGone(code if mend is None else f"{code}: {mend}")
    if code in _MARKUP:
        return MarkupRefused(f"{code} {' '.join(refusal.places)}".rstrip())
    return NotSent(code)


def _workspace_reason(refusal: Refusal) -> str:
    if refusal.code == "missing_scope" and refusal.needed:
        return f"missing_scope: add the scope {refusal.needed} and install the app again"
    return refusal.code


def refuses_token(error: Exception) -> str | None:
    """Slack's word for a token that will never do; `None` where the failure may pass."""
    if not isinstance(error, SlackApiError):
        return None
    code = Refusal.of(error).code
    return code if code in _WORKSPACE_DEAD or code in _TOKEN_ONLY else None


_TOKEN_ONLY = frozenset({"forbidden", "app_missing_action_url", "no_permission"})
