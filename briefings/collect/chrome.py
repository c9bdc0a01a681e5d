"""Pieces of a page that are no news: rights, related lists, imprints, page numbers."""

from __future__ import annotations

import re

from briefings.collect.buttons import is_button, is_counter
from briefings.collect.bylines import is_signature
from briefings.text.hints import Hints

MAX_CHROME_CHARS = 220
"""Longer lines are prose; only captions may run on."""

MAX_NOTE_CHARS = 120
"""By-lines, date lines and lists of tags are shorter than this."""

_COPYRIGHT = re.compile(
    r"저작권자?\s?[ⓒ©ⓒ(<:=ⓒ]|ⓒ|©|무단\s?전재|무단\s?복제|재배포\s?금지|재배포를?\s?금|"
    r"저작권[은이]\s.{2,40}?(?:에|에게)\s?(?:있|귀속)|"
    r"copyright\b|\(c\)\s?(?:19|20)\d\d|"
    r"all rights reserved|kopyright|著作権|版权所有|Ⓒ",
    re.IGNORECASE,
)

_DIGIT = re.compile(r"\d")
_PAGE = re.compile(
    r"[-–—~|<\[(\s]{0,4}(?:page|p\.|pg\.?|쪽|페이지)?\s{0,2}\d{1,4}\s{0,2}(?:(?:of|"
    r"/)\s{0,2}\d{1,4})?\s{0,2}"
    r"(?:쪽|페이지|page)?[-–—~|>\])\s]{0,4}",
    re.IGNORECASE,
)

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
    r"[\]>】:\s▶>›»+*-]{0,4}",
    re.IGNORECASE,
)

_RELATED_START = re.compile(
    r"[\[<【▶■●◆☞※*#\s|-]{0,6}[관연이오실인주추많최핫함카기랭포댓태rmytc#]", re.IGNORECASE
)
"""Without `다른` in it, a line that heads other texts starts so."""

_RELATED_LINE = re.compile(
    r"[\[<【▶■●◆☞※*\s|-]{0,6}(?:관련\s?(?:기사|뉴스)|기자의?\s?다른\s?기사|이전\s?(?:기사|글)|"
    r"다음\s?(?:기사|글)|"
    r"(?:previous|next)(?: (?:post|article|story))?\s?[:：»«])",
    re.IGNORECASE,
)

_FOOTER = re.compile(
    r"(?:수신\s?거부|구독\s?(?:해지|취소|신청|하기)|unsubscribe|view (?:this (?:email|"
    r"newsletter) )?in (?:your )?browser|웹에서\s?보기|브라우저에서\s?보기|"
    r"발행(?:처|인|일)\s?[:：]|편집(?:인|자|장)\s?[:：]|문의\s?[:：]|제보\s?[:：]|전화\s?[:：]|"
    r"팩스\s?[:：]|메일\s?[:：]|"
    r"(?:編集|発行|編集・発行|发行|主编|编辑)(?:元|者|人)?[\s:：/・]|.{0,40}(?:配信停止|購読解除|登録解除|退订|退訂|取消订阅|取消訂閱)|"
    r"お問い合わせ|联系我们|聯絡我們|订阅我们|"
    r"이메일\s?[:：]|주소\s?[:：]|홈페이지\s?[:：]|tel\.?\s?[:：]|fax\s?[:：]|e-?mail\s?[:：]|"
    r"사업자\s?등록\s?번호|통신판매업|청소년보호책임자|대표전화|개인정보\s?(?:처리|취급)방침|"
    r"이용약관|forward(?:ed)? (?:this|"
    r"to a friend)|you(?:'re| are) receiving|you (?:have )?receive[ds]? (?:this|our)|"
    r"you (?:get|got|subscribed|signed up)\b.{0,30}(?:letter|mail|because|list)|"
    r"(?:수신을?|구독을?|받기를?|받아\s?보기를?)\s?원(?:하지|치)\s?않|"
    r"(?:메일|레터|뉴스레터)[은는]\s.{2,40}(?:발송|보내|발행)(?:됩|드|하|되)|"
    r"매(?:주|월|일)\s.{0,14}발(?:행|송)(?:됩|하|되)|발행처\s|"
    r"privacy policy|terms of (?:service|use)|"
    r"이\s?메일은|본\s?메일은|update your preferences|manage (?:your )?(?:subscription|"
    r"preferences))",
    re.IGNORECASE,
)

_CONTACT = re.compile(
    r"\W{0,4}[^.!?。@]{2,50}[\s:：(<|"
    r"]{1,3}[\w.+-]{1,40}@[\w-]{1,40}(?:\.[\w-]{1,20}){1,4}[)>]?\W{0,3}"
)
"""Who sends it, and where answers go."""

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
    r"\W{0,3}(?:본|이)\s?(?:브리프|브리핑|리포트|보고서|자료|문서|클리핑|"
    r"스크랩).{2,80}(?:견해|입장|의견|목적|용도|금지|금합니다|"
    r"아닙니다).{0,50}|"
    r".{0,20}(?:댓글|메일|답장|쪽지)(?:로|으로|에)\s(?:남겨|보내|알려|적어)\s?주.{0,10}|"
    r"(?:지난|이전)\s?(?:주|호|글|달)\s?(?:글|레터|호|"
    r"뉴스)?\s?(?:다시\s?)?보기|목록(?:으로|보기)?|이상입니다\W{0,2}|"
    r"[←«‹]?\s?(?:older|newer|previous|next) (?:posts?|entries|issues?)\s?[→»›]?|"
    r"(?:proudly\s)?powered by\s.{2,40}|filed under\W.{2,80}|(?:end of|"
    r"- end)\W?(?:\s?(?:brief|briefing|report|newsletter|digest))?|"
    r".{0,20}문의(?:는|사항은)\s.{2,40}(?:부탁|주세요|바랍|"
    r"주시).{0,12}|(?:매일|매주|매월)\s.{2,14}(?:발송|발행|업데이트|"
    r"배포)\W{0,2}|"
    r"\W{0,3}.{0,12}(?:오탈자|오류|제보|의견|질문|궁금).{0,24}(?:부탁|"
    r"주세요|바랍|환영|주시면).{0,12}|"
    r"발행인\s\S.{1,60}|.{2,30}\s?[|·]\s?(?:서울|부산|대구|인천|광주|"
    r"대전|울산|세종|경기)(?:특별시|광역시|시|도)\s.{4,60}|.{4,80}to unsubscribe\W.{2,60}|"
    r"자세한\s(?:내용|사항)은.{0,60}(?:참고|참조|확인).{0,20}|"
    r"\W{0,3}(?:본|이)\s?(?:뉴스)?레터.{2,80}(?:견해|입장|"
    r"의견).{0,30}|"
    r"제보는\s.{2,50}|이\s?기사를\s(?:후원|추천|공유).{0,24}|"
    r"(?:sign up|subscribe)\s(?:for|to|now|here|today)\b.{0,70}|"
    r"(?:share|forward) this (?:newsletter|email|issue).{0,60}|was this (?:email|"
    r"newsletter) forwarded.{0,60}",
    re.IGNORECASE,
)

_AFTER_SENTENCE = re.compile(r"(?<=[.!?])\s{1,3}(?=\S)")

_LABEL_ONLY = re.compile(
    r"\W{0,4}(?:(?:핵심|주요|한\s?줄|세\s?줄|3줄|간단|기사|본문|뉴스|"
    r"ai)\s?){0,2}(?:요약|내용|본문|요지|개요|설명|상세|"
    r"summary|abstract|overview|details?|description|tl;?dr)\W{0,2}[:：]\W{0,4}",
    re.IGNORECASE,
)
_META = re.compile(
    r"\W{0,4}(?:(?:대|중|소)?분류|카테고리|중요도|우선\s?순위|관련도|관심도|"
    r"점수|평점|키워드|태그|조회\s?수?|읽는\s?시간|"
    r"난이도|category|importance|priority|keywords?|tags?|score|relevance|rating|reading time)"
    r"\s{0,2}[:：]\s{0,3}\S.{0,80}|\W{0,4}(?:수집(?:된)?|전체|"
    r"총)\s?(?:뉴스|기사|건수?)\s{0,2}[:：]\W{0,4}\d.{0,60}|"
    r"\W{0,4}(?:뉴스|데이터)\s?(?:소스|출처)\s{0,2}[:：]\W{0,4}\S.{0,60}",
    re.IGNORECASE,
)

_COPYRIGHT_HINTS = Hints(
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

_FOOTER_HINTS = Hints(
    "수신",
    "구독",
    "nsubscribe",
    "rowser",
    "브라우저",
    "웹에서",
    "발행",
    "발송",
    "編集",
    "発行",
    "发行",
    "编",
    "配信",
    "購読",
    "登録",
    "退",
    "取消",
    "お問",
    "联系",
    "聯絡",
    "订阅",
    "원하지",
    "원치",
    "레터",
    "etter",
    "ou get",
    "igned up",
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
    "receive",
    "olicy",
    "erms of",
    "메일은",
    "references",
)

_NOTICE_HINTS = Hints(
    "발행인",
    "서울",
    "부산",
    "대구",
    "인천",
    "광주",
    "대전",
    "울산",
    "세종",
    "경기",
    "nsubscribe",
    "오탈자",
    "질문",
    "궁금",
    "lder ",
    "ewer ",
    "revious ",
    "ext ",
    "리포트",
    "스크랩",
    "클리핑",
    "문서",
    "자료",
    "보고서",
    "브리핑",
    "브리프",
    "매월",
    "매주",
    "매일",
    "문의",
    "nd of",
    "iled under",
    "owered",
    "이상입니다",
    "목록",
    "이전",
    "지난",
    "답장",
    "댓글",
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
    "자세한",
    "hare this",
    "orward",
    "ave a ",
    "ing by",
    "ign up",
    "ubscribe",
)


def is_copyright(line: str) -> bool:
    """Whether the line claims rights, rather than telling of a dispute over them."""
    if len(line) > MAX_CHROME_CHARS or not _COPYRIGHT_HINTS.within(line):
        return False
    found = _COPYRIGHT.search(line)
    return found is not None and (found.start() < 12 or len(line) < 90)


def is_page_number(line: str) -> bool:
    """Whether the line is a page's number and nothing else."""
    return len(line) <= 24 and _DIGIT.search(line) is not None and _PAGE.fullmatch(line) is not None


def is_related(line: str) -> bool:
    """Whether the line heads a list of other texts, or is a line of tags or comments."""
    if len(line) > 45 and "#" not in line[:3] and "태그" not in line[:8] and "ag" not in line[:6]:
        return False
    return (
        len(line) <= MAX_NOTE_CHARS
        and ("다른" in line or _RELATED_START.match(line) is not None)
        and _RELATED.fullmatch(line) is not None
    )


def is_related_line(line: str) -> bool:
    """Whether the line points to another text by itself."""
    return len(line) <= 160 and _RELATED_LINE.match(line) is not None


def is_footer(line: str) -> bool:
    """Whether the line is an imprint, a subscription link or a closing formula of a letter."""
    if len(line) > MAX_CHROME_CHARS:
        return False
    if "@" in line and _CONTACT.fullmatch(line) is not None:
        return True
    found = _FOOTER.search(line) if _FOOTER_HINTS.within(line) else None
    if found is not None and (found.start() < 25 or len(line) < 70):
        return True
    return (
        len(line) <= 120
        and _NOTICE_HINTS.within(line)
        and all(
            _NOTICE.fullmatch(one) is not None
            for one in _AFTER_SENTENCE.split(line.lstrip("※*☞-•· "))
        )
    )


def is_label(line: str) -> bool:
    """Whether the line only labels what follows, or files it (`분류: … | 중요도: …`)."""
    if len(line) > MAX_NOTE_CHARS or (":" not in line and "：" not in line):
        return False
    return _LABEL_ONLY.fullmatch(line) is not None or (
        _META.fullmatch(line) is not None and not line.rstrip().endswith((".", "다"))
    )


def is_furniture(line: str) -> bool:
    """Whether the line is page furniture of any sort, captions and by-lines aside."""
    if len(line) > MAX_CHROME_CHARS:
        return False
    return (
        is_button(line)
        or is_copyright(line)
        or is_counter(line)
        or is_footer(line)
        or is_label(line)
        or is_related_line(line)
        or is_signature(line)
    )
