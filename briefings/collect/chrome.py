"""Pieces of a page that are no news: mastheads, buttons, rights, captions, page numbers."""

from __future__ import annotations

import re

MAX_CHROME_CHARS = 220
"""Longer lines are prose; only captions may run on."""

MAX_CAPTION_CHARS = 400
"""Captions under charts tell a lot; longer ones are prose."""

MAX_NOTE_CHARS = 120
"""By-lines, date lines and lists of tags are shorter than this."""

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
_WORD_NOISE = re.compile(r"[\s\d|/·.,:+()\[\]_<>«»‹›-]+")
_COPYRIGHT = re.compile(
    r"저작권자?\s?[ⓒ©ⓒ(<:=ⓒ]|ⓒ|©|무단\s?전재|무단\s?복제|재배포\s?금지|재배포를?\s?금|"
    r"copyright\b|\(c\)\s?(?:19|20)\d\d|"
    r"all rights reserved|kopyright|著作権|版权所有|Ⓒ",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"[(\[<〈【▲△▼※*•\s]{0,4}(?:관련\s?)?(?:(?:사진|그림|표|이미지|도표|그래픽|영상|차트|포토|"
    r"자료\s?사진|썸네일|캡션|"
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
    r"|[(\[]\s?(?:사진|이미지|그래픽)[^()\[\]]{0,40}[)\]]$",
    re.IGNORECASE,
)
_LEADING_ARROW = re.compile(r"[▲△]\s?\S")
_PAGE = re.compile(
    r"[-–—~|<\[(\s]{0,4}(?:page|p\.|pg\.?|쪽|페이지)?\s{0,2}\d{1,4}\s{0,2}(?:(?:of|"
    r"/)\s{0,2}\d{1,4})?\s{0,2}"
    r"(?:쪽|페이지|page)?[-–—~|>\])\s]{0,4}",
    re.IGNORECASE,
)
_BYLINE_MARK = re.compile(
    r"(?:기사\s?)?(?:입력|승인|최종\s?수정|수정|등록|작성|게재|발행|업데이트|송고|배포|"
    r"기사\s?작성)(?:일시?|시간|일자)?\s{0,2}[:：|"
    r"]?\s{0,2}(?=['’]?\d{2,4}\s{0,2}[.\-/년])"
    r"|\b(?:published|updated|posted|last (?:updated|modified)|first published|modified)(?: on|"
    r" at)?\s{0,2}:?\s{0,2}(?:[a-z]{3,9}day,?\s)?(?=\d{1,4}[\s./-]|(?:jan|feb|mar|apr|may|jun|"
    r"jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s\d)",
    re.IGNORECASE,
)
_REPORTER = re.compile(
    r"[\[(【]?(?:[^\s]{1,20}\s?[=·]\s?)?[^\d.!?]{2,40}?\s?(?:기자|특파원|객원기자|논설위원|"
    r"선임기자|인턴기자|연구원|에디터|"
    r"칼럼니스트|편집위원|전문위원)"
    r"(?:\s?[\](】)=|·/,])?(?:\s{0,3}[(<\[]?[\w.+-]{1,40}@[\w.-]{1,60}[)>\]]?)?\s{0,3}"
    r"(?:[|·,/]\s{0,3}(?:입력|등록)?\s{0,2}\d.{0,50})?"
)
_ENGLISH_BYLINE = re.compile(
    r"(?:[Bb]y|BY|[Ww]ritten by|[Rr]eported by|"
    r"[Ee]ditor:?)\s(?:[A-Z][\w.'’-]{0,20}\s?){1,5}(?:[,|·•–—-].{0,60})?"
)
_MAIL_ONLY = re.compile(r"[^\s@]{0,20}\s{0,2}[(<\[]?[\w.+-]{1,40}@[\w.-]{1,60}[)>\]]?")
_RELATED = re.compile(
    r"[\[<【▶■●◆☞※*#\s|-]{0,6}(?:관련\s?(?:기사|뉴스|글|콘텐츠|포스트)|연관\s?(?:기사|뉴스)|"
    r"(?:이\s?시각\s?|오늘의\s?|"
    r"실시간\s?)?(?:인기|주요|추천|많이\s?본|최신|핫)\s?"
    r"(?:기사|뉴스|글|콘텐츠|포스트)|함께\s?(?:보면|읽으면)\s?(?:좋은|볼)[^.]{0,12}|"
    r"이\s?기사와\s?함께[^.]{0,12}|"
    r"(?:이\s?)?카테고리의?\s?다른\s?글[^.]{0,20}|[^.]{0,12}의?\s?다른\s?(?:글|"
    r"기사)(?:\s?보기)?|많이\s?본\s?(?:뉴스|"
    r"기사)|기자의?\s?(?:다른\s?)?기사(?:\s?더)?\s?보기|"
    r"랭킹\s?뉴스|포토\s?뉴스|related (?:articles?|stories|posts|news|reading|coverage|links?)|"
    r"read (?:more|next|also)|most (?:read|popular|viewed)|more (?:from|stories|on this story|"
    r"in this section)[^.]{0,30}|recommended(?: for you)?|you may also like|"
    r"trending(?: now)?|최근\s?글|인기\s?글|댓글\s?\d{0,5}\s?개?|comments? ?\(?\d{0,5}\)?|"
    r"태그\s?[:#].{0,80}|tags?\s?:.{0,120}|관련\s?태그.{0,80}|#\S{1,20}(?:\s{1,2}#\S{1,20}){0,15})"
    r"[\]>】:\s▶>›»+-]{0,4}",
    re.IGNORECASE,
)
_RELATED_LINE = re.compile(
    r"[\[<【▶■●◆☞※*\s|-]{0,6}(?:관련\s?(?:기사|뉴스)|기자의?\s?다른\s?기사|이전\s?(?:기사|글)|"
    r"다음\s?(?:기사|글)|"
    r"(?:previous|next)(?: (?:post|article|story))?\s?[:：»«])",
    re.IGNORECASE,
)
_POSTED = re.compile(
    r"(?:posted|written|published|filed|submitted)\s(?:by|in|at|on)\s.{1,60}", re.IGNORECASE
)
_FOOTER = re.compile(
    r"(?:수신\s?거부|구독\s?(?:해지|취소|신청|하기)|unsubscribe|view (?:this (?:email|"
    r"newsletter) )?in (?:your )?browser|웹에서\s?보기|브라우저에서\s?보기|"
    r"발행(?:처|인|일)\s?[:：]|편집(?:인|자|장)\s?[:：]|문의\s?[:：]|제보\s?[:：]|전화\s?[:：]|"
    r"팩스\s?[:：]|메일\s?[:：]|"
    r"이메일\s?[:：]|주소\s?[:：]|홈페이지\s?[:：]|tel\.?\s?[:：]|fax\s?[:：]|e-?mail\s?[:：]|"
    r"사업자\s?등록\s?번호|통신판매업|청소년보호책임자|대표전화|개인정보\s?(?:처리|취급)방침|"
    r"이용약관|forward(?:ed)? (?:this|"
    r"to a friend)|you(?:'re| are) receiving|you received this|"
    r"privacy policy|terms of (?:service|use)|"
    r"이\s?메일은|본\s?메일은|update your preferences|manage (?:your )?(?:subscription|"
    r"preferences))",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"(?:오늘의|지난|이번\s?주)?\s?(?:뉴스레터|레터|메일).{0,30}(?:구독|받아|어떠셨|의견|피드백|"
    r"공유)|(?:제보|피드백|"
    r"의견).{0,30}(?:보내\s?주|남겨\s?주|주세요|@)|"
    r"(?:기사\s?제보|독자\s?제보).{0,60}|친구에게\s?(?:공유|추천).{0,30}|(?:thanks|"
    r"thank you) for reading.{0,80}|"
    r"have a (?:good|great|nice|lovely) (?:weekend|week|day).{0,20}|\((?:reporting|writing|"
    r"editing|additional reporting) by.{0,100}|"
    r"see you (?:next|tomorrow|on).{0,60}|"
    r"다음\s?(?:주|호|시간|뉴스레터|레터).{0,24}(?:찾아\s?(?:뵙|올|오)|만나|돌아\s?오|"
    r"뵙).{0,20}|(?:지금까지|"
    r"이상)\s.{0,30}(?:이었습니다|였습니다|입니다)[.!~]?|그럼,?\s?(?:다음|좋은|이만).{0,40}|"
    r"읽어\s?주셔서\s?감사.{0,20}|"
    r"제보는\s.{2,50}|이\s?기사를\s(?:후원|추천|공유).{0,24}|"
    r"(?:sign up|subscribe)\s(?:for|to|now|here|today)\b.{0,70}|"
    r"(?:share|forward) this (?:newsletter|email|issue).{0,60}|was this (?:email|"
    r"newsletter) forwarded.{0,60}",
    re.IGNORECASE,
)
_COUNTERS = re.compile(
    r"(?:(?:조회수?|댓글|추천|공감|좋아요|의견|hit|hits|views?|likes?|shares?|읽음|스크랩|"
    r"(?:leave|post|add|write) a (?:comment|reply)|\d{1,5}\s(?:comments?|replies|responses?)|"
    r"no comments(?: yet)?|\d{1,2}\s?min(?:ute)?s? read)\s{0,2}[:：(]?\s{0,2}[\d,/\s]{0,14}"
    r"[)]?[\s|·,]{0,4}){1,6}",
    re.IGNORECASE,
)


_COPYRIGHT_HINTS = (
    "저작권",
    "ⓒ",
    "©",
    "Ⓒ",
    "무단",
    "재배포",
    "opyright",
    "OPYRIGHT",
    "(c)",
    "(C)",
    "ights reserved",
    "IGHTS",
    "著作",
    "版权",
)
_CAPTION_HINTS = ("사진", "이미지", "그래픽", "캡처", "캡쳐", "hoto", "mage", "HOTO", "IMAGE")
_TIME_HINTS = (
    "입력",
    "승인",
    "수정",
    "등록",
    "작성",
    "게재",
    "발행",
    "업데이트",
    "송고",
    "배포",
    "ublished",
    "pdated",
    "osted",
    "odified",
    "UBLISHED",
    "PDATED",
)
_WRITER_HINTS = ("기자", "특파원", "위원", "연구원", "에디터", "칼럼니스트")
_FOOTER_HINTS = (
    "수신",
    "구독",
    "nsubscribe",
    "rowser",
    "브라우저",
    "웹에서",
    "발행",
    "편집",
    "문의",
    "제보",
    "전화",
    "팩스",
    "메일",
    "주소",
    "홈페이지",
    "tel",
    "Tel",
    "TEL",
    "fax",
    "Fax",
    "FAX",
    "mail",
    "Mail",
    "사업자",
    "통신판매업",
    "청소년",
    "대표전화",
    "개인정보",
    "이용약관",
    "orward",
    "receiving",
    "received",
    "olicy",
    "erms of",
    "메일은",
    "references",
)
_NOTICE_HINTS = (
    "레터",
    "메일",
    "제보",
    "후원",
    "추천",
    "공유",
    "피드백",
    "의견",
    "친구",
    "hank",
    "ee you",
    "다음",
    "지금까지",
    "이상",
    "그럼",
    "읽어",
    "hare this",
    "orward",
    "ave a ",
    "ing by",
    "ign up",
    "ubscribe",
)


def _has_any(line: str, hints: tuple[str, ...]) -> bool:
    """Whether the line holds one of the hints: far cheaper than the pattern that they announce."""
    for hint in hints:  # noqa: SIM110 - a plain loop is twice as fast, on every line of a text
        if hint in line:
            return True
    return False


def is_button(line: str) -> bool:
    """Whether the line is only words that pages put on buttons and menus."""
    if len(line) > 60:
        return False
    pieces = _PIECES.split(line.lower(), maxsplit=12)
    stripped = [_WORD_NOISE.sub("", piece) for piece in pieces[:1]]
    if stripped[0] and stripped[0] not in _WORDS:
        return len(pieces) <= 3 and _WORD_NOISE.sub("", line.lower()) in _WORDS
    stripped += [_WORD_NOISE.sub("", piece) for piece in pieces[1:]]
    known = [piece for piece in stripped if piece]
    return bool(known) and all(piece in _WORDS for piece in known)


def is_copyright(line: str) -> bool:
    """Whether the line claims rights, rather than telling of a dispute over them."""
    if len(line) > MAX_CHROME_CHARS or not _has_any(line, _COPYRIGHT_HINTS):
        return False
    found = _COPYRIGHT.search(line)
    return found is not None and (found.start() < 12 or len(line) < 90)


def is_caption(line: str) -> bool:
    """Whether the line describes or credits a picture or table."""
    if len(line) > MAX_CAPTION_CHARS:
        return False
    if _CAPTION.match(line) is not None:
        return True
    if len(line) > 160:
        return False
    if _has_any(line, _CAPTION_HINTS) and _CAPTION_TAIL.search(line) is not None:
        return True
    return line[0] in "▲△" and _LEADING_ARROW.match(line) is not None and line[-1] not in "?!"


def is_page_number(line: str) -> bool:
    """Whether the line is a page's number and nothing else."""
    return len(line) <= 24 and any(map(str.isdigit, line)) and _PAGE.fullmatch(line) is not None


def is_byline_time(line: str) -> bool:
    """Whether the line says when the text was entered, approved or changed."""
    return (
        len(line) <= 200 and _has_any(line, _TIME_HINTS) and _BYLINE_MARK.search(line) is not None
    )


def is_byline(line: str) -> bool:
    """Whether the line names who wrote the text, by itself."""
    line = line.strip("*_ ").replace("*", "")
    if len(line) > 90 or line.endswith(("다.", "요.", "다", "?", "!")):
        return False
    if _has_any(line, _WRITER_HINTS) and _REPORTER.fullmatch(line) is not None:
        return True
    if line[:1] in "BbWwRrEe" and _ENGLISH_BYLINE.fullmatch(line) is not None:
        return True
    return "@" in line and _MAIL_ONLY.fullmatch(line) is not None


def is_related(line: str) -> bool:
    """Whether the line heads a list of other texts, or is a line of tags or comments."""
    if len(line) > 45 and "#" not in line[:3] and "태그" not in line[:8] and "ag" not in line[:6]:
        return False
    return len(line) <= MAX_NOTE_CHARS and _RELATED.fullmatch(line) is not None


def is_related_line(line: str) -> bool:
    """Whether the line points to another text by itself."""
    return len(line) <= 160 and _RELATED_LINE.match(line) is not None


def is_signature(line: str) -> bool:
    """Whether the line says who posted the text above it."""
    return len(line) <= 60 and line[:1] in "PpWwFfSs" and _POSTED.fullmatch(line) is not None


def is_footer(line: str) -> bool:
    """Whether the line is an imprint, a subscription link or a closing formula of a letter."""
    if len(line) > MAX_CHROME_CHARS:
        return False
    found = _FOOTER.search(line) if _has_any(line, _FOOTER_HINTS) else None
    if found is not None and (found.start() < 25 or len(line) < 70):
        return True
    return (
        len(line) <= 120 and _has_any(line, _NOTICE_HINTS) and _NOTICE.fullmatch(line) is not None
    )


def is_counter(line: str) -> bool:
    """Whether the line only counts readers, comments or likes."""
    return len(line) <= 60 and _COUNTERS.fullmatch(line) is not None


def is_furniture(line: str) -> bool:
    """Whether the line is page furniture of any sort, captions and by-lines aside."""
    if len(line) > MAX_CHROME_CHARS:
        return False
    return (
        is_button(line)
        or is_copyright(line)
        or is_counter(line)
        or is_footer(line)
        or is_related_line(line)
        or is_signature(line)
    )
