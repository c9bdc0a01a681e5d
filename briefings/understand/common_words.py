"""Words that many stories share, counted by `tests/eval/common_words.py`."""

from __future__ import annotations

_VERY_COMMON = """
ai app bank car city cut fee km let machine
model move open pay payment phone price qr
quantum run school share small staff start want
量子 가게 가까운 가상자산 가장 가지 간편결제 값을 값이 개가 개를 거래 거래소 거리
건물 것은 것을 게임 결제 경쟁 계산 계좌 고객 골라 골목 곳에 곳을 곳이 공개 공동
공연 공유 공장 공항 광고 교육 교체 구글 국내 국산 규제 그림 글자 금리 기계 기록
기사 기술 기업 기준 길을 나눠 나라 남은 내년 네이버 노조 논란 농가 누르면 다른
다섯 다시 다음 달러 당국 대가 대신 대출 대표 대학 대화 데이터 데이터센터 도는
도서관 도입 돈은 돈을 돈이 동네 동안 두고 드론 디지털 따로 라이더 레이저 로봇 마을
마지막 만에 만원 말을 매장 매출 먼저 명을 명이 모델 모두 모바일 모아 목소리 목표
무늬 무료 문을 문장 문제 물건 물량 미국 미리 바꿔 바로 반도체 방식 배달 배달앱
배로 배운 배터리 버스 번째 번호 법원 법이 병원 보고 보내 보여 보조금 보험 부담
부품 분의 사고 사람 사무실 사업 사옥 사이 사진 사흘 상담 상자 상장 상태 상품 새벽
서류 서명 서비스 서울 소리 소송 소자 손님 송금 수를 수수료 스마트폰 스무 스스로
스타트업 시간 시에 시장 시험 식당 신호 실험 쓰고 쓰는 아이 아직 안내 안에 않아
알려 암호 앞두고 앱에 앱이 양자 양자컴 양자컴퓨터 어르신 억원 언어모델 얼굴 업체
엔비디아 여러 여섯 연구진 열두 열쇠 영상 예금 예약 오류 오픈 온라인 올해 외국인
요금 원자 위성 위험 은행 음식 의무 의사 이름 이야기 이용자 이자 이제 인공지능 인수
읽고 읽어 자동 자료 자리 자율주행 장비 장을 재고 저녁 전기 전에 전화 전화기 절반
점포 정부 조원 종이 주가 주는 주말 주문 주민 주식 주인 주차 주차장 줄을 줄이 중국
증권사 지갑 지금 지도 지분 지역 지하철 직원 직접 찍어 차를 창구 창업자 찾는 챗봇
처음 카드 카드사 카메라 카페 커피 컴퓨터 코드 코인 퀀텀 큐비트 클라우드 택시 토스
통신 통장 투자 판매 편의점 프로그램 플랫폼 핀테크 하나 하루 학습 학습한 한도 함께
해외 허용 현금 현장 호출 화면 확대 회로 회사 후기 후보 휴대폰
"""
VERY_COMMON = frozenset(_VERY_COMMON.split())
"""Words of ten and more of some two thousand texts."""

_COMMON = """
account across add again agree airline arm
arrive bike block bn book booked boot branche
break bring buy cable card case chain change
chatbot check chip claim close code come cost
council credit data deal delivery deposit diner
door driver driverless drone drop eleven end
engineer eu exchange fall fare farm faster fell
find fixed found free fund garden gate go gpt
gpu half hand hold home hospital hour hundred
ibm insurer join judge key kitchen language
later learn learned learning leave led lender lg
licence light line list lock lorrie maker map
minister minute mm name near need night number
office often old once operator p2p paid paint
parking pass password pension plant police power
qubit queue rail raise rate record regulator
return ride-hailing rider rival road robot rose
rule sale screen second sell sensor settle shop
shopper short shut sign skt software sponsor
spring station stock stop store talk test
thousand ticket told trade trader trained
transfer turn village wallet warehouse win
within work アプ スマ プリ マホ 外卖 大模 央行 平台 支付 模型 決済 百万
骑手 가격 가구 가맹점 가상 가수 가입 간판 갈등 갈아타기 감소 값은 강남 강좌 강화
갚지 개로 개막 개발자 개시 개의 개인 개인정보 개찰구 개편 거점 건당 건을 걷는
걸리던 검사 검색 검찰 검토 것이 겨울 격자 결과 결정 경매 경찰 계산기 계산대 계약
고르고 고르면 고른 고속도로 고용 고장 고쳐 고향 곡을 곳의 공간 공공기관 공급 공모
공무원 공사 공시 공정위 과정 과제 과징금 관광객 관리 관세 관측 광섬유 광자 교사
교수 교통카드 교환 교회 구간 구독료 구매 구역 구청 국가 국산화 군은 규정 그날 그는
그대로 그래 그래서 그릇 그물 근거 근무 근처 글을 글이 금감원 금고 금융 금융사
금융위 급등 급증 기기 기능 기반 기부 기숙사 기존 기체 긴장 김밥 김장 까닭 깎아
꺼내지 나갈 나무 나온 나이 나중 남긴 남는 낮추고 내고 내는 내일 내지 냉각기 넘게
넘겨 넣은 네이버페이 년에 년을 년치 노동자 노래 노벨상 노인 논문 논의 농부 농장
높이 놓고 누가 누구 늘고 늘리고 늘자 다만 다툼 단계 단골 단말 단속 단위 단축 달에
담보 담아 답을 당일 대금 대기 대를 대만 대면 대상 대전 대주주 대학가 대학생 대형
도구 도로 도시 도심 도장 도착 돌려주지 돌파 동의 동전 두는 두면 둘이 들고 들어온
등록 등록한 디웨이브 디자인 따라 딸기 때를 때문 뜨고 렌터카 로비 링크 마리 마무리
마이데이터 마트 막으려 만기 만드 만들고 만명 많이 말로 말이 말투 맞춰 매각 매달
먹는 먹통 멈춘 메뉴 메모리 메신저 메이투안 메타 명의 모든 모양 모은 모자라 모집
목적지 몰려 못한 못해 무대 무엇 무인 묶어 묶음 문이 문자 문턱 문화재 물가 물류
물류센터 물을 미래 미술관 미용실 민원 바꾸 바꾸고 바꾼 바꿔야 바다 바닥 바람 바이오
반값 반경 반납 반대 반려동물 반발 반찬 받고 받기 받아야 받지 발전소 발표 발행 밤새
방문 방법 방송 방안 배가 배달비 배당 배민 배상 배송 배우 배차 백화점 밴드 번에
번역 번역가 번호판 법을 법정 변경 변호사 보고서 보니 보면 보상 보안 보유 보통
보험금 보험료 보험사 본사 봉투 부동산 부르 부모 부산 부활 분산원장 분석 분야 분에
불법 붙은 붙인 뷰티 브랜드 비교 비대면 비밀 비밀번호 비서 비슷한 비어 비용 비중
비추면 비트 비트코인 비행기 빈자리 빌려 빚을 빛을 빛의 빵집 사건 사기 사내 사는
사라진 사서 사실 사장 사장님 사전 사태 사투리 산불 살처분 삼성 상담사 상담원 상승
상인 상품권 새로 생긴 생성 생성형 서로 서른 서버 선거 선정 설계사 설명 설명회 세계
세금 세는 세상 셔틀 소비 소비자 소상공인 소식 소액 소재 소프트웨어 속도 속에 손을
손잡고 쇼핑 수도 수리비 수만 수백 수십 수출 수학 숙박 숙소 순간 숨통 숫자 쉬운
쉼터 슈퍼컴 스타벅스 스테이블코인 스피커 스핀 승객 승인 승합차 시각 시골 시대 시민
시범 시설 시스템 시작 시작한 시중은행 시키면 시행 식품 신경망 신분증 신설 신소재
신약 신용카드 신청 신호등 실시간 실적 실제 실험실 심사 심야 쏘카 쓰기 쓰레기 쓰면
쓰일 쓰지 씨는 아니라 아래 아무 아이온큐 아이폰 아주 아침 아파트 아홉 안의 안전
앉아 알갱이 알고리즘 알리바바 알림 알아보고 앞에 앱도 앱을 야간 약관 약국 약사 양산
양자내성암호 양자암호 양자컴퓨팅 어느 어디 어떤 어려운 억달러 언젠가 얽힌 업무 업비트
업종 없고 없앤 없어 에너지 에이전트 여권 여는 여덟 여전히 여행 연결 연구 연구소
연구자 연기 연말 연봉 연속 연장 연체 연체율 열면 열어 열에 열풍 영국 영수증 영업
영하 옆에 예산 예측 오늘 오래 오면 오토바이 오프라인 온도 온실 올려 올리고 올리면
옮겨 옷을 완판 완화 외부 요구 요기요 요즘 우려 우리 우버 우주 운영사 운전자 원에
원을 원이 원장 월급 월세 위조 위치 유럽 유출 유치 유학생 은행권 음성 음성봇 음식점
음원 의견 의무화 의심 의자 이더리움 이동 이미 이미지 이번 이온 이용 이웃 이유 이전
이체 이틀 익힌 인가 인건비 인구 인기 인도 인력 인상 인증 인터넷 인터넷은행 인하
인형 일곱 일당 일본 일부 일을 일이 일자리 일정 일주일 읽는 임금 임대 임대료 임원
임직원 입자 잇는 잇따라 자금 자기 자기장 자녀 자동차 자물쇠 자석 자전거 작가 작업
잔액 장관 장바구니 장부 장애인 장이 장치 장터 재는 재료 재면 재판 저작권 저절
저축은행 적금 적은 적자 전국 전기차 전날 전력 전문가 전산 전선 전시 전용 전원 전자
전쟁 전환 절차 젊은 점검 점수 점심 점유율 점을 접속 접수 정류장 정리 정보 정비
정산 정상 정식 정한 정해 제재 제주 제품 제휴 조각 조건 조금 조사 조선 조합 조항
종목 종을 좌석 주고 주면 주민센터 주방 주소 주의 준비 줄고 중간 중개 중고 중단
중력 증권 증시 지나면 지난해 지방 지상 지연 지원 지적 지점 지키 지하 지하철역
직장인 진단 진입 질문 집이 집주인 쪼개 찍는 찍은 차가 차가운 차량 차이 착공 참여
창고 창업 찾아 채용 책상 책을 책임 첫날 청년 청소년 청약 체육관 초기 초당 초등학생
초안 초에 초저온 초전 촉매 촬영 최고 최대 추가 추진 추천 축제 출범 출시 출신
충전소 층에 치킨 친구 칩이 카카오 카카오뱅크 카카오페이 캐릭터 케이뱅크 코딩 코스
콜센터 쿠팡 쿠폰 퀀텀점프 크기 키오스크 킥보드 킬로미터 타고 타는 태국 태풍 택배
테슬라 톤을 통과 통신망 통신사 통을 통합 통화 투자자 투표 트럭 틀린 팀이 파는 파업
판결 판결문 판교 판독 판매자 페이 페이팔 편지 평균 표시 표준 푸는 풀어 품귀 피해
필요 하나씩 하락 학교 학생 학습용 학습해 한계 한국 한국어 한국은행 한글 한쪽 할머니
할인 합의 합작 합치면 행사 허가 현대차 현지 협상 호주 호텔 혼자 홍콩 화재 확산
확인 확정 환불 환율 환자 환전 회원 회의 회장 후원 훈련 훈련한 휴대전화 흉내 흑자
"""
COMMON = frozenset(_COMMON.split())
"""Words of four to nine of them."""
