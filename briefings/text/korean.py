"""Tells Korean particles from the words that they hang on."""

from __future__ import annotations

from functools import lru_cache

_FIRST_SYLLABLE = ord("가")
_LAST_SYLLABLE = ord("힣")
_FINALS = 28
_FINAL_L = 8
_KEPT_SYLLABLES = 2

# Longest first. "c" follows a closed syllable (with a final consonant), "o" an open one,
# "r" an open one or one that closes with ㄹ, "" any.
_PARTICLES: tuple[tuple[str, str], ...] = (
    ("으로부터", "c"),
    ("에서부터", ""),
    ("으로서는", "c"),
    ("으로써", "c"),
    ("으로서", "c"),
    ("으로도", "c"),
    ("으로는", "c"),
    ("으로의", "c"),
    ("에서는", ""),
    ("에서도", ""),
    ("에서의", ""),
    ("에게서", ""),
    ("이라는", "c"),
    ("이라고", "c"),
    ("이라며", "c"),
    ("로부터", "r"),
    ("부터는", ""),
    ("까지의", ""),
    ("까지는", ""),
    ("까지도", ""),
    ("만으로", ""),
    ("과도", "c"),
    ("와도", "o"),
    ("과의", "c"),
    ("와의", "o"),
    ("과는", "c"),
    ("와는", "o"),
    ("에는", ""),
    ("에도", ""),
    ("에의", ""),
    ("에게", ""),
    ("에서", ""),
    ("으로", "c"),
    ("로서", "r"),
    ("로써", "r"),
    ("로는", "r"),
    ("로도", "r"),
    ("로의", "r"),
    ("까지", ""),
    ("부터", ""),
    ("보다", ""),
    ("처럼", ""),
    ("마다", ""),
    ("조차", ""),
    ("마저", ""),
    ("밖에", ""),
    ("이나", "c"),
    ("이란", "c"),
    ("란", "o"),
    ("라는", "o"),
    ("라고", "o"),
    ("라며", "o"),
    ("이며", "c"),
    ("이고", "c"),
    ("만의", ""),
    ("만을", ""),
    ("만이", ""),
    ("들의", ""),
    ("들은", ""),
    ("들이", ""),
    ("들을", ""),
    ("들과", ""),
    ("은", "c"),
    ("는", "o"),
    ("이", "c"),
    ("가", "o"),
    ("을", "c"),
    ("를", "o"),
    ("과", "c"),
    ("와", "o"),
    ("로", "r"),
    ("의", ""),
    ("에", ""),
    ("도", ""),
    ("만", ""),
    ("들", ""),
)

# Nouns whose last syllable looks like a particle.
_OWN_ENDINGS = tuple(
    word
    for words in (
        "주의 회의 협의 합의 논의 심의 결의 강의 동의 문의 건의 정의 창의 편의 민의 호의",
        "속도 제도 한도 강도 용도 년도 온도 지도 태도 각도 밀도 농도 순도 척도 시도 보도 의도 정도",
        "평가 국가 작가 주가 물가 원가 단가 증가 추가 인가 허가 휴가 대가 시가 정가 상가 전문가",
        "결과 효과 성과 통과 학과 초과 도로 경로 진로 통로 회로 항로 놀이 높이 길이 깊이 어린이",
        "대만 불만 비만 아들 부들 마을 가을 노을 서울",
        "스스로 그대로 제대로 새로 서로 따로 별로 함부로 억지로 앞으로 홀로 바로 때때로",
        "절대로 대체로",
    )
    for word in words.split()
)

PARTICLE_ENDINGS = tuple(dict.fromkeys(particle for particle, _ in _PARTICLES))
"""Every particle that a word may end in, longest first."""


_BY_LAST = {
    last: tuple(entry for entry in _PARTICLES if entry[0][-1] == last)
    for last in {particle[-1] for particle, _ in _PARTICLES}
}
"""The particles by the syllable that they end with, longest first."""


def is_syllable(char: str) -> bool:
    """Whether `char` is a composed Hangul syllable."""
    return _FIRST_SYLLABLE <= ord(char) <= _LAST_SYLLABLE


def final_consonant(char: str) -> int | None:
    """The number of the syllable's final consonant, 0 where it is open, `None` for no syllable."""
    return (ord(char) - _FIRST_SYLLABLE) % _FINALS if is_syllable(char) else None


def strip_particle(word: str) -> str:
    """The word without the particle that ends it, where two characters or more are left.

    A particle counts only where its form fits the syllable before it (은 after a closed one, 는
    after an open one), so that 카카오페이 keeps its 이. Latin words and figures lose any.
    """
    stem, _ = split_particle(word)
    return stem


@lru_cache(maxsize=32_768)  # the words of a day recur from text to text
def split_particle(word: str) -> tuple[str, str]:
    """The word as `strip_particle` leaves it, and the particle that went (empty for none)."""
    candidates = _BY_LAST.get(word[-1:], ())
    if not candidates or word.endswith(_OWN_ENDINGS):
        return word, ""
    for particle, follows in candidates:
        stem = word[: -len(particle)]
        if not stem or not word.endswith(particle) or not _fits(stem[-1], follows):
            continue
        return (stem, particle) if len(stem) >= _KEPT_SYLLABLES else (word, "")
    return word, ""


def _fits(char: str, follows: str) -> bool:
    final = final_consonant(char)
    if follows == "" or final is None:
        return True
    if follows == "c":
        return final != 0
    return final == 0 or (follows == "r" and final == _FINAL_L)
