"""Words that tell, in four languages, what happened and how far it went."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType


def _patterns(table: dict[str, str]) -> Mapping[str, re.Pattern[str]]:
    return MappingProxyType({name: re.compile(words) for name, words in table.items()})


EVENTS = _patterns(
    {
        "launch": r"출시|내놨|내놓|선보|공개했|공개한|공개$|공개\n|도입|들인|들였|들이고|개시"
        r"|개소|개설|문을? ?열|문 연|시작"
        r"|운영한|운행|연다|적용|깔았|launch|unveil|releas|open(?:s|ed|ing)?\b|introduc|roll(?:s"
        r"|ed)? out|begin"
        r"|began|begun|start|debut|发布|推出|上线|开放|投放|開始|発売|公開|導入",
        "raise": r"투자를? ?(?:유치|받)|시리즈 ?[a-f]|투자금|raise[sd]?\b|funding|round\b|融资"
        r"|資金調達",
        "invest": r"투자한|투자하|투자에|에 .{0,12}투자$|투자\n|쏟|invest(?:s|ed|ing)?\b|投入"
        r"|投资|投資",
        "acquire": r"인수|합병|매각|품에|사들|acqui|takeover|merge|buy(?:s|ing)?\b|bought|收购"
        r"|合并|買収|統合|통합",
        "results": r"매출|영업이익|영업손실|순이익|실적|흑자|적자|거래액|승인액|승인금액|revenue"
        r"|profit|earnings|bookings"
        r"|sales\b|营收|利润|売上|利益",
        "law": r"법안|개정안|입법|시행령|의무화|의무|규제|기본법|조례|\bbill\b|\bact\b|\blaw\b"
        r"|regulat|法案|法律|规定",
        "penalty": r"과징금|과태료|벌금|제재|영업정지|\bfine[sd]?\b|penalt|罚款",
        "court": r"법원|대법원|1심|2심|항소심|선고|징역|무죄|유죄|기소|재판|소송|court|lawsuit"
        r"|sue[sd]?\b|ruling|sentenc",
        "permit": r"허가|인가|승인|허용|통과|심사|본허가|라이선스|licen[cs]e|approv|permit"
        r"|authori[sz]|许可|批准|許可",
        "breach": r"해킹|유출|횡령|사고|탈취|침해|장애|먹통|접속 ?(?:지연|오류|불가)|hack|breach"
        r"|leak|outage|crash|泄露",
        "reach": r"돌파|넘었|넘겼|넘어|달성|육박|최다|가입자|이용자 \d|pass(?:es|ed)\b|surpass"
        r"|top(?:s|ped)\b"
        r"|reach|突破|超过|達成",
        "partner": r"협약|제휴|손잡|손을? ?잡|맞손|협력|공동|동맹|\bmou\b|partner|team(?:s"
        r"|ed)? up|合作|提携",
        "end": r"종료|중단|철수|폐지|접는|접었|끝낸|끝내|멈췄|폐쇄|shut|discontinu|clos(?:e|es"
        r"|ed|ing) down|停止|終了",
        "price": r"인하|인상|수수료|요금|무료|할인|가격|내린다|올린다|면제|\bfees?\b|\bprices?\b"
        r"|free of|降价|费用|値",
        "recall": r"리콜|회수(?!율)|\brecall|召回|リコール",
        "strike": r"파업|콜을? ?거부|일을? ?멈|\bstrikes?\b|罢工|スト(?:ライキ|権)",
        "list": r"상장|공모|\bipo\b|go(?:es)? public|上市|上場",
        "research": r"연구|개발했|국산화|논문|실험|시험|시범|실증|네이처|researchers?|\bstudy\b"
        r"|pilot|test(?:s|ed|ing)?\b"
        r"|研究|试验|実証|試験",
        "build": r"세운다|세우|짓는다|짓기|건설|구축|착공|설립|build(?:s|ing)?\b|construct|建设"
        r"|建設",
        "train": r"인력|인재|양성|교육|대학원|talent|training|人才",
        "supply": r"공급|수주|계약|납품|suppl|order(?:s|ed)?\b|contract|供应|受注",
        "standard": r"표준|규격|통일|standard|标准|標準",
    }
)
"""What happened: kinds of events, looked for in lower-case text."""

TRENDS = _patterns(
    {
        "up": r"증가|늘어|늘었|늘린|늘렸|급증|불어|상승|올랐|올라|올린|인상|뛰었|뛴 |뛰어|치솟"
        r"|확대|성장|강세|반등|개선"
        r"|increas|\brise[sn]?\b|\brose\b|\bgr[eo]w|\bgains?\b|\bjump|climb|\braise[sd]?\b|\bup\b"
        r"|surge|上涨|增长|上升|増加|上昇|増え",
        "down": r"감소|줄어|줄었|줄인|줄였|급감|하락|내렸|내려|내린|인하|떨어|떨궈|낮아|낮춘"
        r"|낮췄|빠졌|밀렸|축소|약세"
        r"|decreas|declin|\bfell\b|\bfalls?\b|\bdrop|\bcuts?\b|\bdown\b|shrank|shrink|slump"
        r"|下跌|下降|减少|減少|下落|減り",
    }
)
"""Which way a figure went, whatever verb tells it."""

CONCEPTS = _patterns(
    {
        "payment": r"결제|페이먼트|payment|checkout|支付|决済|決済",
        "transfer": r"송금|환전|외환|remittance|transfer|汇款|送金",
        "bank": r"은행|뱅크|\bbank|银行|銀行",
        "loan": r"대출|신용|loan|lending|credit|贷款|融資",
        "insurance": r"보험|insur|保险|保険",
        "card": r"카드|\bcards?\b|信用卡",
        "stablecoin": r"스테이블코인|stablecoin|稳定币|ステーブルコイン",
        "coin": r"비트코인|가상자산|암호화폐|가상화폐|코인|bitcoin|crypto|比特币|加密货币|暗号資産",
        "cbdc": r"디지털화폐|디지털 ?(?:화폐|파운드|유로|위안|원화|달러)|예금토큰|cbdc"
        r"|digital (?:pound|euro|yuan|currency)"
        r"|数字货币|数字人民币|デジタル通貨",
        "mydata": r"마이데이터|mydata|open banking|오픈뱅킹",
        "quantum": r"양자|큐비트|퀀텀|quantum|qubit|量子",
        "cipher": r"암호|보안|해독|cryptograph|encrypt|security|密码|暗号|加密",
        "ai": r"인공지능|\bai\b|생성형|머신러닝|artificial intelligence|人工智能|人工知能|大模型",
        "model": r"언어모델|모델|\bllm\b|model|模型|モデル",
        "chip": r"반도체|칩|gpu|그래픽처리장치|\bchips?\b|semiconductor|processor|芯片|半导体"
        r"|半導体",
        "datacenter": r"데이터 ?센터|data ?cent(?:er|re)|数据中心|データセンター",
        "driverless": r"자율주행|무인|로보택시|운전자 없|driverless|self-driving|autonomous"
        r"|robotaxi|无人|自动驾驶|自動運転|無人",
        "taxi": r"택시|호출|taxi|ride|打车|出租车|タクシー",
        "delivery": r"배달|배송|라이더|deliver|courier|外卖|配送|快递|デリバリー",
        "robot": r"로봇|robot|机器人|ロボット",
        "drone": r"드론|drone|无人机|ドローン",
        "ev": r"전기차|전기 ?오토바이|electric|\bevs?\b|电动|電気自動車",
        "battery": r"배터리|전고체|batter|电池|電池",
        "parking": r"주차|parking|停车|駐車",
        "booking": r"예약|대기표|reserv|booking|预约|予約",
        "shop": r"매장|가맹점|편의점|점포|store|shop|merchant|门店|店舗",
        "travel": r"여행|숙박|호텔|항공|travel|hotel|airline|旅行|酒店",
        "health": r"병원|의원|진료|환자|치매|hospital|patient|medical|医院|病院",
        "cloud": r"클라우드|cloud|云计算|クラウド",
        "users": r"이용자|가입자|가입|회원|users?\b|subscribers?|用户|ユーザー|注册",
        "value": r"기업가치|시가총액|valuation|market (?:cap|value)|估值|市值|時価総額",
    }
)
"""What it is about: subjects whose words differ by language."""
