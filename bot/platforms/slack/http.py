"""A request of Slack in HTTP mode in, the signature checked on its raw body, Bolt's reply out."""

from __future__ import annotations

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier


async def answer_http(request: web.Request, app: AsyncApp, signing_secret: str) -> web.Response:
    """401 where Slack did not sign it or more than five minutes ago; nothing is read before."""
    body = await request.read()
    if not _is_signed(request, body, signing_secret):
        return web.json_response({"error": "invalid signature"}, status=401)
    try:
        delivery = await to_bolt_request(request)
    except (ValueError, LookupError, RecursionError):  # no JSON, a strange charset, too deep
        return web.json_response({"error": "unreadable body"}, status=400)
    return await to_aiohttp_response(await app.async_dispatch(delivery))


def _is_signed(request: web.Request, body: bytes, signing_secret: str) -> bool:
    """The SDK's own check, kept from what makes it raise: no number, no ASCII, no UTF-8."""
    timestamp = request.headers.get("X-Slack-Request-Timestamp", "")
    signature = request.headers.get("X-Slack-Signature", "")
    if not (timestamp.isascii() and timestamp.isdigit() and signature.isascii()):
        return False
    try:
        return SignatureVerifier(signing_secret).is_valid(body, timestamp, signature)
    except ValueError:
        return False
