"""Lines that describe or credit a picture or a table."""

from __future__ import annotations

import re

from briefings.text.hints import Hints

MAX_CAPTION_CHARS = 400
"""Captions under charts tell a lot; longer ones are prose."""

_CAPTION = re.compile(
    r"[(\[<〈【▲△▼※*•\s]{0,4}(?=[관사그표이도영차포자썸대본첨캡fpitcg図写图ⓒ<〈【\[])"
    r"(?:관련\s?)?(?:(?:사진|그림|표|이미지|도표|그래픽|영상|차트|포토|"
    r"자료\s?사진|(?:썸네일|대표|본문|첨부)(?:\s?이미지)?|캡션|"
    r"사진\s?제공|자료\s?제공|이미지\s?제공|그래픽\s?제공|사진\s?출처|이미지\s?출처|그림\s?출처|"
    r"figure|fig|photo|image|picture|"
    r"table|chart|graph|graphic|credit|"
    r"photo credit|image credit|photograph|thumbnail|caption|図|写真|图|图片)"
    r"(?:\s?\d{1,3}(?:[-.]\d{1,2})?\s{0,2}[).:>\]=/]|\s{0,2}[=:：/]|\s?\d{1,3}\s{0,2}$|\s?(?:출처|"
    r"제공|캡처|캡쳐|url)\s{0,2}[:=：]?)"
    r"|(?:photo|image|picture|illustration|photograph)s?\s(?:by|courtesy|via|credit)\b|"
    r"getty images|ⓒ\s?(?:게티|셔터)|[<〈【\[]\s?(?:그림|표|사진|도표|차트)\s?\d{0,3}\s?[>〉】\]])",
    re.IGNORECASE,
)

_CAPTION_TAIL = re.compile(
    r"[(\[<〈【/|][^()\[\]<>〈〉【】]{0,40}(?:사진|이미지|그래픽|캡처|캡쳐|photo|"
    r"image)\s?[=:/·]\s?[^()\[\]<>〈〉【】]{1,60}[)\]>〉】]?$"
    r"|(?:사진|이미지|그래픽)\s?[=ⓒ]\s?\S.{0,40}$"
    r"|[(\[]\s?(?:사진|이미지|그래픽)[^()\[\]]{0,40}[)\]]$"
    r"|[(（\[【][^()（）]{0,20}(?:出典|写真|画像|撮影|提供|图源|圖源|图片来源|图片|摄影|供图|來源|来源)\s?[:：=＝/]?"
    r"[^()（）]{1,40}[)）\]】]$",
    re.IGNORECASE,
)

_CREDITED = re.compile(
    r"^(?!.{0,12}(?:저작권|[Cc]opyright)).{20,}[\s/.)][©ⓒⒸ]\s?(?!.{0,30}(?:금지|reserved))[^.©]{2,30}$"
)
"""A text that the holder of a picture's rights ends."""

_LEADING_ARROW = re.compile(r"[▲△]\s?\S")


_CAPTION_HINTS = Hints(
    "사진",
    "이미지",
    "그래픽",
    "캡처",
    "캡쳐",
    "hoto",
    "mage",
    "HOTO",
    "IMAGE",
    "出典",
    "写真",
    "画像",
    "撮影",
    "提供",
    "图",
    "圖",
    "摄影",
    "来源",
    "來源",
)


def is_caption(line: str) -> bool:
    """Whether the line describes or credits a picture or table."""
    if len(line) > MAX_CAPTION_CHARS:
        return False
    if _CAPTION.match(line) is not None:
        return True
    if len(line) > 160:
        return any(sign in line[-40:] for sign in "©ⓒⒸ") and _CREDITED.search(line) is not None
    if _CREDITED.search(line) is not None:
        return True
    if _CAPTION_HINTS.within(line) and _CAPTION_TAIL.search(line) is not None:
        return True
    return line[0] in "▲△" and _LEADING_ARROW.match(line) is not None and line[-1] not in "?!"
