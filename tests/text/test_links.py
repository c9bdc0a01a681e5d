"""Links of a text."""

import pytest

from briefings.text.links import clean_url, find_links, unlinked


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("보기 https://a.example/b.", ["https://a.example/b"]),
        ("(https://a.example/b)", ["https://a.example/b"]),
        ("https://a.example/b_(c)", ["https://a.example/b_(c)"]),
        ("https://a.example/b에서 봤다", ["https://a.example/b"]),
        ("www.a.example 참고", ["http://www.a.example"]),
        (
            "[이름](https://a.example/b 'x') 와 <https://c.example>",
            ["https://a.example/b", "https://c.example"],
        ),
        ("ftp://a.example javascript:alert(1) http://localhost", []),
    ],
)
def test_links_are_found_without_the_sentence_around_them(text, urls):
    assert [link.url for link in find_links(text)] == urls


def test_a_picture_is_told_from_a_link():
    assert [link.picture for link in find_links("![x](https://a.example/1.png)")] == [True]


def test_a_text_shows_the_labels_of_its_links():
    assert unlinked("![그림](https://a.example/1) [이름](https://a.example/2) 끝") == " 이름 끝"


def test_a_link_of_two_thousand_characters_and_more_is_none():
    assert clean_url("https://a.example/" + "b" * 2_000) is None
