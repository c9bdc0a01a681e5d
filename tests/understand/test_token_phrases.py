"""Noun phrases from tokens: what is joined, what is left out."""

import pytest

from briefings.errors import NotTokenized
from briefings.model.tokens import Token, TokenKind
from briefings.steps.phrases import found_phrases
from briefings.understand.token_phrases import token_phrases_of
from briefings.understand.user_words import user_words


def cut(marked: str) -> tuple[str, tuple[Token, ...]]:
    """`새벽/n+배송/n+을/o 연다/o`: a text with its tokens."""
    text, tokens = "", []
    for word in marked.split(" "):
        text += " " * bool(tokens)
        for piece in word.split("+"):
            said, _, code = piece.rpartition("/")
            tokens.append(Token(kind=TokenKind(code), start=len(text), end=len(text + said)))
            text += said
    return text, tuple(tokens)


def forms(marked: str) -> list[str]:
    return [phrase.form for phrase in token_phrases_of(*cut(marked)).values()]


@pytest.mark.parametrize(
    ("marked", "found"),
    [
        ("새벽/n+배송/n+을/o 연다/o", ["새벽배송"]),
        ("간편/r+결제/n+시장/n+이/o", ["간편결제"]),
        ("생성/n+형/s AI/f 교과서/n+를/o", ["생성형", "AI", "생성형 AI", "교과서", "AI 교과서"]),
        ("은행/n+이/o 대출/n", ["은행", "대출"]),
        ("급증/n+하/v+였다/o", []),
        ("대출/n+심사/n+하/v+였다/o", ["대출"]),
        ("열/d 두/o 개/u 은행/n", ["은행"]),
        ("3/d+분기/n 매출/n", []),
        ("GPT/f+-/o+4/d+o/f+와/o", ["GPT-4o"]),
        ("개인/n+적/s 기억/n", ["기억"]),
        ("가맹점주/n+들/s+은/o", ["가맹점주"]),
        ("초/x+전도/n+체/s", ["초전도체"]),
        ("전년/n+대비/n", []),
        ("데이터/n+센터/n+가/o", ["데이터센터"]),
        ("값/n", []),
        ("아/o+라손보/n+는/o", ["아라손보"]),
        ("첫/o+단말기/n", ["단말기"]),
        ("들/o+어온/o+단말기/n", ["단말기"]),
        ("7/d+km/f 터널/n", ["터널"]),
        ("언어/n 모델/n+을/o", ["언어", "언어 모델"]),
        ("양자암호통신망/n 시범/n 구축/n", ["양자암호통신망"]),
        ("Regulator/f 승인/n", []),
        ("5G/f 단말기/n", ["5G", "단말기", "5G 단말기"]),
    ],
)
def test_nouns_that_stand_together_are_a_phrase(marked, found):
    assert forms(marked) == found


def test_lines_about_the_text_itself_and_bylines_give_no_words():
    text = "Tidal Pay opens\nBy Jane Roe\nThis article was first printed in Harbour Review.\nNovaQ"

    (found,) = found_phrases([text], NoTokenizer())

    assert {"tidal", "pay", "novaq"} <= set(found)
    assert not {"jane", "roe", "harbourreview"} & set(found)


class NoTokenizer:
    def tokenize(self, texts):
        raise NotTokenized("there is none")

    def close(self):
        pass


def test_texts_without_hangul_need_no_tokeniser():
    (found,) = found_phrases(["IonQ sold a computer"], NoTokenizer())
    assert list(found) == ["ionq"]


def test_a_tokeniser_that_fails_is_told_of():
    with pytest.raises(NotTokenized):
        found_phrases(["은행"], NoTokenizer())


def test_words_of_themes_are_kept_whole_where_they_are_korean_nouns():
    words = ["*페이|", "챗gpt", "quantum", "손바닥을", "간편 결제", "새벽배송", "새벽배송"]
    assert user_words(words) == ("페이", "챗gpt", "챗GPT", "새벽배송")
