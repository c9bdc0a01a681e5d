"""The child's tokenising job: texts to tokens by Kiwi, with words of ours kept whole."""

from __future__ import annotations

from kiwipiepy import Kiwi
from kiwipiepy import Token as KiwiToken

from bot.worker.tokens_wire import ANSWER, REQUEST, Cut, TokenAnswer
from bot.worker.wire import Message
from briefings.model.tokens import TokenKind

DONE = "done"

_KINDS: dict[str, TokenKind] = {
    "NNG": TokenKind.NOUN,
    "NNP": TokenKind.NAME,
    "XR": TokenKind.ROOT,
    "NNB": TokenKind.UNIT,
    "NR": TokenKind.NUMBER,
    "SN": TokenKind.NUMBER,
    "XPN": TokenKind.PREFIX,
    "XSN": TokenKind.SUFFIX,
    "XSV": TokenKind.VERBALISER,
    "XSA": TokenKind.VERBALISER,
    "SL": TokenKind.FOREIGN,
}
"""Sejong tags (with Kiwi's additions) that phrases are made of; all others are `OTHER`."""


class KiwiCutter:
    """Kiwi with a set of words of ours, loaded when texts come.

    Words are added before the first text: each later addition would build the model anew (two
    seconds). Typing mistakes and names of several words are not looked for, which halves memory
    and time.
    """

    def __init__(self) -> None:
        self._words: tuple[str, ...] | None = None
        self._kiwi: Kiwi | None = None

    def run(self, message: Message) -> Message:
        """Cut the texts of one request."""
        request = REQUEST.read(message.head)
        kiwi = self._loaded(request.words)
        cuts = tuple(_cut(tokens) for tokens in map(kiwi.tokenize, request.texts))
        return Message(kind=DONE, payload=ANSWER.write(TokenAnswer(cuts=cuts)))

    def _loaded(self, words: tuple[str, ...]) -> Kiwi:
        if self._kiwi is None or words != self._words:
            self._kiwi = None  # never two of them in memory
            self._kiwi = _kiwi_with(words)
            self._words = words
        return self._kiwi


def _kiwi_with(words: tuple[str, ...]) -> Kiwi:
    kiwi = Kiwi(num_workers=1, load_multi_dict=False, load_typo_dict=False)
    for word in words:
        kiwi.add_user_word(word, "NNP")
    return kiwi


def _cut(tokens: list[KiwiToken]) -> Cut:
    kinds: list[str] = []
    places: list[int] = []
    for token in tokens:
        kinds.append(_KINDS.get(token.tag, TokenKind.OTHER).value)
        places += (token.start, token.end)
    return Cut(kinds="".join(kinds), places=tuple(places))
