"""Reads the quantities of a text (money, shares, counts) so that they compare across spellings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import floor, log10

from briefings.text.korean import strip_particle

MAX_QUANTITIES = 24
"""A table of figures proves nothing; the first ones are the news."""

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALES = {
    "조": 1e12,
    "兆": 1e12,
    "억": 1e8,
    "億": 1e8,
    "亿": 1e8,
    "만": 1e4,
    "万": 1e4,
    "萬": 1e4,
    "천": 1e3,
    "千": 1e3,
    "백": 1e2,
    "百": 1e2,
    "trillion": 1e12,
    "tn": 1e12,
    "billion": 1e9,
    "bn": 1e9,
    "b": 1e9,
    "million": 1e6,
    "mn": 1e6,
    "m": 1e6,
    "thousand": 1e3,
    "k": 1e3,
}
_ASIAN = "조兆억億亿만万萬천千백百"
_ENGLISH = r"trillion|tn|billion|bn|million|mn|thousand|[bmk](?![a-z])"
_MONEY_BEFORE = r"A\$|US\$|HK\$|\$|€|£|¥|₩"
_UNITS: tuple[tuple[str, str], ...] = (
    ("%p", r"%\s?포인트|%p|percentage points?|퍼센트포인트"),
    ("%", r"%|퍼센트|percent|per cent|パーセント"),
    ("aud", r"호주\s?달러|Australian dollars?"),
    ("usd", r"달러|美元|ドル|(?:US )?dollars?|USD"),
    ("krw", r"원(?!\s?[가-힣]*[장소])|won|KRW|韩元|ウォン"),
    ("cny", r"위안|元|yuan|RMB|人民币|CNY"),
    ("jpy", r"엔(?![가-힣])|円|yen|日元|JPY"),
    ("eur", r"유로|euros?|欧元|ユーロ|EUR"),
    ("gbp", r"파운드|pounds?|英镑|GBP"),
    ("km", r"km|킬로미터|キロ|公里|kilometres?|kilometers?"),
    ("times", r"배(?![가-힣]*[송달터])|倍|times|-?fold"),
    ("month", r"개월|달(?![가-힣]|러)|个月|か月|ヶ月|months?"),
    ("second", r"초(?![가-힣]*[기반])|秒|seconds?"),
    ("minute", r"분(?!기|야|석|쟁|양)|分钟|分(?!之)|minutes?"),
    ("hour", r"시간|小时|時間|hours?"),
    ("rank", r"위(?![가-힣안원])|번째|등(?![가-힣])"),
    ("age", r"세(?![가-힣])|살(?![가-힣])|岁|歳"),
    (
        "skip",
        (
            r"년|월|일|시(?![가-힣]*[간장])|호|회|차|편|기(?![가-힣])|분기|년차|年|月|日|号|期|st|nd"
            r"|rd|th"
        ),
    ),
)
_CURRENCY = {
    "A$": "aud",
    "US$": "usd",
    "HK$": "hkd",
    "$": "usd",
    "€": "eur",
    "£": "gbp",
    "¥": "cny",
    "₩": "krw",
}
_UNIT = "|".join(f"(?P<u{at}>{pattern})" for at, (_, pattern) in enumerate(_UNITS))
_QUANTITY = re.compile(
    rf"(?P<money>{_MONEY_BEFORE})?\s?(?<![\d.,A-Za-z-])"
    rf"(?P<figure>(?:(?:{_NUMBER})\s?[{_ASIAN}]+\s?)+(?:(?:{_NUMBER})(?![{_ASIAN}]))?|{_NUMBER})"
    rf"(?:[\s-]?(?P<scale>{_ENGLISH}))?\s?-?(?:여\s?)?(?:{_UNIT})?",
    re.IGNORECASE,
)
_PART = re.compile(rf"({_NUMBER})\s?([{_ASIAN}]*)")
_ONES = {
    "한": 1,
    "하나": 1,
    "두": 2,
    "둘": 2,
    "세": 3,
    "석": 3,
    "셋": 3,
    "네": 4,
    "넉": 4,
    "넷": 4,
    "다섯": 5,
    "여섯": 6,
    "일곱": 7,
    "여덟": 8,
    "아홉": 9,
}
_TENS = {
    "열": 10,
    "스무": 20,
    "스물": 20,
    "서른": 30,
    "마흔": 40,
    "쉰": 50,
    "예순": 60,
    "일흔": 70,
    "여든": 80,
    "아흔": 90,
}
_ROUND = {"백": 100, "천": 1_000, "만": 10_000, "십만": 100_000, "백만": 1_000_000}
_ROUND |= {"천만": 10_000_000}
_COUNTED = (
    r"곳|개|대(?![학출기])|명|장(?![가-힣])|가지|회사|기업|은행|노선|나라|도시|종|군데|큐비트|건"
    r"|매장|점포|사람|팀|과(?=에|의|\s)|달(?!러)|시간|배(?![달송])"
)
_NATIVE_COUNT = re.compile(
    rf"(?<![가-힣\d])(?:({'|'.join(_ROUND)})?\s?({'|'.join(_TENS)})?({'|'.join(_ONES)})?)"
    rf"(?<=[가-힣])\s?(?=({_COUNTED}))"
)
_COUNTED_UNITS = {"달": "month", "시간": "hour", "배": "times"}
_VERSIONED = re.compile(r"(?:^|[^\w])[a-z]{0,2}[A-Z][\w.]*\s\s?\d?$")  # iOS 18, Claude 4
_COUNTERS = tuple(
    (counter, re.compile(words))
    for counter, words in (
        ("people", r"\s?(?:명|인(?![가-힣])|사람|여 ?명|people|users?|人|名)"),
        ("places", r"\s?(?:여 ?)?(?:곳|군데|개소|점포|매장|家|店)"),
        ("cases", r"\s?(?:여 ?)?(?:건|件|单|orders|rides|transactions)"),
        ("machines", r"\s?(?:여 ?)?(?:대(?![학출])|台|辆)"),
        ("accounts", r"\s?계좌|\s?좌(?![가-힣])"),
    )
)
_ABOUT_BEFORE = re.compile(
    r"(?:약|대략|거의|about|around|roughly|nearly|some|almost|over|more than)\s*$"
)
_ABOUT_AFTER = re.compile(
    r"^[\s가-힣A-Za-z]{0,4}?(?:여|가까|육박|안팎|내외|넘|이상|돌파|초과|를 웃|을 웃|가량|정도|余"
    r"|多|超)"
)
_LABEL_CHARS = 24
_CLAUSE_END = re.compile(r"[,.;:!?·…\n]")
_BEFORE_FIGURES = frozenset(
    [
        "약",
        "총",
        "무려",
        "최대",
        "최소",
        "모두",
        "누적",
        "각각",
        "평균",
        "거의",
        "지난",
        "올해",
        "작년",
        "지난해",
        "이번",
        "앞으로",
        "하루",
        "매달",
        "매년",
        "연",
        "월",
        "a",
        "an",
        "the",
        "to",
        "by",
        "of",
        "at",
        "for",
        "in",
        "about",
        "around",
        "nearly",
        "over",
        "some",
        "from",
        "than",
        "up",
        "as",
        "least",
        "most",
    ]
)
_COMPARING = ("보다", "대비", "비해", "만에", "동안", "부터", "까지", "than", "에서", "에")
_MONEY = frozenset({"aud", "usd", "krw", "cny", "jpy", "eur", "gbp", "hkd"})
_LARGE_AMOUNT = 1e8
_CLOSE = 0.006
_ABOUT = 0.05
_ROUNDED_FROM = 1_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Quantity:
    """A value, what it counts (`usd`, `%`, `n` for things), and whether the text says "about".

    `counter` tells things apart where the text does: people, places, cases, machines. `label` is
    the word before the figure, which mostly says what is measured.
    """

    value: float
    unit: str
    about: bool = False
    counter: str = ""
    label: str = ""

    @property
    def digits(self) -> int:
        """How many significant digits were written: the more, the less a match is chance."""
        mantissa = f"{self.value:.6g}".split("e", maxsplit=1)[0].replace(".", "").strip("0")
        return max(1, len(mantissa))

    @property
    def weight(self) -> float:
        """How much a match of this quantity proves, from 0.15 to 1.2."""
        if self.unit in {"rank", "age", "times"}:
            return 0.2
        if self.digits >= 3:
            return 1.2
        if self.digits == 2:
            return 0.8 if self.value >= 20 or self.unit != "n" else 0.5
        return (
            0.6 if self.value >= 1_000 else 0.35 if self.value >= 10 or self.unit != "n" else 0.15
        )


def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of `text` in order; dates, years, editions and numbering are none."""
    found: dict[tuple[float, str], Quantity] = {}
    for quantity in _all(text):
        known = found.get((quantity.value, quantity.unit), quantity)
        found[quantity.value, quantity.unit] = replace(
            quantity,
            about=known.about or quantity.about,
            counter=known.counter or quantity.counter,
            label=known.label or quantity.label,
        )
        if len(found) == MAX_QUANTITIES:
            break
    return tuple(found.values())


def match(one: Quantity, other: Quantity) -> bool:
    """Whether both mean the same figure, also where one is rounded (1조 7700억, 1.77조)."""
    if _unit_is_left_out(one, other) or _unit_is_left_out(other, one):
        return one.value == other.value
    if one.unit != other.unit or (one.counter and other.counter and one.counter != other.counter):
        return False
    high, low = max(one.value, other.value), min(one.value, other.value)
    if high == low:
        return True
    apart = (high - low) / high
    if one.about or other.about:
        return apart <= _ABOUT
    return (apart <= _CLOSE and min(one.digits, other.digits) >= 2) or _is_rounded(one, other)


def _is_rounded(one: Quantity, other: Quantity) -> bool:
    """Whether the figure with fewer digits, two at least, is the other one rounded to them."""
    rough, exact = sorted((one, other), key=lambda quantity: quantity.digits)
    if rough.digits < 2 or exact.digits < rough.digits + 2 or exact.value < _ROUNDED_FROM:
        return False
    return float(f"{exact.value:.{rough.digits - 1}e}") == rough.value


def _unit_is_left_out(bare: Quantity, money: Quantity) -> bool:
    """Whether a headline's `누적 10조` may stand for an amount of money."""
    return (
        bare.unit == "n"
        and not bare.counter
        and money.unit in _MONEY
        and bare.value >= _LARGE_AMOUNT
    )


def _all(text: str) -> Iterator[Quantity]:
    for found in _QUANTITY.finditer(text):
        quantity = _quantity(text, found)
        if quantity is not None:
            yield quantity
    for native in _NATIVE_COUNT.finditer(text):
        unit = _COUNTED_UNITS.get(native[4], "n")
        counter = _counter(text[native.end() : native.end() + 8]) if unit == "n" else ""
        yield Quantity(value=_spelt(native), unit=unit, counter=counter)


def _spelt(native: re.Match[str]) -> int:
    """The value of a spelt number: 여든, 백서른, 만 (명)."""
    round_, tens, ones = native[1], native[2], native[3]
    return _ROUND.get(round_, 0) + _TENS.get(tens, 0) + _ONES.get(ones, 0)


def _quantity(text: str, found: re.Match[str]) -> Quantity | None:
    figure, scale = found["figure"], found["scale"]
    value = _value(figure) * (_SCALES[scale.casefold()] if scale else 1)
    unit = _CURRENCY[found["money"].upper()] if found["money"] else _unit(found)
    plain = scale is None and not any(char in _ASIAN for char in figure)
    if unit == "skip" or value == 0:
        return None
    if unit == "n" and plain and not found["money"]:
        following = text[found.end() : found.end() + 1]
        if _VERSIONED.search(text[max(0, found.start() - 20) : found.start() + 1]):
            return None
        if 1900 <= value <= 2100 and "," not in figure:
            return None
        if following in {".", ")", "-", ":", "/"} and value < 100:
            return None
    about = bool(
        _ABOUT_BEFORE.search(text[max(0, found.start() - 10) : found.start()])
        or "여" in found.group()
        or _ABOUT_AFTER.match(text[found.end() : found.end() + 12])
    )
    counter = _counter(text[found.end() : found.end() + 8]) if unit == "n" else ""
    label = _label(text[max(0, found.start() - _LABEL_CHARS) : found.start()])
    return Quantity(value=value, unit=unit, about=about, counter=counter, label=label)


def _label(before: str) -> str:
    """The word that a figure follows in its clause, without its particle; comparisons name none."""
    clause = _CLAUSE_END.split(before)[-1]
    words = [word for word in clause.split() if word.casefold() not in _BEFORE_FIGURES]
    if not words or words[-1].endswith(_COMPARING):
        return ""
    stem = strip_particle(words[-1].strip("'\"“”‘’()")).casefold()
    return stem if len(stem) >= 2 and stem.isalpha() else ""


def _counter(following: str) -> str:
    for counter, pattern in _COUNTERS:
        if pattern.match(following):
            return counter
    return ""


def _unit(found: re.Match[str]) -> str:
    for at, (unit, _) in enumerate(_UNITS):
        if found[f"u{at}"]:
            return unit
    return "n"


def _value(figure: str) -> float:
    total = 0.0
    for number, scales in _PART.findall(figure):
        part = float(number.replace(",", ""))
        for scale in scales:
            part *= _SCALES[scale]
        total += part
    return round(total, 6) if total < 1 or floor(log10(total)) < 15 else total
