"""Words that stand in the news every day and say nothing about the period."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


KOREAN = _words(
    """
    업계 전년 실적 기업 회사 시장 산업 사업 서비스 기술 제품 고객 이용자 사용자 소비자 국내 해외
    글로벌 세계 정부 당국 관계자 전문가 대표 이사 사장 회장 부사장 본부장 팀장 교수 위원장 장관
    대통령 의원 기자 발행 편집 올해 지난해 작년 내년 최근 현재 이번 지난 다음 오늘 어제 내일 당시
    이후 이전 향후 앞서 상반기 하반기 분기 오전 오후 이날 이달 지난달 다음달 이번주 지난주 하루
    매일 매년 매월 연간 월간 주간 기간 시간 시점 시기 경우 때문 정도 이상 이하 이내 가운데 사이
    동안 대상 대비 기준 기반 중심 관련 관계 결과 과정 방법 방식 방안 방침 계획 예정 목표 추진 진행
    시작 종료 운영 제공 지원 확대 강화 개선 개발 출시 공개 발표 설명 강조 전망 예상 예측 분석 조사
    평가 검토 결정 확인 도입 적용 활용 이용 사용 참여 참가 협력 제휴 체결 구축 마련 증가 감소 상승
    하락 성장 변화 유지 기록 달성 돌파 초과 확보 투자 규모 금액 비용 가격 매출 영업이익 수익 비율
    비중 수준 수치 전체 일부 대부분 모두 각각 평균 최대 최소 최고 최저 최초 처음 마지막 이유 원인
    배경 효과 영향 문제 과제 상황 상태 현상 조건 환경 분야 부문 영역 부분 측면 차원 입장 의견 생각
    필요 중요 가능 가능성 필요성 중요성 다양 새로운 주요 핵심 기존 신규 추가 별도 특별 일반 공식
    본격 지속 적극 직접 자체 관심 사람 국민 시민 사회 경제 정책 제도 기관 단체 협회 연구 연구소
    연구원 센터 그룹 계열사 자회사 본사 지사 부서 직원 인력 인재 조직 팀 소비 구매 판매 거래 계약
    공급 생산 제조 유통 물량 품목 상품 행사 이벤트 혜택 할인 앞 뒤 위 아래 안 밖 속 중 등 것 수 점
    곳 개 명 번 차례 가지 모습 자리 내용 사실 정보 자료 데이터 뉴스 기사 보도 보도자료 사진 그림
    출처 링크 원문 요약 정리 이야기 소식 동향 트렌드 리포트 보고서 브리핑 이슈 키워드 가장 매우
    더욱 다시 또한 특히 바로 이미 아직 계속 함께 모든 여러 다른 같은 이런 그런 어떤 무엇 누구 어디
    언제 어떻게 얼마 하나 둘 셋 우리 저희 그들 이들 자신 본인 그것 이것 여기 거기 때 더 덜 약 총
    전 후 내 외 한국 대한민국 서울 미국 중국 일본 유럽 아시아 국가 지역 도시 전국 수도권 원화 달러
    위안 조원 억원 만원 퍼센트 통해 위해 대해 따라 관해 의해 인해 비해 한편 다만 반면 그러나
    하지만 그리고 따라서 또는 혹은 이어 아울러 못지않게 지금 요즘 당분간 초기 중반 후반 초반 말 초
    월요일 화요일 수요일 목요일 금요일 토요일 일요일 포함 제외 선정 수상 개최 개설 오픈 론칭 런칭
    선보 공략 진출 인기 화제 주목 눈길 도전 성공 실패 기대 우려 논의 회의 간담회 세미나 포럼 행보
    전략 경쟁 경쟁력 차별화 혁신 미래 시대 세대 생활 일상 문화 안전 보호 관리 사항 절차 요건 범위
    단계 수단 도구 역할 기능 성능 품질 속도 효율 편의 편의성 접근성 안정성 신뢰 가치 의미 흐름
    형태 장점 단점 도움 주체 번째 것들 사람들 명의 성과 지위 이제 드디어 반드시 먼저 꾸준히 많이
    보고 처리 마찬가지 일괄 동시 나머지 다수 상당 절반 두배 세배 이번에 현지 시각 업체 업체들
    기업들 당사 양사 이듬해 당초 일정 순위 차지 연속 이래 무렵 여부 관점 필수 사례 종류 유형 형식
    목적 대신 역시 물론 오히려 점차 더이상 별로 거의 각종 각자 서로 스스로 직후 직전 만큼 뿐만
    자체적 대체 해당 인근 일대 인사 취지 주장 지적 언급 당부 요청 제안 제시 소개 인터뷰 회견
    기자회견 자리매김 발판 계기 배치 설치 설립 창립 창업 취임 선임 주최 주관 후원 모집 접수 신청
    공모 마감 진단 점검 대응 대책 해결 해소 보완 수정 변경 전환 이동 연결 연계 결합 통합 분리 구성
    구분 참고 참조 개요 목차 서론 결론 부록 추세 양상 국면 원년 초읽기 박차 가속 가속화 본격화
    활성화 다양화 고도화 최적화 효율화 현실화 의무화 누적 집계 잠정 합계 총액 액수 인상 인하 급증
    급감 급등 급락 호조 부진 적자 흑자 손실 이익 순이익 지수 지표 통계 수요 성향 선호 만족 만족도
    스스로 그대로 제대로 새로 따로 함부로 억지로 앞으로 홀로 때때로 절대로 대체로 실제로 그동안
    최종 향방
    """
)

PLAIN = _words(
    """
    첫째 둘째 셋째 넷째
    다섯 여섯 일곱 여덟 아홉 열째 하나둘 개편 유치 준비 교체 안내 영업 계산 이름 긴장 손님 가게
    국내외 나라 열두 스물 스무 어느
    골목 글자 중개 재고 장비 사무실 무료 유료 인정 부인 반발 환영 호응 합류 동참 승인 신고 등록
    발급 가입 탈퇴 이탈 방문 문의 상담 답변 응답 선택 구입 납부 수령 환급 지급 지불 반환 교환
    복구 중단 재개 철수 폐지 폐쇄 확장 축소 조정 개정 시행 적발 수사 조치 명령 권고 요구 호소
    촉구 당부 설득 협의 합의 타결 결렬 체험 관람 홍보 광고 마케팅 브랜드 이미지 디자인 콘셉트
    컨셉 아이디어 노하우 비결 사용법 주의 경고 위험 피해 불편 불만 부담 걱정 고민 갈등 논란 의혹
    쟁점 오늘날 밤새 저녁 아침 점심 주말 평일 휴일 연휴 봄철 여름 가을 겨울 한때 한번
    한꺼번 한동안 잠시 곧바로 마침 드물 일단 우선 아예 그나마 남성 여성 남녀 어른 아이 부모 가족
    가구 주민 시민들 누리꾼 네티즌 이웃 친구 동료 직장인 학생 청년 노인 어르신 고령층 젊은층
    세대별 연령대 절반 두배 세배 여러분 저마다 제각각 하루하루 날마다 줄곧 꾸준 완전 전면 대폭
    소폭 다소 약간 조금 훨씬 더불 함께한 공동 단독 연합 합작 상호
    시범 시연 시험 시제품 실증 국책 민관 착수 가동 개통 개시 개막 폐막 입점 내역 이력 구간 현황 실태
    동향 절감 단축 상용화 사업화 국산화 대중화 선도 육성 투입 편성 추정 산출 방지 예방 억제 완화
    탐지 탐색 실제 비즈니스 발전 출간 발간 자동 수동 발생 발견 인식률 시도 모색 병행 분석가
    """
)
"""Nouns that tell texts apart and still say little of a period."""

WEAK_ALONE = _words(
    """
    모델 모형 장비 장치 기기 시스템 솔루션 네트워크 인프라 프로젝트 프로그램
    엔진 소프트웨어 하드웨어 애플리케이션 계좌 앱 오류율 연구진 개발진 파트너
    파트너사 협력사 스타트업 대기업 중소기업 벤처기업 공공기관 지자체 당사자 담당자 책임자
    경영진 투자자 투자사 창업자 대표이사 직장 매장 점포 지점 창구 차량 기사 현장
    공간 지하 지상 실내 실외 온라인 오프라인 모바일 디지털 스마트
    """
)
"""Nouns that say little by themselves, and something beside another (언어 모델, 새벽배송 앱)."""

TELLING_COMPOUNDS = _words(
    """
    데이터센터 데이터경제 정보보호 정보보안 소비자보호 고객센터 연구개발 기술이전 기술유출 투자계약
    생활물류 사회안전망 경제안보 기술패권 공동구매 무료배송 구매대행 판매대행 유통기한 영업정지
    영업비밀 시장지배력 시장조사 통합인증 안전관리 창업지원 수출규제 공급망 유통망 판매망
    """
)
"""Compounds that name something, though each of their words says little."""

ENGLISH = _words(
    """
    the a an and or but if then than that this these those of to in on at by for from with without
    into onto over under about after before between during through against as is are was were be
    been being am do does did done has have had having will would can could may might must shall
    should not no nor so too very just only also more most much many some any all each every both
    few less least other another such same own it its he she they them their his her we us our you
    your i me my who whom whose which what when where why how there here new news says said say
    according company companies firm firms market markets business service services product
    products year years month months week weeks day days today yesterday tomorrow first second
    third one two three four five six seven eight nine ten million billion trillion percent per
    cent plan plans launch launches launched report reports reported announce announces announced
    announcement update release released users user customers customer people government industry
    global world international national inc corp ltd co llc ceo cto cfo president chief executive
    official officials source sources read click january february march april june july august
    september october november december monday tuesday wednesday thursday friday saturday sunday
    jan feb mar apr jun jul aug sep oct nov dec pm kst utc http https www com net org html up down
    out off back now still yet next last based using use used via amid get gets make makes made
    take takes top big best show shows look set help helps like well way time
    """
)

WEAK_ENGLISH = _words(
    """
    regulator regulators regulation regulatory license licence licenses licences correction
    language customer consumer consumers merchant merchants startup startups platform platforms
    software hardware system systems network networks project projects program programme
    approach partner partners partnership research researcher researchers scientist scientists
    engineer engineers university institute laboratory minister ministry government parliament
    committee council commission authority agency investor investors investment revenue revenues
    profit profits growth quarter quarterly annual increase decrease percent percentage account
    accounts payment transfer delivery deliveries driver drivers district problem problems
    question feature features version support however although because despite meanwhile
    according including following several another between without within thousand hundred
    remains remain standard standards content building morning evening tonight weekend country
    capital director manager executive employee employees founder founders analyst analysts
    earlier recently already different important available potential possible public private
    general special current former latest largest biggest better higher lower faster smaller
    device devices machine machines computer computers process processes processing performance
    quality security technology technologies technical digital online mobile interview statement
    spokesman spokesperson spokeswoman chairman chairwoman headquarters everyone something
    nothing anything everything someone article articles newsletter website internet
    """
)
"""English words that say little, also where a sentence begins with them."""

VERBAL_ENDINGS = _words(
    """
    하는 되는 있는 없는 라는 다는 냐는 자는 시키는 받는 가는 오는 나는 보는 한다 했다 된다 됐다
    이다 였다 있다 없다 같다 많다 크다 하고 되고 있고 이고 라고 다고 하며 되며 이며 으며 면서 하면
    되면 이면 으면 하지 되지 않은 않는 않고 해서 돼서 하여 되어 이어 위한 대한 따른 통한 관한 의한
    인한 향한 비한 같은 많은 높은 낮은 좋은 큰 작은 하게 되게 있게 없이 같이 하기 되기 있기 에게
    에선 에서 부터 까지 처럼 보다 만큼 으로 에도 할수 있을 없을 했던 됐던 이던 하던 하려 하도록
    되도록 시킨 시켜 시킬 받은 받아 받을 밝힌 밝혀 밝혔 전했 말했 나선 나서 나섰 늘어 늘린 늘려
    줄어 줄인 높여 높인 낮춰 낮춘 내놨 내놓 들어 들인 만든 만들 쏟아 이끌 넘어 넘는 넘긴 이른 이르
    오른 올라 올린 내린 내려 떨어 커진 커져 해진 해져 워진 워져 아진 아져 어진 어져 가운데 스러운
    로운 다운 로워 하자 되자 한데 인데 는데 이라 니다 세요 습니 네요 까요 지만 지난 으나 든지 거나
    려면 려고 하라 되라 할 될 될지 할지 인지 는지
    """
)
"""Ends of Korean words that are no nouns, as far as an ending can tell."""
