"""Draws from a text what decides whether two texts tell the same story: its facts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from briefings.text.korean import split_particle
from briefings.text.language import language_of
from briefings.text.sentences import sentences
from briefings.understand.event_words import CONCEPTS, EVENTS, TRENDS
from briefings.understand.names import agencies_in, aliases_in, countries_in, is_place, places_in
from briefings.understand.noise import is_about_itself, is_noise
from briefings.understand.periods import dates, days, editions, hours, months, periods, years
from briefings.understand.quantities import Quantity, quantities
from briefings.understand.stage_words import STAGES
from briefings.understand.stopwords import ENGLISH, KOREAN, VERBAL_ENDINGS

READ_CHARS = 1_500
TOLD_CHARS = 500
"""What happened is told by the title and the first sentences; further down figures coincide."""

_LINE_CHARS = 90
_FRAME_CHARS = 240  # two tellings in one frame show it here
_KEPT_TEXTS = 2_048  # an item is compared with some dozens that came shortly before it
_HEAD_SENTENCES = 2
_SUBJECT_WORDS = 4
_TOPIC_WITHIN_WORDS = 7
_TAG = re.compile(
    r"^\s*(?:[\[【<(][^\]】>)]{1,12}[\]】>)]\s*)+|\s*\((?:종합\d?|속보|상보|단독|updated?)\)\s*$"
)
_RUBRIC_TAG = re.compile(r"\s*[\[【<]([^\]】>]{2,12})[\]】>]")
_NEWS_TAG = re.compile(
    r"속보|단독|종합|상보|특징주|공식|포토|영상|사진|update|breaking|exclusive", re.IGNORECASE
)
_LINK = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")
_NOT_WORD = re.compile(r"[\W_]+")
_TOKEN = re.compile(r"[A-Za-z][A-Za-z\d]*(?:[.&+'’-][A-Za-z\d]+)*|[가-힣]+|[㐀-鿿]+|[ァ-ヶー]+")
_HANGUL = re.compile(r"[가-힣]")
_VERBAL = re.compile("(?:" + "|".join(sorted(VERBAL_ENDINGS, key=len, reverse=True)) + ")$")
_REVISED = re.compile(
    r"(?:으로|로|까지) ?(?:늘어|늘었|늘렸|늘린|불어|급증|확대)"
    r"|(?:피해|사망|환자)\S{0,3} 늘|정정|당초|바로잡|처음 (?:알려"
    r"|추정|발표|신고)"
    r"|(?:명|건|대|곳|원) (?:더|추가)|추가로 (?:확인|드러)|rises? to|\brevised|correct(?:s|ed)"
)
_AGAIN = re.compile(
    r"(?<![가-힣])(?:또|재차|이번엔|이번에는|거듭|잇따라|[두세네] ?번째|[2-9] ?번째"
    r"|다시 한번)(?![가-힣])"
    r"|만에 또|\bagain\b|\banother\b|this time|再次|又"
)
_DAMAGE = re.compile(
    r"피해|사망|숨진|숨졌|부상|다쳤|유출|미정산|감염|확진|희생|victim|casualt|\bdead\b|killed|injured"
    r"|affected|被害|死亡|受害"
)
_RUBRIC = re.compile(
    r"순위|동향|시황|집계|마감|브리핑|주간|월간|일지|캘린더|일정|차트|랭킹|개장|출발|소식$|모음"
    r"|\bweekly\b|\bmonthly\b|\bdaily\b|round-?up|bulletin|ranking|周报|月报|週間|月間"
)
_PREDICATE = re.compile(
    r"[았었였했됐렸쳤졌왔갔났섰겼혔켰꿨웠뤘냈뒀줬샀봤렀](?:다|고|으|던|지|을|는)?|다(?:고|며|는"
    r"|면)?$"
    r"|(?:려고|면서|지만|으며|하며|되며|하고|되고|하는|되는|하기|되기|토록|도록)$"
)
_SUBJECTS = re.compile("|".join(concept.pattern for concept in CONCEPTS.values()))
_GENERIC = re.compile(
    r"앱|플랫폼|업체|업계|기업|시장|서비스|기술|컴퓨터|컴퓨팅|산업|단체|노조|사업자|회사|기사"
    r"|스타트업|거래소|통신|산업|시스템"
    r"|온라인|모바일|쇼핑|음식|하루|월간|전국|정부|국회|법원|당국|간편|인터넷|거래액|승인액"
    r"|점유율|금융|통계|개인정보|정보|요금|수수료|법안|제도|보고서|온투업"
    r"|온투|p2p|전문|공공|민간"
    r"|국내|해외|글로벌|첫|세계|app|platform|service"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What a text tells, in forms that compare across spellings and languages."""

    language: str
    head: str
    whole: str
    is_line: bool
    rubric: str
    title_key: str
    title_nouns: frozenset[str]
    title_told: float
    stems: Mapping[str, float]
    actors: frozenset[str]
    subjects: frozenset[str]
    latin: frozenset[str]
    aliases: frozenset[str]
    head_aliases: frozenset[str]
    title_aliases: frozenset[str]
    agencies: frozenset[str]
    head_agencies: frozenset[str]
    places: frozenset[str]
    title_places: frozenset[str]
    countries: frozenset[str]
    events: frozenset[str]
    concepts: frozenset[str]
    stages: Mapping[str, int]
    quantities: tuple[Quantity, ...]
    title_quantities: tuple[Quantity, ...]
    periods: frozenset[str]
    title_periods: frozenset[str]
    editions: Mapping[str, frozenset[str]]
    is_revised: bool
    is_again: bool
    is_damage: bool
    is_rubric: bool
    trends: frozenset[str]
    hours: frozenset[tuple[int, int]]
    years: frozenset[int]
    months: frozenset[int]
    days: frozenset[int]
    dates: frozenset[tuple[int, int]]
    bigrams: frozenset[str]
    title_bigrams: frozenset[str]


@lru_cache(maxsize=_KEPT_TEXTS)
def facts_of(title: str | None, text: str) -> Facts:
    """The facts of a text under its title; only its first part is read."""
    bare_title = _TAG.sub("", unicodedata.normalize("NFKC", title or "")).strip()
    body = _news_of(unicodedata.normalize("NFKC", text[:READ_CHARS]))
    return _facts(_rubric_of(title or ""), bare_title, body)


def _rubric_of(title: str) -> str:
    """The standing head in brackets that a title begins with ([환율]); none for [속보] and such."""
    found = _RUBRIC_TAG.match(title)
    return "" if found is None or _NEWS_TAG.search(found[1]) else found[1].casefold()


def _facts(rubric: str, bare_title: str, body: str) -> Facts:
    cased = f"{bare_title}\n{body}"
    whole = cased.casefold()
    head = f"{bare_title}\n{_first_sentences(body)}"
    low_head = head.casefold()
    low_title = bare_title.casefold()
    aliases, agencies, places = aliases_in(whole), agencies_in(whole), places_in(whole)
    tokens = tuple(_TOKEN.findall(cased))
    language = language_of(cased)
    nouns = frozenset(_nouns(bare_title or _first_sentences(body)))
    return Facts(
        language=language,
        head=low_head,
        whole=whole,
        is_line=len(cased) <= _LINE_CHARS and not (bare_title and body.strip()),
        rubric=rubric,
        title_key=_NOT_WORD.sub("", low_title),
        title_nouns=nouns,
        title_told=_told(nouns, body.casefold()),
        stems=_stems(tokens),
        actors=frozenset(_actors(bare_title, body)),
        subjects=frozenset(_subjects(bare_title, body)),
        latin=frozenset(token.casefold() for token in tokens if _is_latin_name(token)),
        aliases=aliases,
        head_aliases=aliases_in(low_head) if aliases else aliases,
        title_aliases=aliases_in(low_title) if aliases else aliases,
        agencies=agencies,
        head_agencies=agencies_in(low_head) if agencies else agencies,
        places=places,
        title_places=places_in(low_title) if places else places,
        countries=countries_in(low_head),
        events=_named(EVENTS, low_head),
        concepts=_named(CONCEPTS, low_head),
        stages=_stages(low_head),
        quantities=quantities(cased),
        title_quantities=quantities(bare_title),
        periods=frozenset(periods(whole)),
        title_periods=frozenset(periods(low_title)),
        editions=editions(low_title, whole),
        is_revised=_REVISED.search(low_head) is not None,
        is_again=_AGAIN.search(low_head) is not None,
        is_damage=_DAMAGE.search(low_head) is not None,
        is_rubric=_RUBRIC.search(low_title) is not None,
        trends=_named(TRENDS, low_head),
        hours=frozenset(hours(whole)),
        years=frozenset(years(whole)),
        months=frozenset(months(whole)),
        days=frozenset(days(whole)),
        dates=frozenset(dates(whole)),
        bigrams=_pieces(whole[:_FRAME_CHARS], language),
        title_bigrams=_pieces(low_title, language),
    )


def _news_of(text: str) -> str:
    """The first sentences that tell news, a line each: no by-lines, links, talk of the text."""
    told: list[str] = []
    room = TOLD_CHARS
    for start, end in sentences(text):
        sentence = _LINK.sub(" ", text[start:end])
        if is_noise(sentence) or is_about_itself(sentence):
            continue
        told.append(sentence[:room])
        room -= len(sentence)
        if room <= 0:
            break
    return "\n".join(told) or text[:TOLD_CHARS]


def _first_sentences(body: str) -> str:
    spans = sentences(body)
    return body[: spans[min(len(spans), _HEAD_SENTENCES) - 1][1]] if spans else body


def _named(patterns: Mapping[str, re.Pattern[str]], text: str) -> frozenset[str]:
    return frozenset(name for name, pattern in patterns.items() if pattern.search(text))


def _stages(text: str) -> Mapping[str, int]:
    """The last step of each group that the text names: later news mention earlier steps."""
    found = {}
    for group, steps in STAGES.items():
        reached = [at for at, step in enumerate(steps) if step.search(text)]
        if reached:
            found[group] = reached[-1]
    return MappingProxyType(found)


def _stems(tokens: tuple[str, ...]) -> Mapping[str, float]:
    stems: dict[str, float] = {}
    for token in tokens:
        stem = _stem(token)
        if stem is None:
            continue
        if _is_han(stem):  # words are not told apart there
            stems.update({stem[at : at + 2]: 0.5 for at in range(len(stem) - 1)})
        else:
            stems[stem] = _weight(stem, token)
    return MappingProxyType(stems)


@lru_cache(maxsize=32_768)
def _stem(token: str) -> str | None:
    if token[0].isascii():
        low = token.casefold().removesuffix("'s").removesuffix("’s")
        return None if low in ENGLISH or len(low) < 2 else _singular(low)
    if not _HANGUL.match(token):
        return token if len(token) >= 2 else None
    stem, _ = split_particle(token)
    if len(stem) < 2 or _VERBAL.search(stem) or _PREDICATE.search(token):
        return None
    return stem


def _nouns(text: str) -> Iterator[str]:
    """The words of a title that say what it is about, as far as a form can tell."""
    for stem, weight in _stems(tuple(_TOKEN.findall(text))).items():
        if weight >= 0.8:
            yield stem


def _told(nouns: frozenset[str], body: str) -> float:
    """The share of a title's nouns that the text below it says; all where there is no text."""
    if not body.strip() or not nouns:
        return 1.0
    return sum(1 for noun in nouns if noun in body) / len(nouns)


def _is_han(stem: str) -> bool:
    return not stem[0].isascii() and not _HANGUL.match(stem)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _weight(stem: str, token: str) -> float:
    if stem in KOREAN:
        return 0.2
    if token[0].isascii():
        return 1.4 if _is_latin_name(token) else 0.8
    return 1.2 if len(stem) >= 4 else 1.0


def _is_latin_name(token: str) -> bool:
    return (
        token[0].isascii()
        and len(token) >= 2
        and any(char.isupper() for char in token)
        and token.casefold() not in ENGLISH
    )


def _subjects(title: str, body: str) -> Iterator[str]:
    """Who or what acts: the head of the title up to its comma, the topic of the first sentence."""
    first, comma, _ = re.sub(r"[…:·|]| - ", ",", title).partition(",")
    yield from _subject_words(first if comma else _before_topic(title))
    yield from _subject_words(_before_topic(body[:200]))


def _actors(title: str, body: str) -> Iterator[str]:
    """The first name of the title, and that of the text where there is no title."""
    for token in _TOKEN.findall(title or body)[:_SUBJECT_WORDS]:
        stem = _stem(token)
        if stem is None or stem in KOREAN:
            continue
        if not is_place(stem):
            yield stem[:2] if _is_han(stem) else stem
        return


def _before_topic(text: str) -> str:
    words = text.split()
    if not words:
        return ""
    if not _HANGUL.search(words[0]) and words[0][0].isascii():
        return " ".join(_leading_names(words))
    for at, word in enumerate(words[:_TOPIC_WITHIN_WORDS]):
        bare = word.rstrip(",.")
        if split_particle(bare)[1] in {"은", "는", "이", "가"}:
            return " ".join(words[max(0, at - 1) : at + 1])
    return words[0]


def _leading_names(words: list[str]) -> Iterator[str]:
    for word in words:
        if not (word[0].isupper() or word[0].isdigit()):
            return
        yield word


def _subject_words(text: str) -> Iterator[str]:
    for token in _TOKEN.findall(text)[:_SUBJECT_WORDS]:
        stem = _stem(token)
        if stem is None or stem in KOREAN or is_generic(stem) or agencies_in(stem):
            continue
        yield stem[:2] if _is_han(stem) else stem


@lru_cache(maxsize=8_192)
def is_generic(stem: str) -> bool:
    """Whether the word names a subject of many stories (자율주행 택시), nobody's name."""
    rest = _GENERIC.sub("", stem)
    return len(_SUBJECTS.sub("", rest)) <= 1


def _pieces(text: str, language: str) -> frozenset[str]:
    """Words of an English text, whose letters are too few to tell texts apart; else bigrams."""
    if language == "en":
        return frozenset(_TOKEN.findall(text))
    return _bigrams(text)


def _bigrams(text: str) -> frozenset[str]:
    bare = _NOT_WORD.sub("", text)
    return frozenset(bare[at : at + 2] for at in range(len(bare) - 1))
