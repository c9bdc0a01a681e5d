"""Names and their spellings: companies, authorities, cities and countries."""

from __future__ import annotations

# One line a name, each spelling apart by a bar; Latin in lower case.
ALIASES = """
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
퍼플렉시티|perplexity
미스트랄|mistral
엑스ai|xai|x.ai
코히어|cohere
스태빌리티|스태빌리티ai|stability ai
미드저니|midjourney
런웨이|runway
스케일ai|scale ai
업스테이지|upstage
리벨리온|rebellions
퓨리오사ai|퓨리오사|furiosaai|furiosa
사피온|sapeon
세레브라스|cerebras
그록|groq
tsmc|台积电
asml
오라클|oracle|甲骨文
세일즈포스|salesforce
어도비|adobe
넷플릭스|netflix
스포티파이|spotify
트위터|twitter
레딧|reddit
월마트|walmart|沃尔玛
크로거|kroger
인스타카트|instacart
딜리버루|deliveroo
저스트잇|just eat
딜리버리히어로|dh|delivery hero
볼트|bolt
포니ai|포니에이아이|pony.ai|小马智行
위라이드|weride|文远知行
죽스|zoox
오로라|aurora
모빌아이|mobileye
그린카|롯데렌터카
티맵모빌리티|티맵|tmap
우티|우버택시|ut
타다|vcnc
직방|zigbang
오늘의집|버킷플레이스
컬리|마켓컬리|kurly
지마켓|g마켓|gmarket
옥션|auction
11번가|십일번가
이마트|emart|e-mart
신세계|신세계그룹|shinsegae
롯데|롯데그룹|lotte
현대카드|hyundai card
신한카드|shinhan card
국민카드|kb국민카드
비씨카드|bc카드|bc card
롯데카드|lotte card
하나카드|hana card
우리카드|woori card
현대캐피탈|hyundai capital
신한금융|신한금융그룹|신한금융지주|shinhan financial
하나금융|하나금융그룹|하나금융지주|hana financial
우리금융|우리금융그룹|우리금융지주|woori financial
kb금융|kb금융그룹|kb금융지주|kb financial
미래에셋|미래에셋증권|mirae asset
키움증권|kiwoom
네이버파이낸셜|naver financial
코인원|coinone
크라켄|kraken
리볼루트|레볼루트|revolut
몬조|monzo
누뱅크|nubank
클라르나|klarna
어펌|affirm
와이즈|wise
로빈후드|robinhood
리플|ripple
아이디퀀티크|idq|id quantique
이카큐|큐에라|quera
파스칼|pasqal
iqm
옥스퍼드아이오닉스|oxford ionics
도시바|toshiba|东芝|東芝
"""

AGENCIES = """
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

PLACES = """
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
송도|songdo
광교
분당|bundang
일산|ilsan
동탄
위례
마곡|magok
잠실|jamsil
홍대
명동|myeongdong
종로
상암|sangam
청계천
해운대|haeundae
수원|suwon
용인|yongin
고양시
안양
평택
김포|gimpo
파주
하남
구미시
김해
목포
순천시
군산
원주
속초
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

COUNTRIES = """
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
