"""Tells lines that carry no news (by-lines, captions, copyright, links, chrome) from sentences."""

from __future__ import annotations

import re

from briefings.text.sentences import SECTION_MARKS, ends_whole

MIN_SENTENCE_CHARS = 25
"""A whole sentence of an article that is shorter says too little."""

MIN_STATEMENT_CHARS = 12
"""A shorter line says too little even where it ends as a Korean statement does, with a full stop:
captions and headings have none."""

MIN_BULLET_CHARS = 10
"""A line of a list that is shorter is a heading or a label."""

_SHORT_LINE_CHARS = 80
_URL = re.compile(r"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)+/\S*")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_REPORTER = r"(?:기자|특파원|통신원|논설위원|에디터|인턴기자)"
_BYLINE = re.compile(
    rf"{_REPORTER}\s*(?:\([^()]*\)|[\w.+-]+@\S+)?\s*=?\s*$"
    rf"|^[\[(【<][^\])】>]{{1,40}}[\])】>]\s*[가-힣·,\s]{{2,20}}{_REPORTER}\b"
    rf"|^(?:글|취재|정리|작성자?|번역|편집|기고)\s*[:=|/]\s*\S"
    rf"|^[가-힣]{{2,4}}\s*{_REPORTER}\s*[|/·:]?\s*\S{{0,20}}$"
    r"|^(?:[Bb]y|BY)\s+[A-Z][\w.'-]+(?:\s+[A-Z][\w.'-]+){0,3}\s*$"
    r"|^[\[(【][^\])】]{1,50}[\])】]$"
    r"|^(?:记者|記者|编辑|作者|文)\s*[:：/|]"
)
_CAPTION = re.compile(
    r"^[\[(<【]?\s*(?:사진|그림|도표|표|이미지|자료\s*사진|영상|삽화|썸네일"
    r"|[Pp]hoto|PHOTO|[Cc]aption|CAPTION|[Ff]ig(?:ure|\.)|[Ii]mage|图|圖|图片|写真|図)\s*\d*\s*[-.)\]>】:：=/|ⓒ©]"
    r"|[\[(/ㅣ|]\s*(?:사진|이미지|자료|그래픽|영상|일러스트|화면)\s*(?:제공|출처|캡처"
    r"|캡쳐)?\s*[=:：/]"
    r"|(?:사진|이미지|자료|그래픽|화면|영상)\s*(?:제공|출처|캡처|캡쳐)?\s*[=:：]\s*\S{1,30}"
    r"|(?:사진|이미지|자료|그래픽|화면)\s*(?:제공|캡처|캡쳐)?\s*[ⓒ©/]"
    r"|(?:전경|모습|조감도|포스터|사진|이미지|화면|로고|장면|사옥|개요도|현황)\s*[.)]?"
    r"\s*(?:[(/|ⓒ©].{0,40})?$"
    r"|^사진[은는]\s"
    r"|^[▲△▼▽]\s*[^.]{2,80}$"
)
_SHOWN_CAPTION = re.compile(r"(?:있다|있는 모습|포즈를 취하고 있다)[./]?\s*[(/|ⓒ©\[].{1,40}$")
_RIGHTS = re.compile(
    r"무단\s*(?:전재|복제|배포|사용)|재배포\s*(?:금지|를 금)|저작권자|저작권은 .{0,30}(?:있|귀속)"
    r"|저작권(?:법|의)?\s*보호를\s*받|출처\s*(?:를\s*)?밝히|출처\s*밝혀|[ⓒ©]|\([cC]\)\s*\S"
    r"|[Cc]opyright|COPYRIGHT|[Aa]ll [Rr]ights [Rr]eserved|版权所有|转载请|禁止转载|無断転載"
)
_CHROME = re.compile(
    r"^[Pp]osted by\b|구독하(?:기|세요)|구독\s*(?:과|및)\s*좋아요|좋아요를? (?:눌|누르)|공유하기"
    r"|관련\s*기사|기사\s*제보|제보(?:하기|는)\s|뉴스레터\s*(?:신청|구독)|앱\s*다운로드|바로\s*가기"
    r"|전체\s*보기|더\s*보기|원문\s*보기|편집자\s*주|댓글\s*(?:쓰기|\d)|이\s*기사(?:를"
    r"|는)\s*(?:공유|인쇄)"
    r"|^[Rr]eporting by\b|^[Ee]diting by\b|^[Oo]ur [Ss]tandards\b|^\(?끝\)?\.?$"
    r"|[Ss]ign up|[Rr]ead more|[Cc]lick here|[Ss]ubscribe (?:to|now)|点击|关注我们|扫码"
    r"|페이스북|트위터\s+카카오|^\s*(?:목차|차례|태그|카테고리|조회수?|추천)\b"
)
_META = re.compile(
    r"^(?:\S+\s){0,3}?(?:이|본|이번|지난|다음)\s?(?:글|기사|호|편|회|포스팅|연재|시리즈|칼럼"
    r"|문서|장)(?:에서|에선|은|는|을|부터|의)"
    r"|^(?:아래|다음|위|본문)(?:는|은|의 내용은|에서)\s|(?:책|글|기사|원문|보고서"
    r"|영상)의?\s(?:일부|내용|전문)[을를은]\s"
    r".{0,30}(?:정리|발췌|요약|번역|소개)|내용을\s(?:엄선|정리|발췌|요약|번역)"
    r""
    r"|(?:발췌|요약|정리|번역|수록|전재)(?:한|된|하여|해)\s(?:일부\s)?(?:내용|글|것|원고)\s?(?:입니다|이다|임)"
    r"|살펴보(?:자|겠|도록)|알아보(?:자|겠|도록)|소개하(?:고자|겠|려)|^[Ii]n this (?:article"
    r"|post|issue)|^This (?:article|post)"
)
_NOTE = re.compile(r"편집자\s?주|^\W*(?:[Ee]ditor'?s [Nn]ote)")
_SOURCE_LINE = re.compile(
    r"^[\[(<【]?\s*(?:내용\s*)?(?:출처|원문|참고|참조|자료|관련\s*링크|링크|[Ss]ource|[Ll]ink"
    r"|来源|出典)"
    r"\s*(?:URL|링크|주소|자료)?\s*[\])>】]?\s*[:：=|]"
)
_DATE_LINE = re.compile(
    r"^(?:(?:최종|최초)?\s*(?:기사)?\s*(?:입력|수정|등록|게시|작성|승인|발행|송고|업데이트|날짜"
    r"|일시)일?시?간?"
    r"|[Uu]pdated|[Pp]ublished|[Pp]osted|오전|오후|년|월|일|시|분|[월화수목금토일]요일|AM|PM|am"
    r"|pm|KST"
    r"|[\d\s.\-/:~()|,·년月日])+$"
)
_STATEMENT = re.compile(r"[가-힣](?<!입니)다\.$")
_LETTERS = re.compile(r"[^\W\d_]")


def is_noise(text: str) -> bool:
    """Whether a line or sentence is a by-line, caption, copyright, link, date line or chrome."""
    if _DATE_LINE.match(text) or not _LETTERS.search(text):
        return True
    if _is_mostly_address(text) or _SOURCE_LINE.match(text) or _RIGHTS.search(text):
        return True
    if len(text) <= _SHORT_LINE_CHARS and (_BYLINE.search(text) or _CHROME.search(text)):
        return True
    return _is_caption(text)


def is_about_itself(text: str) -> bool:
    """Whether a sentence speaks of the text that it stands in, not of the news."""
    return len(text) <= _SHORT_LINE_CHARS and _META.search(text) is not None


def is_note(text: str) -> bool:
    """Whether a line closes or names an editor's note: what stands before it is no news."""
    return len(text) <= MIN_SENTENCE_CHARS and _NOTE.search(text) is not None


def is_whole(text: str) -> bool:
    """Whether a sentence of an article is long enough, and ends as one."""
    least = MIN_STATEMENT_CHARS if _STATEMENT.search(text) else MIN_SENTENCE_CHARS
    return len(text) >= least and ends_whole(text) and not is_question(text)


def is_question(text: str) -> bool:
    """Whether it asks instead of telling."""
    return text.rstrip("\"'”’)」』. ").endswith(("?", "？", "을까", "일까", "할까", "는가", "인가"))


def is_label(text: str) -> bool:
    """Whether a line of a list only announces what follows: too short, or ending in a colon."""
    return len(text) < MIN_BULLET_CHARS or text.endswith((":", "：")) or text[0] in SECTION_MARKS


def _is_mostly_address(text: str) -> bool:
    if "@" not in text and "/" not in text and "www." not in text:
        return False
    bare = _EMAIL.sub("", _URL.sub("", text))
    return len(bare) < len(text) and len(_LETTERS.findall(bare)) < MIN_SENTENCE_CHARS


def _is_caption(text: str) -> bool:
    if _SHOWN_CAPTION.search(text):
        return True
    return bool(_CAPTION.search(text)) and (
        len(text) <= _SHORT_LINE_CHARS or not ends_whole(text) or _CAPTION.match(text) is not None
    )
