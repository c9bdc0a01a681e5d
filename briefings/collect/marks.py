"""The mark in front of a line (heading signs, numbers, symbols, bullets) told from its words."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import lru_cache

from briefings.text.lines import trimmed
from briefings.text.links import unlinked
from briefings.text.numbers import SINGLE_NUMBERS, numeral

HEAD_CHARS = 400
"""A mark stands at the start of a line: no more of it is looked at."""

MAX_MARKS = 4
"""A bullet, a symbol, bold signs and a number may stand in front of one line."""

_MARKDOWN = re.compile(r"(?:>\s{0,3}){0,3}(?:(#{1,6})\s{1,8}|(#{2,6})(?=[^\s#!]))")
TAG_NAME = (
    r"(?i:a|abbr|article|aside|b|big|blockquote|body|br|button|center|cite|code|dd|del|details|div|"
    r"dl|dt|em|embed|figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|"
    r"input|ins|kbd|label|li|main|mark|meta|nav|o:p|ol|p|picture|pre|q|s|script|section|small|"
    r"span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|tfoot|th|thead|time|title|tr|tt|"
    r"u|ul|video|wbr)"
)
"""Other words in angle brackets (`<AI>`, `<Fintech>`) are the text's own."""

_TAG = re.compile(rf"</?{TAG_NAME}(?:\s[^<>]{{0,300}})?/?>")
_RULED = re.compile(
    r"(?P<sign>[=~━─])(?P=sign){1,20}\s{0,3}(?P<words>[^\W\d].{0,160}?)\s{0,3}(?P=sign){2,20}"
)
"""A heading between two short rules; one with a day in front heads the news of the day."""

MAX_EMPHASIS_CHARS = 600
_EMPHASIS = re.compile(rf"(\*{{1,3}}|_{{2,3}}|~~)(?=\S)(.{{1,{MAX_EMPHASIS_CHARS}}}?)(?<=\S)\1")
MAX_BOLD_CHARS = 390
_BOLD_LINE = re.compile(
    rf"(?:\*\*|__)(?P<text>(?:(?!\*\*|__).){{1,{MAX_BOLD_CHARS}}})(?:\*\*|__)\s{{0,4}}"
    r"(?P<rest>(?:[(\[<|,–—※:-].{0,80})?)"
)
_BOLD_TAG = re.compile(
    r"(?:\*\*|__)(?P<text>\[[^\[\]*]{1,30}\]|【[^【】*]{1,30}】)(?:\*\*|"
    r"__)\s{0,4}(?P<rest>.{1,300})"
)
_NUMBER = re.compile(
    r"\d{1,2}[-–.](?P<second>\d{1,2})[.)．]\s+(?=\S)"
    r"|(?P<point>\d{1,3})\s{0,1}[.．](?=\s|[^\d\s.])\s*"
    r"|(?P<paren>\d{1,3})\s{0,1}[)）](?=\s|\S)\s*"
    r"|[(（](?P<parens>\d{1,2})[)）]\s*"
    r"|\[(?P<bracket>\d{1,3})\]\s*"
    r"|(?P<roman>X{0,1}(?:IX|IV|V?I{1,3}|V|X))\.\s+"
    r"|(?P<letter>[가나다라마바사아자차카타파하])[.)]\s+"
    r"|(?P<keycap>\d{1,2}|\d\ufe0f?\u20e3\d)\ufe0f?\u20e3\s*"
    r"|(?P<hash>#\d{1,3})[.):]?\s+"
    r"|(?:[Nn][Oo]\.\s?|(?i:story|issue|news|item|topic)\s#?|(?:이슈|뉴스|소식|토픽|기사|"
    r"헤드라인)\s?)"
    r"(?P<named>\d{1,2})(?:[.):\]]\s*|\s[-–—]\s)"
    r"|[Nn][Oo]\.\s?(?P<counted>\d{1,2})\s+"
    r"|(?P<padded>0\d)\s{1,4}(?=[^\W\d]|[\"'“‘\[<(])"
    r"|(?P<slash>\d{1,2})/\s+(?=[^\W\d]|[\"'“‘\[<(])"
    r"|(?P<barred>\d{1,2})\s{0,2}[|│｜]\s{0,3}(?=[^\W\d]|[\"'“‘\[<(])"
    r"|[\[(](?P<of>\d{1,2})\s?/\s?\d{1,2}[\])]\s*"
    r"|【(?P<lenticular>\d{1,3})】\s*"
    r"|(?P<capital>[A-H])[.)]\s+(?=[^\W\d]|[\"'“‘\[<(])"
)
_FORMS = {
    "point": "1.",
    "paren": "1)",
    "parens": "(1)",
    "bracket": "[1]",
    "roman": "Ⅰ",
    "letter": "가.",
    "keycap": "1️⃣",
    "hash": "#1",
    "named": "N1",
    "counted": "N1",
    "padded": "01",
    "slash": "1/",
    "barred": "1|",
    "of": "[1/2]",
    "second": "1-1",
    "lenticular": "【1】",
    "capital": "A.",
}
_SPACES = re.compile("[\u00a0\u3000\u2002-\u200b\ufeff]")
_TEN = "\U0001f51f"
_BULLET = re.compile(
    r"(?P<sign>[-–—*+•·∙‣⁃‧ㆍ・◦▪▫⦁])(?:\s{1,8}(?=\S)|(?<=[^*+])(?=[가-힣\[“‘\"'「]))|"
    r"(?P<o>o)\s{2,8}"
)
_MARK_START = re.compile(
    r"[\s>]{0,8}(?:[①-⓿❶-➓⑴-⒛Ⅰ-ⅿ㈀-㊰]|[#*\-–—•·∙‣+‧ㆍ・◦▪▫⦁(\[<【]|[^\w\s\"'“”‘’가-힣]|"
    r"\d{1,3}\s?[.)．）\u20e3\ufe0f]|0\d\s|\d\d?(?:/\s|\s?[|│｜]|[-–]\d)|[A-H][.)]\s|"
    r"[IVX]{1,4}\.|[가-하][.)]\s|_{2}|[Nn]o\.|(?i:story|issue|news|item|topic)\s?#?\d|(?:이슈|"
    r"뉴스|소식|"
    r"토픽|기사|헤드라인)\s?\d|o\s\s)"
)
_SYMBOLS = frozenset("▶►▷▸▹◀■□◆◇●○◎★☆※▣▲△▼▽◈☞☑✔✅✓→⇒➜➔➤»❖❑❏☐◉◾◽⬛⬜♣♠♥§†▍▌▎❚┃│|⊙◑◐✦✧✱✻✽❇⭐☛♦❯›")
_SYMBOL_TAIL = "\ufe0e\ufe0f \t\xa0"
_BRACKETS = {
    "[": "]",
    "【": "】",
    "<": ">",
    "《": "》",
    "〈": "〉",
    "「": "」",
    "『": "』",
    "［": "］",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """What stands in front of a line's words.

    `style` is equal for lines that look alike (`h2`, `1.`, `b:1.`, `①`, `▶`, `-`, `` for none);
    `words` are the line's words without mark and emphasis; `level` is 1 to 6 for Markdown
    headings, else 0; `number` is the value of a numbering.
    """

    style: str
    words: str
    level: int = 0
    number: int | None = None
    bold: bool = False
    bullet: bool = False
    symbol: str = ""


def is_emoji(char: str) -> bool:
    """Whether `char` is a pictograph."""
    return "\U0001f300" <= char <= "\U0001faff" or "\u2600" <= char <= "\u27bf"


def may_have_mark(words: str) -> bool:
    """Whether a trimmed line starts so that it may have a mark: a cheap first look."""
    return _MARK_START.match(words) is not None


def mark_of(line: str) -> Mark:
    """The mark of `line` and its words; never fails, whatever the line."""
    if len(line) > HEAD_CHARS:  # too long to be kept
        return _peeled_mark(line)
    return _short_mark(line)


@lru_cache(maxsize=2048)
def _short_mark(line: str) -> Mark:
    if not may_have_mark(line):
        return Mark(style="", words=plain(line))
    words = trimmed(line)
    if words[:1] in "-*•+" and words[1:2] == " " and words[2:3].isalpha() and "<" not in words:
        rest = words[2:]
        if not may_have_mark(rest):
            return Mark(style=words[0], words=plain(rest), bullet=True)
    return _peeled_mark(line)


def _peeled_mark(line: str) -> Mark:
    peeled = _Peeled(rest=trimmed(line[:HEAD_CHARS]))
    peeled.heading()
    for _ in range(MAX_MARKS):
        if not (peeled.emphasis() or peeled.numbering() or peeled.sign() or peeled.point()):
            break
    tail = line.strip()[HEAD_CHARS:] if len(line) > HEAD_CHARS else ""
    return Mark(
        style=peeled.style,
        words=plain(peeled.rest + tail),
        level=peeled.level,
        number=peeled.number,
        bold=peeled.bold,
        bullet=peeled.bullet,
        symbol=peeled.symbol,
    )


@dataclass(slots=True)
class _Peeled:
    """A line that loses its marks one by one, in whatever order they stand; each method says
    whether it took one off.
    """

    rest: str
    style: str = ""
    level: int = 0
    number: int | None = None
    symbol: str = ""
    bold: bool = False
    bullet: bool = False

    def heading(self) -> None:
        """Markdown's heading signs, and tags around the line."""
        found = _MARKDOWN.match(self.rest) if self.rest[:1] in ">#" else None
        if found is not None:
            self.level = len(found[1] or found[2])
            self.style = f"h{self.level}"
            self.rest = self.rest[found.end() :].rstrip("# ").lstrip()
        ruled = _RULED.fullmatch(self.rest) if self.rest[:1] in "=~━─" else None
        if ruled is not None:
            self.style = f"{ruled['sign']}…"
            self.rest = ruled["words"]
        if "<" in self.rest:
            self.rest = trimmed(_TAG.sub("", self.rest))

    def emphasis(self) -> bool:
        """Bold signs around the whole line, or around its number alone."""
        opened = self.rest[:2]
        if self.bold or opened not in {"**", "__"}:
            return False
        inside = _inside_bold(self.rest)
        if inside is not None:
            self.bold = True
            self.style += "b:"
            self.rest = trimmed(inside)
            return True
        closing = self.rest.find(opened, 2)
        inner = _NUMBER.match(self.rest, 2)
        if inner is None or not 0 <= closing <= inner.end() + 1:
            return False
        self.rest = self.rest[2:closing] + " " + self.rest[closing + 2 :].lstrip()
        return True

    def numbering(self) -> bool:
        """A number of any form."""
        numbered = _numbered(self.rest) if self.number is None else None
        if numbered is None:
            return False
        form, self.number, self.rest = numbered
        self.style += form
        return True

    def sign(self) -> bool:
        """A symbol or a pictograph; all pictographs look alike."""
        marked = _symbol(self.rest) if not self.symbol else None
        if marked is None:
            return False
        self.symbol, self.rest = marked
        if self.symbol == "|":
            self.rest = self.rest.removesuffix("|").rstrip()
        pictograph = is_emoji(self.symbol) and self.symbol not in _SYMBOLS
        self.style += "☺" if pictograph else self.symbol
        return True

    def point(self) -> bool:
        """A bullet, if nothing stronger stands before it."""
        if self.bullet or self.level or self.number is not None or self.bold:
            return False
        found = _BULLET.match(self.rest)
        if found is None:
            return False
        self.bullet = True
        self.style += found["sign"] or "o"
        self.rest = self.rest[found.end() :].lstrip()
        if self.rest[:4].lower() in {"[ ] ", "[x] "}:
            self.rest = self.rest[4:].lstrip()
        return True


def _inside_bold(words: str) -> str | None:
    """What stands between bold signs around the whole line, short words behind them included."""
    inside = words[2:-2]
    closed = words[-2:] == "**" and 0 < len(inside) <= MAX_BOLD_CHARS
    if closed and inside[-1] not in "*_" and "**" not in inside and "__" not in inside:
        return inside
    whole = _BOLD_LINE.fullmatch(words) or _BOLD_TAG.fullmatch(words)
    if whole is None:
        return None
    return f"{whole['text']} {whole['rest']}" if whole["rest"] else whole["text"]


def _numbered(rest: str) -> tuple[str, int, str] | None:
    """The form, value and words behind a number at the start of `rest`."""
    first = rest[:1]
    if first in SINGLE_NUMBERS:
        value = numeral(first) or 0
        form = "Ⅰ" if "Ⅰ" <= first <= "ⅿ" else "①"
        return form, value, rest[1:].lstrip(" .)．:\t\xa0")
    if first == _TEN:
        return "1️⃣", 10, rest[1:].lstrip()
    found = _NUMBER.match(rest)
    if found is None:
        return None
    kind = found.lastgroup or "point"
    if kind == "capital":
        return _FORMS[kind], ord(found[kind]) - ord("A") + 1, rest[found.end() :].lstrip()
    text = found[kind].lstrip("#").replace("\ufe0f", "").replace("\u20e3", "")
    value_or_none = numeral(text)
    if value_or_none is None:
        return None
    return _FORMS[kind], value_or_none, rest[found.end() :].lstrip()


def _symbol(rest: str) -> tuple[str, str] | None:
    first = rest[:1]
    if not first or not (first in _SYMBOLS or is_emoji(first)):
        return None
    end = 1
    while end < len(rest) and (
        rest[end] in _SYMBOL_TAIL
        or rest[end] in "\u200d\u20e3"
        or rest[end] == first
        or "\U0001f3fb" <= rest[end] <= "\U0001f3ff"
        or "\U0001f1e6" <= rest[end] <= "\U0001f1ff"
        or (rest[end - 1] == "\u200d")
    ):
        end += 1
    return first, rest[end:]


def plain(text: str) -> str:
    """`text` as a reader of the rendered page sees it: no emphasis signs, tags, link targets."""
    if "](" in text:
        text = unlinked(text)
    if "<" in text:
        text = _TAG.sub("", text)
    if "*" in text or "__" in text or "~~" in text:
        text = _without_emphasis(text)
    if "&" in text and ";" in text:
        text = html.unescape(text)
    if "`" in text:
        text = text.replace("`", "")
    if "\\" in text:
        text = re.sub(r"\\([\\`*_{}\[\]()#+.!~|>-])", r"\1", text)
    if not text.isascii() and _SPACES.search(text):
        text = _SPACES.sub(" ", text.replace("\u200b", "").replace("\ufeff", ""))
    return trimmed(text.replace("\t", " ") if "\t" in text else text)


def _without_emphasis(text: str) -> str:
    """Emphasis signs taken out, those inside of others too; mere pairs of `**` go a short way."""
    if "***" not in text and "__" not in text and "~~" not in text:
        parts = text.split("**")
        if len(parts) % 2 and all(map(_is_emphasised, parts[1::2])) and "*" not in "".join(parts):
            return "".join(parts)
    text = _EMPHASIS.sub(r"\2", text)
    return _EMPHASIS.sub(r"\2", text)


def _is_emphasised(part: str) -> bool:
    """Whether a stretch between two signs has no space at its edges and is not too long."""
    return part == part.strip() and 0 < len(part) <= MAX_EMPHASIS_CHARS and "\n" not in part


def bracketed(words: str) -> str | None:
    """The inside of a line that is one bracket (`<정책>`, `[핀테크]`), else `None`."""
    closer = _BRACKETS.get(words[:1])
    if closer is None or not words.endswith(closer) or words.find(closer) != len(words) - 1:
        return None
    return words[1:-1].strip() or None
