"""Strict checks of Block Kit and of mrkdwn: what Slack would refuse, and whom a text would ping.

Limits are those of Slack's Block Kit reference; the wording of faults follows the service, which
names the place as a JSON pointer. Unknown blocks and unknown fields are refused too.
"""

from __future__ import annotations

import re

MESSAGE_BLOCKS = 50
MESSAGE_CHARS = 13_200  # undocumented; seen with bolt-js
_LIMITS = {"section": 3000, "header": 150, "context": 3000}
_PINGS = re.compile(r"<(?:!(?:channel|here|everyone|subteam)|@)[^<>]*>")
_LINK = re.compile(r"<(https?://[^<>|\s]+)(?:\|[^<>|\n]+)?>")


class BlockCheck:
    """Everything wrong with a message's blocks, in order."""

    def __init__(self, blocks: object) -> None:
        self.faults: list[str] = []
        self.characters = 0
        self._action_ids: set[str] = set()
        if self._list(blocks, "/blocks", most=MESSAGE_BLOCKS, least=0):
            for number, block in enumerate(blocks):
                self._block(block, f"/blocks/{number}")

    def _say(self, fault: str, at: str) -> None:
        self.faults.append(f"[ERROR] {fault} [json-pointer:{at}]")

    def _list(self, value: object, at: str, *, most: int, least: int = 1) -> bool:
        if not isinstance(value, list):
            self._say("must be an array", at)
            return False
        if len(value) > most:
            self._say(f"no more than {most} items allowed", at)
        if len(value) < least:
            self._say(f"must contain at least {least} items", at)
        return True

    def _fields(self, value: object, at: str, *, needs: set[str], takes: set[str]) -> bool:
        if not isinstance(value, dict):
            self._say("must be an object", at)
            return False
        for name in sorted(needs - value.keys()):
            self._say(f"missing required field: {name}", at)
        for name in sorted(value.keys() - needs - takes):
            self._say(f"additional property: {name}", at)
        return needs <= value.keys()

    def _length(self, value: object, at: str, *, most: int, least: int = 0) -> None:
        if not isinstance(value, str):
            self._say("must be a string", at)
        elif len(value) > most:
            self._say(f"must be less than {most + 1} characters", at)
        elif len(value.strip() if least else value) < least:
            self._say(f"must be more than {least - 1} characters", at)

    def _text(self, value: object, at: str, *, most: int, only_plain: bool = False) -> None:
        if not self._fields(value, at, needs={"type", "text"}, takes={"emoji", "verbatim"}):
            return
        kinds = ("plain_text",) if only_plain else ("plain_text", "mrkdwn")
        if value["type"] not in kinds:
            self._say(f"must be one of: {', '.join(kinds)}", f"{at}/type")
        if value["type"] == "mrkdwn" and "emoji" in value:
            self._say("additional property: emoji", at)
        if value["type"] == "plain_text" and "verbatim" in value:
            self._say("additional property: verbatim", at)
        self._length(value["text"], f"{at}/text", most=most, least=1)
        self.characters += len(str(value["text"]))

    def _block(self, block: object, at: str) -> None:
        kind = block.get("type") if isinstance(block, dict) else None
        check = getattr(self, f"_block_{kind}", None)
        if check is None:
            self._say(f"unsupported type: {kind}", f"{at}/type")
            return
        if "block_id" in block:
            self._length(block["block_id"], f"{at}/block_id", most=255, least=1)
        check(block, at)

    def _block_divider(self, block: dict, at: str) -> None:
        self._fields(block, at, needs={"type"}, takes={"block_id"})

    def _block_section(self, block: dict, at: str) -> None:
        if self._fields(block, at, needs={"type", "text"}, takes={"block_id", "expand"}):
            self._text(block["text"], f"{at}/text", most=_LIMITS["section"])

    def _block_header(self, block: dict, at: str) -> None:
        if self._fields(block, at, needs={"type", "text"}, takes={"block_id"}):
            self._text(block["text"], f"{at}/text", most=_LIMITS["header"], only_plain=True)

    def _block_context(self, block: dict, at: str) -> None:
        if self._fields(block, at, needs={"type", "elements"}, takes={"block_id"}) and self._list(
            block["elements"], f"{at}/elements", most=10
        ):
            for number, element in enumerate(block["elements"]):
                self._text(element, f"{at}/elements/{number}", most=_LIMITS["context"])

    def _block_actions(self, block: dict, at: str) -> None:
        if self._fields(block, at, needs={"type", "elements"}, takes={"block_id"}) and self._list(
            block["elements"], f"{at}/elements", most=25
        ):
            for number, element in enumerate(block["elements"]):
                self._button(element, f"{at}/elements/{number}")

    def _button(self, button: object, at: str) -> None:
        takes = {"action_id", "value", "url", "style"}
        if not self._fields(button, at, needs={"type", "text"}, takes=takes):
            return
        if button["type"] != "button":
            self._say(f"unsupported type: {button['type']}", f"{at}/type")
        self._text(button["text"], f"{at}/text", most=75, only_plain=True)
        for name, most, least in (("value", 2000, 0), ("url", 3000, 1), ("action_id", 255, 1)):
            if name in button:
                self._length(button[name], f"{at}/{name}", most=most, least=least)
        action_id = str(button.get("action_id", ""))
        if action_id in self._action_ids:
            self._say(f'`action_id` "{action_id}" already exists', f"{at}/action_id")
        self._action_ids.add(action_id)

    def _block_rich_text(self, block: dict, at: str) -> None:
        if self._fields(block, at, needs={"type", "elements"}, takes={"block_id"}) and self._list(
            block["elements"], f"{at}/elements", most=100
        ):
            for number, element in enumerate(block["elements"]):
                self._rich(element, f"{at}/elements/{number}")

    def _rich(self, element: object, at: str) -> None:
        kind = element.get("type") if isinstance(element, dict) else None
        if kind == "rich_text_list":
            if self._fields(element, at, needs={"type", "style", "elements"}, takes={"indent"}):
                for number, item in enumerate(element["elements"]):
                    self._rich(item, f"{at}/elements/{number}")
        elif kind in ("rich_text_section", "rich_text_quote"):
            if self._fields(element, at, needs={"type", "elements"}, takes={"border"}):
                for number, leaf in enumerate(element["elements"]):
                    self._leaf(leaf, f"{at}/elements/{number}")
        else:
            self._say(f"unsupported type: {kind}", f"{at}/type")

    def _leaf(self, leaf: object, at: str) -> None:
        kind = leaf.get("type") if isinstance(leaf, dict) else None
        if kind not in ("text", "link"):
            self._say(f"unsupported type: {kind}", f"{at}/type")
            return
        needs = {"type", "text"} if kind == "text" else {"type", "url"}
        if self._fields(leaf, at, needs=needs, takes={"text", "style"}):
            for name in ("text", "url"):
                if name in leaf:
                    self._length(leaf[name], f"{at}/{name}", most=3000)
                    self.characters += len(str(leaf[name]))
            if leaf.get("text") == "":
                self._say("must be more than 0 characters", f"{at}/text")


def mrkdwn_texts(value: object) -> list[str]:
    """Every text of a message in which Slack reads markup."""
    if isinstance(value, list):
        return [text for inner in value for text in mrkdwn_texts(inner)]
    if not isinstance(value, dict):
        return []
    own = [str(value["text"])] if value.get("type") == "mrkdwn" else []
    return own + [text for inner in value.values() for text in mrkdwn_texts(inner)]


def shown_texts(value: object) -> list[str]:
    """Every text that a reader sees, in order, as it is written in the blocks."""
    if isinstance(value, list):
        return [text for inner in value for text in shown_texts(inner)]
    if not isinstance(value, dict):
        return []
    own = [value["text"]] if isinstance(value.get("text"), str) else []
    return own + [text for inner in value.values() for text in shown_texts(inner)]


def rich_pings(value: object) -> list[str]:
    """Elements of rich text that notify people."""
    if isinstance(value, list):
        return [ping for inner in value for ping in rich_pings(inner)]
    if not isinstance(value, dict):
        return []
    own = [str(value)] if value.get("type") in ("broadcast", "user", "usergroup") else []
    return own + [ping for inner in value.values() for ping in rich_pings(inner)]


def pings(text: str, blocks: object) -> list[str]:
    """Whom a message would notify."""
    return [
        ping for part in (text, *mrkdwn_texts(blocks)) for ping in _PINGS.findall(part)
    ] + rich_pings(blocks)


def badly_escaped(text: str) -> bool:
    """Whether a mrkdwn text holds `&`, `<` or `>` that belong neither to a link nor a quote."""
    rest = re.sub(r"(?m)^> ", "", _LINK.sub("", text))
    return bool(re.search(r"[<>]|&(?!(?:amp|lt|gt);)", rest))
