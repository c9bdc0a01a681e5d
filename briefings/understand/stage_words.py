"""Words that tell, in four languages, how far a matter went: steps of groups, later ones newer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

_UNKNOWN = (
    r"원인(?:을|은)? ?(?:조사|파악|찾)|"
    r"의혹|확인되지 않|흔적|해킹설|인수설|[가-힣]설(?=[\s,이을은·…\n]|$)|제기됐|제기돼"
    r"|확인 중|사실을 확인하고|사실관계를 확인|관측|추정한다|추정된|추정$|추정\n|보고 있다"
    r"|알려졌|주장했|의심|미상|알 수 없|알려지지 않|밝혀지지 않|가려지지 않|조사 중"
    r"|조사하고 있|살펴보고 있|파악 중|정황|신고가 (?:들어|접수|잇)|신고했|신고 접수|제보"
    r"|are said to|is said to|reportedly|suspect|alleg|rumou?r|\bprobed?\b|\bunclear\b"
    r"|\bunknown\b|investigating|looking into|possible (?:breach|leak)|据传|疑似"
)
_DENIED = (
    r"사실(?:이|은)? ?아니|부정했|반박했|일축|no evidence|dismisse[sd]|reject(?:s|ed) (?:claims"
    r"|reports)|"
    r"부인(?:했|하|$|\n|…)|부인에|사실무근|사실이 아니|정황은? 없|검토한 (?:바|적) ?(?:가"
    r"|이)? ?없|계획이? 없|denie[sd]|denying|否认|否定"
)
_CONFIRMED = (
    r"(?:확인|인정|시인|확정)(?:했|됐|한 |돼|된(?! \S+ 없)|\n|$|…)|사실로 드러|사실을 인정"
    r"|공식화|공식 발표|의결했|밝혀졌|드러났|드러나(?!면)|원인은 (?!아직)|원인 확정|결론|실토"
    r"|사과했|책임을 인정|증거|판명|admit|acknowledg|confirms?\b|confirmed (?:that|the)"
    r"|concluded|blames?\b|blamed|承认|認め"
)
_TALKS = (
    r"논의(?:$|\n)|이야기를 나누|파업(?:을|에)? ?(?:결의|예고|돌입|들어가기로)|"
    r"협상|협의 중|협의하고|협의를|논의 중|논의하고|논의를|막바지|막판|난항|저울질|타진|물밑"
    r"|교섭|검토(?:한다|하고|중| 중|에 들|$|\n|해 온)|검토 착수|인수전|in (?:\w+ )?talks"
    r"|negotiat|mulls?\b|weigh(?:s|ing)\b|consider(?:s|ing)\b|exploring|考虑|谈判|洽谈|協議"
    r"|検討"
)
_OFF = (
    r"결렬|무산|불발|합의에 실패|합의 실패|합의하지 못|이르지 못|거절|깨졌|깨져|파기|좌초|포기"
    r"|없던 일|손 ?뗐|손을 ?뗐|손 ?뗀|발 ?뺐|발을 ?뺐|발 ?뺀|물러났|빠졌다|빠진다|접는다|접었"
    r"|접기로|중단하기로|collaps|call(?:s|ed)? off|fell through|falls through|walk(?:s"
    r"|ed) away|abandon|pull(?:s|ed) out|terminat|drop(?:s|ped) (?:bid|plan|its)|破裂|告吹"
    r"|終止|断念"
)
_AGREED = (
    r"인수(?:$|\n)|인수한다|인수했|뜻을 모았|"
    r"타결|합의해|합의했|합의$|합의\n|극적 합의|전격 합의|최종 합의|확정|의결했|계약(?:을"
    r"|서에)? ?(?:체결|맺|서명|도장)|품에 안|품는다|인수하기로|인수한다고|인수 확정|도장 찍"
    r"|손에 넣|agree[sd] to|agreed|deal (?:is )?(?:signed|reached)|signs? (?:a )?deal"
    r"|strikes? (?:a )?deal|seals?\b|达成协议|合意"
)
_INTENDED = (
    r"기로 (?:했|한|하)|준비(?:하고|한다|중| 중|$|\n)|D-\d|d-\d|모레|다음 ?주|내주|예비심사|청구했|"
    r"기다리고|바라고|hop(?:es|ing) to|guidance|"
    r"목표|계획|예정|예고|이르면|하기로|연내|추진|전망이|전망$|전망\n|방침|앞두|겠다고|내놓겠"
    r"|열겠|상정|발의|입법예고|올봄|올여름|올가을|올겨울|내년(?:부터| 초| 상반기| 하반기"
    r"| \d+월)|다음 ?달|plans? to|planned|aims? to|intend|expects? to|set to|\bwill\b"
    r"|due (?:in|to|on)|slated|scheduled|计划|予定|拟|へ$"
)
_DELAYED = (
    r"연기(?:했|하|된|됐|$|\n|를|한|…)|미뤄|미뤘|미룬|미루|늦춰|늦췄|늦춘|늦추|보류|순연"
    r"|차일피일|postpon|delay|push(?:es|ed)? back|put(?:s)? off|推迟|延期"
)
_CANCELLED = (
    r"철회|취소(?:했|하기로|됐|$|\n|를|한다고|…|키로)|백지화|포기|접는다|접었|접기로|접고"
    r"|하지 않기로|않는다고|무산|불발|좌초|폐기|자동 폐기|없던 일|열리지 않|withdr[ae]w|cancel"
    r"|scrap|abandon|shelve[sd]?|called off|calls off|axe[sd]?\b|取消|撤回|中止"
)
_DONE = (
    r"성공(?:했|$|\n|…)|궤도에|입성|첫날|개시(?:$|\n)|상장 첫|reache[sd]\b|hits\b|succeed|成功|"
    r"달성했|달성\n|달성$|완료했|완료됐|완료$|마쳤|돌파했|(?<!심사를 )시작했|운행 시작|개시했"
    r"|개통했|서비스를? 시작|서비스에 들어|상륙|막을 올렸|출시했|문을 열었|상장했|통과했"
    r"|시행에 들어|시행됐|들어갔다|첫 거래일|completed|has launched|achieved|went live"
    r"|goes live|kicks? off"
)

STAGES: Mapping[str, tuple[re.Pattern[str], ...]] = MappingProxyType(
    {
        group: tuple(re.compile(words) for words in steps)
        for group, steps in {
            "certainty": (f"{_UNKNOWN}|{_DENIED}|검토한다는", _CONFIRMED),
            "talks": (_TALKS, _OFF, _AGREED),
            "count": (
                (
                    r"잠정|추정|추산|사전 통보|속보치|초안|시안|가안|preliminary|estimate|\bdraft"
                    r"|初步|草案|暫定|速報"
                ),
                (
                    r"확정|최종|확인(?:됐|했|\n|$)|드러났|집계됐|final(?:ly|ised|ized)?\b|最终"
                    r"|確定"
                ),
            ),
            "doing": (_INTENDED, _DELAYED, _CANCELLED, _DONE),
            "undone": (
                (
                    rf"{_INTENDED}|{_TALKS}|{_AGREED}|의혹|제출|요구|제안|건의|신청|도입한|시작한"
                    rf"|선정|예정대로|마무리"
                ),
                (
                    rf"{_CANCELLED}|{_OFF}|{_DELAYED}|부결|불허|반려|기각|회생 ?폐지|파산"
                    rf"|돌려보냈|중단(?:했|된|됐"
                    rf"|$|\n|…)|멈춰 세"
                ),
            ),
            "permit": (
                (
                    r"신청했|신청한 |신청\b|심사하고 있|심사 중|심사중|심사에 들|예비인가|예비허가"
                    r"|조건부|심사 착수|심사를 시작|under review|opens? (?:a )?review"
                    r"|will examine|applied for|applies for|申请|申請"
                ),
                (
                    r"반려|불허|기각|거부|탈락|고배|받아들이지 않|내주지 않|blocks?\b|blocked"
                    r"|prohibit|reject|denied|拒绝"
                ),
                (
                    r"(?:승인|허가|인가|의결|가결)(?:했|됐|돼|받|$|\n|…(?!\S*신청))|승인\b"
                    r"|허용|허가를 받|본(?:인가|허가)(?!를? ?(?:심사|신청|준비|추진))"
                    r"|조건(?:이|을|도)? ?(?:풀|삭제|없)|approved?\b|granted|批准|認可"
                ),
            ),
            "merger": (
                (
                    r"(?:인수|합병)(?:하기로|에? ?합의|한다|계약)|agree[sd] to (?:buy|acquire"
                    r"|merge)|\bto acquire\b"
                ),
                (
                    r"조건부 승인|(?:인수|합병|결합)[^.\n]{0,12}(?:승인|허용)|(?:approve"
                    r"|clear)[sd]? [^.\n]{0,30}(?:takeover|merger|acquisition|purchase|deal)"
                ),
                (
                    r"(?:인수|합병|결합)[^.\n]{0,12}(?:무산|불허|포기|철회)|takeover (?:collapse"
                    r"|fail)"
                ),
                (
                    r"(?:인수|합병)[^.\n]{0,8}(?:마무리|완료|끝냈|마쳤)"
                    r"|complete[sd] [^.\n]{0,20}(?:takeover|merger|acquisition)"
                ),
            ),
            "decided": (
                _TALKS + r"|검토|살피고|추진|예고|초안|발의|상정|방안",
                (
                    r"확정|의결|가결|본회의|국회 통과|처리됐|시행된다|시행됐|시행에 들|최종"
                    r"|finali[sz]ed|enacted"
                ),
            ),
            "harm": (
                r"중상|부상|다쳤|다쳐|다친|중태|위독|injur|hurt|wounded|受伤|けが",
                r"사망|숨졌|숨져|숨진|목숨을|killed|died|dies|dead|death|死亡",
            ),
            "outage": (
                (
                    r"복구 중|복구 시각|복구되지|되지 않는다|미정|원인을 찾고|not yet restored"
                    r"|still down"
                ),
                (
                    r"정상화|복구(?:됐|했|를 마|$|\n)|돌아왔|재개했|되살아|restored|back (?:up"
                    r"|online)"
                ),
            ),
            "vote": (
                (
                    r"발의|상정|입법예고|소위|상임위|정무위|과방위|법사위|introduced|committee"
                    r"|tabled"
                ),
                r"부결|계류|폐기|voted down|blocked",
                (
                    r"본회의[^.\n]{0,12}(?:통과|의결|가결|넘)|국회(?: 통과|를? 넘|서 통과)|공포"
                    r"|시행에|signed into law|passed|passes|enacted"
                ),
            ),
            "court": (
                (
                    r"소환|불러 조사|조사하기 시작|조사 착수|조사에 착수|수사 착수|수사에 착수"
                    r"|압수수색|investigat|under probe|제소|소송을 (?:냈|제기)|\bsue[sd]?\b"
                    r"|\bsuing\b"
                ),
                r"구속|영장|체포|arrest",
                r"기소|고발|송치|charged|indict",
                r"1심|1심에서|징역|실형|집행유예|무죄|유죄|과징금|제재|fined?\b",
                r"2심|항소심|appeals? court",
                r"대법원|대법 |확정판결|최종 (?:패소|승소)|굳어졌|supreme court",
                (
                    r"소(?:송)?를? ?취하|고소를? ?취하|무혐의|withdr[ae]wn? (?:its|the"
                    r"|their) (?:law)?suit|drop(?:s|ped)? .{0,20}(?:lawsuit|case|charges)"
                ),
            ),
        }.items()
    }
)
"""How far it went: in each group the later step is the newer news."""
