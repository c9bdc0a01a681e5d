"""Words that pages put on buttons and menus, and counters of readers."""

from __future__ import annotations

import re

_PIECES = re.compile(r"[\s|/·>]{1,9}")

_WORDS = frozenset(
    [
        "x",
        "×",
        "✕",
        "닫기",
        "공유",
        "공유하기",
        "공유하기닫기",
        "스크랩",
        "인쇄",
        "인쇄하기",
        "프린트",
        "메일보내기",
        "좋아요",
        "싫어요",
        "훈훈해요",
        "슬퍼요",
        "화나요",
        "후속기사원해요",
        "댓글",
        "댓글보기",
        "댓글쓰기",
        "댓글달기",
        "댓글입력",
        "답글",
        "등록",
        "취소",
        "목록",
        "목록보기",
        "이전",
        "다음",
        "이전글",
        "다음글",
        "이전기사",
        "다음기사",
        "맨위로",
        "위로",
        "top",
        "back",
        "메뉴",
        "전체메뉴",
        "검색",
        "로그인",
        "회원가입",
        "마이페이지",
        "구독",
        "구독하기",
        "구독추가",
        "이웃추가",
        "친구추가",
        "알림받기",
        "구독신청",
        "기사저장",
        "저장",
        "저장하기",
        "북마크",
        "url복사",
        "url주소복사",
        "링크복사",
        "주소복사",
        "복사",
        "글자크기",
        "글씨크기",
        "글자크기조절",
        "글자크기조정",
        "글자크기설정",
        "글자크기변경",
        "글씨크기조절",
        "글씨크기설정",
        "폰트크기",
        "요약",
        "요약beta",
        "요약보기",
        "기사스크랩하기",
        "기사스크랩",
        "다른공유찾기",
        "핫링크",
        "번역beta",
        "다크모드",
        "바로보기",
        "end",
        "끝",
        "가",
        "가가",
        "글자작게",
        "글자크게",
        "본문글씨줄이기",
        "본문글씨키우기",
        "기사공유하기",
        "기사듣기",
        "음성재생",
        "번역",
        "번역설정",
        "더보기",
        "전체보기",
        "펼치기",
        "접기",
        "페이스북",
        "트위터",
        "카카오톡",
        "카카오스토리",
        "네이버블로그",
        "네이버밴드",
        "밴드",
        "라인",
        "인스타그램",
        "유튜브",
        "핀터레스트",
        "텔레그램",
        "홈",
        "home",
        "menu",
        "search",
        "login",
        "share",
        "permalink",
        "sharethispost",
        "sharethisstory",
        "leaveacomment",
        "writeacomment",
        "restack",
        "tweet",
        "facebook",
        "twitter",
        "linkedin",
        "pinterest",
        "email",
        "print",
        "subscribe",
        "comment",
        "comments",
        "reply",
        "like",
        "copylink",
        "sharethis",
        "광고",
        "ad",
        "advertisement",
        "sponsored",
        "협찬",
        "신고",
        "신고하기",
        "차단",
        "팔로우",
        "팔로잉",
        "태그",
        "tags",
        "shareonfacebook",
        "shareontwitter",
        "signup",
        "signin",
        "register",
        "follow",
        "followus",
        "savearticle",
        "listen",
        "readmore",
        "bookmark",
        "비밀댓글",
        "수정",
        "삭제",
        "공감",
        "공감하기",
        "통계",
        "관리",
        "글쓰기",
        "확인",
        "본문바로가기",
        "메뉴바로가기",
        "바로가기",
        "기사원문",
        "추천",
        "비추천",
        "추천하기",
        "방명록",
    ]
)

_BRACKETED = re.compile(r"(?:\[[^\[\]]{1,30}\]\s{0,3}){2,8}")
_INSIDE = re.compile(r"\[([^\[\]]{1,30})\]")
_WORD_NOISE = re.compile(r"[\s\d|/·.,:+()\[\]_<>«»‹›-]+")
_FIRST_LETTER = re.compile(r"[\s\d|/·.,:+()\[\]_<>«»‹›-]*(.)", re.DOTALL)
_FIRST_LETTERS = frozenset(word[0] for word in _WORDS)


_COUNTERS = re.compile(
    r"(?:(?:조회수?|댓글|추천|공감|좋아요|의견|hit|hits|views?|likes?|shares?|읽음|스크랩|"
    r"(?:leave|post|add|write) a (?:comment|reply)|\d{1,5}\s(?:comments?|replies|responses?)|"
    r"no comments(?: yet)?|\d{1,2}\s?min(?:ute)?s? read)\s{0,2}[:：(]?\s{0,2}[\d,/\s]{0,14}"
    r"[)]?[\s|·,]{0,4}){1,6}",
    re.IGNORECASE,
)


_COUNTED = frozenset("👁👏💬❤♥♡👍👎🔥⭐★🔁🔄↩📢📣👀🗨🖤💙🤍😀🙂🕐⏱")
_SIGNED_FIGURES = re.compile(
    r"(?:[^\w\s]{1,3}\s{0,2}\d[\d.,]{0,9}\s?[KkM만천]?(?:[\s|·,]{0,4}|$)){1,6}"
    r"(?:(?:오전|오후|[AaPp][Mm])?\s?\d{1,2}:\d{2}(?:\s?[AaPp][Mm])?)?"
)
"""Pictographs with figures behind them, and the time of day (`👁 1.2K  오전 7:10`)."""


def is_button(line: str) -> bool:
    """Whether the line is only words that pages put on buttons and menus."""
    if len(line) > 60:
        return False
    first = _FIRST_LETTER.match(line)
    if first is None or first[1].lower()[0] not in _FIRST_LETTERS:
        return False
    if line[0] == "[" and _BRACKETED.fullmatch(line) is not None:
        return all(_WORD_NOISE.sub("", one) in _WORDS for one in _INSIDE.findall(line.lower()))
    pieces = _PIECES.split(line.lower(), maxsplit=12)
    stripped = [_WORD_NOISE.sub("", piece) for piece in pieces[:1]]
    if stripped[0] and stripped[0] not in _WORDS:
        return len(pieces) <= 3 and _WORD_NOISE.sub("", line.lower()) in _WORDS
    stripped += [_WORD_NOISE.sub("", piece) for piece in pieces[1:]]
    known = [piece for piece in stripped if piece]
    return bool(known) and all(piece in _WORDS for piece in known)


def is_counter(line: str) -> bool:
    """Whether the line only counts readers, comments or likes."""
    if len(line) > 60:
        return False
    if _COUNTERS.fullmatch(line) is not None:
        return True
    return line[0] in _COUNTED and _SIGNED_FIGURES.fullmatch(line) is not None
