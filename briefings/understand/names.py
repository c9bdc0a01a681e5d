"""Tells whether two names in different scripts are the same: by known aliases, else by sound."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from briefings.text.korean import PARTICLE_ENDINGS

# One line a name, each spelling apart by a bar; Latin in lower case.
_ALIASES = """
삼성전자|삼성|samsung electronics|samsung|三星电子|三星|サムスン
sk하이닉스|하이닉스|sk hynix|海力士
현대자동차|현대차|현대차그룹|hyundai motor|hyundai|现代汽车|現代自動車
기아|kia|起亚
엘지전자|lg전자|lg electronics
네이버|naver|ネイバー
카카오|kakao|カカオ
쿠팡|coupang|酷澎
토스|비바리퍼블리카|toss|viva republica
배달의민족|배민|우아한형제들|baemin|woowa brothers|baedal minjok
당근|당근마켓|karrot|daangn
라인|line|ライン
라인야후|ly corporation|lineヤフー
페이페이|paypay
카카오페이|kakaopay|kakao pay
카카오뱅크|카뱅|kakaobank|kakao bank
카카오모빌리티|kakao mobility
네이버페이|naver pay|naverpay
삼성페이|samsung pay
삼성화재|samsung fire
삼성카드|samsung card
삼성증권|samsung securities
애플페이|apple pay
구글페이|google pay
라인페이|line pay
토스뱅크|toss bank
토스증권|toss securities
케이뱅크|k bank|k-bank
쿠팡이츠|coupang eats
쿠팡페이|coupang pay
요기요|yogiyo
쏘카|socar
야놀자|yanolja
여기어때|yeogi
무신사|musinsa
크래프톤|krafton
신한은행|shinhan bank
하나은행|hana bank
우리은행|woori bank
국민은행|kb국민은행|kb kookmin bank|kookmin bank
농협은행|nh농협은행|nonghyup bank
기업은행|ibk기업은행|industrial bank of korea|ibk
sk텔레콤|skt|sk telecom
케이티|kt
lg유플러스|lg uplus
업비트|두나무|upbit|dunamu
빗썸|bithumb
코빗|korbit
소프트뱅크|softbank|软银|ソフトバンク
도요타|도요타자동차|토요타|toyota|丰田|トヨタ|トヨタ自動車
혼다|honda|本田|ホンダ
닛산|nissan|日产|日産
소니|sony|索尼|ソニー
라쿠텐|rakuten|乐天|楽天
후지쓰|후지쯔|fujitsu|富士通
엔티티|ntt|ntt도코모|nttドコモ
구글|google|谷歌|グーグル
알파벳|alphabet
애플|apple|苹果|アップル
아마존|amazon|亚马逊|アマゾン
마이크로소프트|ms|microsoft|微软|マイクロソフト
메타|meta|meta platforms|페이스북|facebook|メタ
엔비디아|nvidia|英伟达|エヌビディア
인텔|intel|英特尔|インテル
에이엠디|amd
아이비엠|ibm
퀄컴|qualcomm|高通
오픈ai|오픈에이아이|openai|챗gpt|chatgpt|オープンai
앤스로픽|앤트로픽|anthropic
테슬라|tesla|特斯拉|テスラ
우버|uber|优步|ウーバー
리프트|lyft
웨이모|waymo|ウェイモ
크루즈|cruise
그랩|grab
고젝|gojek
도어대시|doordash
에어비앤비|airbnb|爱彼迎
부킹닷컴|booking.com
익스피디아|expedia
비자|visa|维萨
마스터카드|mastercard|万事达
페이팔|paypal|贝宝
스트라이프|stripe
스퀘어|블록|square|block
서클|circle
테더|tether
코인베이스|coinbase
바이낸스|binance|币安
알리바바|알리바바그룹|alibaba|阿里巴巴|アリババ
알리페이|alipay|支付宝
앤트그룹|ant group|蚂蚁集团
텐센트|tencent|腾讯|テンセント
위챗페이|wechat pay|微信支付
위챗|wechat|微信
바이두|baidu|百度|バイドゥ
징둥|징동|jd.com|jd|京东
핀둬둬|pinduoduo|pdd|拼多多
메이투안|메이퇀|meituan|美团|美団
디디|디디추싱|didi|滴滴|滴滴出行
바이트댄스|bytedance|字节跳动
틱톡|tiktok|抖音
화웨이|huawei|华为|ファーウェイ
샤오미|xiaomi|小米|シャオミ
비야디|byd|比亚迪
딥시크|deepseek|深度求索
아이플라이텍|iflytek|科大讯飞
본원양자|오리진퀀텀|origin quantum|本源量子
궈둔양자|퀀텀씨텍|quantumctek|国盾量子
아이온큐|ionq
리게티|rigetti
퀀티넘|quantinuum
디웨이브|d-wave|dwave
사이퀀텀|psiquantum
"""

_AGENCIES = """
영란은행|잉글랜드은행|bank of england
유럽중앙은행|ecb|european central bank
미국 연방준비제도|연준|fed|federal reserve
한국은행|한은|bank of korea|bok
인민은행|pboc|中国人民银行|人民银行
금융위원회|금융위|fsc|financial services commission
금융감독원|금감원|fss
공정거래위원회|공정위|ftc|fair trade commission
과학기술정보통신부|과기정통부|과기부|msit
국토교통부|국토부
한국거래소|거래소|krx
증권거래위원회|sec
유럽연합|eu|european union|欧盟
미국 국립표준기술연구소|nist
"""

_PLACES = """
서울|seoul|首尔|ソウル
부산|busan|釜山
대구|daegu
인천|incheon
광주|gwangju
대전|daejeon
울산|ulsan
세종|sejong
경기도|경기|gyeonggi
강원|강원도|강릉|춘천
충북|충청북도|청주
충남|충청남도|천안
전북|전라북도|전주
전남|전라남도|여수
경북|경상북도|포항|경주
경남|경상남도|창원
제주|jeju|济州
판교|pangyo
성남|seongnam
강남|gangnam
여의도|yeouido
성수|seongsu
도쿄|tokyo|东京|東京
오사카|osaka|大阪
베이징|북경|beijing|北京
상하이|상해|shanghai|上海
선전|심천|shenzhen|深圳
광저우|guangzhou|广州
항저우|hangzhou|杭州
우한|wuhan|武汉
충칭|chongqing|重庆
홍콩|hong kong|香港
타이베이|taipei|台北
싱가포르|singapore|新加坡
방콕|bangkok|曼谷
자카르타|jakarta|雅加达
하노이|hanoi|河内
뭄바이|mumbai|孟买
두바이|dubai|迪拜
리야드|riyadh|利雅得
런던|london|伦敦
파리|paris|巴黎
베를린|berlin|柏林
뮌헨|munich|慕尼黑
뉴욕|new york|纽约
샌프란시스코|san francisco|旧金山
로스앤젤레스|los angeles|洛杉矶
라스베이거스|las vegas|拉斯维加斯
피닉스|phoenix
오스틴|austin
댈러스|dallas
애틀랜타|atlanta
시카고|chicago
보스턴|boston
시애틀|seattle
마이애미|miami
브리즈번|brisbane
시드니|sydney|悉尼
토론토|toronto
"""

_COUNTRIES = """
한국|국내|korea|south korea|韩国|韓国
미국|u.s.|united states|america|美国|米国
중국|china|中国
일본|japan|日本
인도|india|印度
태국|thai|thailand|泰国
베트남|vietnam|越南
인도네시아|indonesia|indonesian|印尼
말레이시아|malaysia
필리핀|philippines
대만|taiwan|台湾
영국|britain|uk|u.k.|british|英国
독일|germany|german|德国
프랑스|france|french|法国
사우디|사우디아라비아|saudi arabia|saudi|沙特
브라질|brazil|巴西
호주|australia|australian|澳大利亚
캐나다|canada
모로코|morocco
이집트|egypt
남아공|남아프리카공화국|south africa
나이지리아|nigeria
케냐|kenya
멕시코|mexico|墨西哥
아르헨티나|argentina
칠레|chile
스페인|spain
이탈리아|italy
네덜란드|netherlands|dutch
스웨덴|sweden
핀란드|finland
노르웨이|norway
덴마크|denmark
폴란드|poland
스위스|switzerland|swiss|瑞士
튀르키예|터키|turkey
이스라엘|israel
아랍에미리트|uae|阿联酋
카타르|qatar
러시아|russia|俄罗斯
우크라이나|ukraine
파키스탄|pakistan
방글라데시|bangladesh
몽골|mongolia
뉴질랜드|new zealand
싱가포르|singapore|新加坡
"""


_AFTER_NAME = "|".join(
    (
        *PARTICLE_ENDINGS,
        "측",
        "그룹",
        "코리아",
        "이",
        "가",
        "서",
        "발",
        "판",
        "산",
        "내",
        "인",
        "형",
        "정부",
    )
)


def _table(lines: str) -> dict[str, int]:
    return {
        name: at for at, line in enumerate(lines.strip().splitlines()) for name in line.split("|")
    }


def _finder(table: dict[str, int], *, alone: bool) -> re.Pattern[str]:
    """Finds the names of a table; `alone` keeps Korean ones from standing inside other names."""
    latin, hangul, other = (
        "|".join(map(re.escape, sorted(filter(fits, table), key=len, reverse=True)))
        for fits in (_is_latin, _is_hangul, _is_other)
    )
    end = rf"(?![가-힣])|(?=(?:{_AFTER_NAME})(?![가-힣]))" if alone else ""
    return re.compile(
        rf"(?<![a-z\d가-힣])(?:{latin})(?![a-z])|(?<![가-힣])(?:{hangul})(?:{end})|(?:{other})"
    )


def _is_latin(name: str) -> bool:
    return name[0].isascii()


def _is_hangul(name: str) -> bool:
    return "가" <= name[0] <= "힣"


def _is_other(name: str) -> bool:
    return not _is_latin(name) and not _is_hangul(name)


_ALIAS_TABLE = _table(_ALIASES)
_AGENCY_TABLE = _table(_AGENCIES)
_PLACE_TABLE = _table(_PLACES)
_COUNTRY_TABLE = _table(_COUNTRIES)
_ALIAS_FINDER = _finder(_ALIAS_TABLE, alone=True)
_AGENCY_FINDER = _finder(_AGENCY_TABLE, alone=True)
_PLACE_FINDER = _finder(_PLACE_TABLE, alone=False)
_COUNTRY_FINDER = _finder(_COUNTRY_TABLE, alone=True)

_MIN_SOUNDS = 2
_SURE_SOUNDS = 3  # fewer need as many vowels too
_EU = 18  # the vowel ㅡ in the order of Hangul syllables
_VOWELS = re.compile(r"[aeiouy]", re.IGNORECASE)
_INITIALS = tuple(
    "K K N T T L M P P S S - S S S K T P -"[::2]
)  # ㄱ to ㅎ, consonants that sound alike
_FINALS = tuple("- K K K N N N T L L L L L L L L M P P T T N T T K T P -"[::2])
_LATIN_STEPS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^ps|^x", "s"),
        (r"^kn", "n"),
        (r"gh", ""),
        (r"ng(?![aeiou])", "n"),
        (r"tion|sion", "sn"),
        (r"ph", "p"),
        (r"sch|sh|ch|tch", "s"),
        (r"c(?=[eiy])", "s"),
        (r"ck|qu|q|c|g", "k"),
        (r"x", "ks"),
        (r"th|d", "t"),
        (r"[fbv]", "p"),
        (r"[zj]", "s"),
        (r"r(?![aeiouy])", ""),
        (r"r", "l"),
        (r"[hwy]", ""),
    )
)


def aliases_in(text: str) -> frozenset[str]:
    """Known names in `text` (lower case), each by a key that its spellings share."""
    return _found(_ALIAS_FINDER, _ALIAS_TABLE, text, "name")


def agencies_in(text: str) -> frozenset[str]:
    """Known authorities in `text` (lower case), which act in very many stories."""
    return _found(_AGENCY_FINDER, _AGENCY_TABLE, text, "agency")


def spellings_of(names: Iterable[str]) -> Iterator[str]:
    """Every known spelling of the names that `aliases_in` found, in all scripts."""
    for name in names:
        yield from _ALIASES.strip().splitlines()[int(name.removeprefix("name"))].split("|")


def places_in(text: str) -> frozenset[str]:
    """Known cities and regions in `text` (lower case), by a key that their spellings share."""
    return _found(_PLACE_FINDER, _PLACE_TABLE, text, "place")


def countries_in(text: str) -> frozenset[str]:
    """Known countries in `text` (lower case), by a key that their spellings share."""
    return _found(_COUNTRY_FINDER, _COUNTRY_TABLE, text, "country")


def is_place(word: str) -> bool:
    """Whether the word (lower case) is the name of a known place or country, and nothing more."""
    return word in _PLACE_TABLE or word in _COUNTRY_TABLE


def sounds_alike(hangul: str, latin: str) -> bool:
    """Whether a Korean word spells a Latin name by its sound: 프로서스, Prosus."""
    one, other = _hangul_sound(hangul), _latin_sound(latin.casefold())
    if one != other or len(one) < _MIN_SOUNDS:
        return False
    return len(one) >= _SURE_SOUNDS or _hangul_vowels(hangul) == len(_VOWELS.findall(latin))


def _hangul_vowels(word: str) -> int:
    """Syllables but for those with ㅡ, which only carry a consonant: 토스 has one vowel."""
    return sum(1 for char in word if (ord(char) - ord("가")) // 28 % 21 != _EU)


def _found(finder: re.Pattern[str], table: dict[str, int], text: str, kind: str) -> frozenset[str]:
    return frozenset(f"{kind}{table[found.group()]}" for found in finder.finditer(text))


@lru_cache(maxsize=8_192)
def _hangul_sound(word: str) -> str:
    sound = ""
    for char in word:
        at = ord(char) - ord("가")
        if not 0 <= at < 11_172:
            return ""
        initial, final = _INITIALS[at // 588], _FINALS[at % 28]
        if initial == "-" and not sound:
            initial = "A"
        sound += (initial + final).replace("-", "")
    return _squeezed(sound)


@lru_cache(maxsize=8_192)
def _latin_sound(word: str) -> str:
    if not word.isascii() or not word.isalpha():
        return ""
    opens = "A" if word[0] in "aeiouhwy" else ""
    for pattern, sound in _LATIN_STEPS:
        word = pattern.sub(sound, word)
    return _squeezed(opens + re.sub(r"[aeiou]", "", word).upper())


def _squeezed(sound: str) -> str:
    return re.sub(r"(.)\1+", r"\1", sound)
