"""Where people live: postal addresses, by cue or by form."""

import re

from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.finding import Finding, Hit, Label, Pattern, finding
from tocsin.vocab.triage import Confidence

NAME = "places"
SUMMARY = "postal addresses"

_CUE = (
    r"(?:home |postal |billing |shipping |street |mailing |delivery )?address(?: is| was)?|ships? to|"
    r"shipped to|deliver(?:ed)? to|lives? at|living at|residing at|residence|"
    r"wohnhaft in|(?:meine |wohn)?(?:adresse|anschrift)|domicilio|dirección|direccion|vive en|reside en|"
    r"endereço|mora (?:em|na|no)|adresse|"
    r"habite|domicilié\w{0,30} (?:à|au)|residente in|indirizzo|abita in|(?:mijn )?adres|woonachtig|адрес|"
    r"проживает|проживающ\w{1,30}|العنوان|عنواني|住址|地址|住所は?|주소"
)
_CUE_TRIGGER = (
    r"(?:address|ship|deliver|live|living|resid|wohnhaft|adres|anschrift|domicil|direcci|vive|endere|mora|"
    r"habite|indirizzo|abita|woonachtig|адрес|Адрес|прожива|عنوان|住址|地址|住所|주소)"
)
_LATIN_CUES = (
    r"bostadsadress|heimilisfang|osoitteeseen|prebivališče|nakatira sa|osoitteessa|"
    r"zamieszkała|zamieszkały|domiciliat|gyvenantis|ikametgahı|pick up at|post it to|"
    r"residência|thường trú|tinggal di|demeurant|domicílio|gyvenanti|ikametgah|"
    r"lakóhelye|locuiește|makazi ni|nastanjen|adireshi|bydlisko|bydliště|domicile|habitant|moved to|"
    r"oturuyor|aadress|adresas|elukoht|heimili|lakcíme|mieszka|ngụ tại|sent to|stanuje|tirahan|vivo en|"
    r"địa chỉ|adresa|adrese|adresi|alamat|anakaa|anwani|banesa|boende|bor på|bostad|gyvena|"
    r"lakcím|makazi|morada|osoite|vive a|vivo a|abito|adres|bor i|adreça|visc a|resido en|mora ali n[ao]|"
    r"moro (?:ali )?(?:n[ao]|em)|wohne in|habite (?:au|à)|mieszkam|bydlím|lakom|asun|dzīvoju|dzīvo|gyvenu|oturuyorum|"
    r"ikamet|nakatira ako sa|naishi|woon in|jeg bor|jag bor på|domicili(?:ul|at) în|cu domiciliul în|bytem|lakik|"
    r"zam\.|"
    r"ünvan|asuu|címe"
)
_OTHER_CUES = (
    r"ที่อยู่จัดส่งเอกสาร|ที่อยู่จัดส่ง|διεύθυνση|мекенжайы|മേൽവിലാസം|"
    r"მისამართი|κάτοικος|κατοικεί|проживає|చిరునామా|מתגוררת|عنوانها|ที่อยู่|"
    r"адреса|мешкає|հասցեն|כתובתה|כתובתו|מתגורר|عنوانك|عنوانه|ঠিকানা|முகவரி|"
    r"живее|живет|живёт|живу|мешкаю|мой адрес|моя адреса|ठेगाना|വിലാസം|ವಿಳಾಸ|հասցե|כתובת|نشانی|живе|آدرس|يسكن|አድራሻ|"
    r"收件地址|收货地址|پتہ|"
    r"पता|届け先|現住所|送付先|거주지|배송지|住居|届先"
)
_CUED = (
    r"[\"']?\s{0,2}[:：(=,]?\s{0,2}[\"'(]?(?P<value>[^\n\"()<>|;。，]{6,140}(?:\n[^\n\"()<>|;。，]{2,60}){0,3}"
    r"(?:\([A-Z]{2}\))?)"
)
_STREET = (
    r"(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|way|court|ct|courts|place|pl|square|"
    r"sq|terrace|close|crescent|parkway|pkwy|highway|hwy|trail|"
    r"circle|alley|row|walk|mews|grove|hill|gardens?|park|plaza|loop|route|turnpike|path|run|point|estate|"
    r"estates|heights|ridge|green|view|views|club|burgs?|"
    r"port|forge|harbor|landing|island|islands|mission|station|junction|field|fields|meadow|meadows|"
    r"mountain|mountains|brooks?|canyon|cliff|cliffs|common|cove|"
    r"creek|crossing|dale|expressway|extension|falls|flats?|ford|forest|fork|forks|fort|freeway|glen|glens|"
    r"haven|hollow|inlet|isle|key|keys|knoll|knolls|lakes?|"
    r"light|locks?|lodge|manor|mall|mill|mills|neck|orchard|oval|overpass|pass|passage|pike|pines?|plains?|"
    r"prairie|radial|ramp|ranch|rapids?|rest|rue|shoals?|"
    r"shores?|skyway|springs?|spurs?|stravenue|stream|summit|throughway|trace|track|trafficway|tunnel|"
    r"underpass|union|unions|valley|valleys|via|viaduct|village|"
    r"ville|vista|walks|wells?|center|centers|bridge|bypass|causeway|arcade|bend|bluffs?|bottom|branch|"
    r"camp|cape|corner|corners|course|curve|dam|divide|greens|groves|"
    r"harbors|hills|juncs?|squares|streets|roads|drives|estates|parks|parkways|points|ports|ridges|"
    r"stations|villages|burg|wall|rise|wharf|quay)"
)
_POSTCODE = (
    r"(?:[A-Z]{2} \d{5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|\d{5}(?:-\d{3})?|\d{4} ?[A-Z]{2}|\d{6}|"
    r"\d{3}-\d{4})"
)
_UP = "A-ZÀ-ÖØ-Þ\u0100-\u024f\u1e00-\u1eff\u0386-\u03ab\u0400-\u042f"
# Words for street that stand before its name, those that it ends in, and those that stand behind it.
_FIRST = (
    r"[Rr]ua|R\.|[Aa]venida|[Aa]v\.|[Tt]ravessa|[Pp]raça|[Ll]argo|[Ee]strada|[Aa]lameda|[Cc]alle|C/|[Pp]laza|[Pp]aseo|"
    r"[Cc]arrer|[Cc]alzada|[Cc]arrera|Via|via(?= d(?:ei|el|ella|elle|egli|i|ell')\b)|Viale|[Pp]iazza|[Cc]orso|"
    r"[Vv]icolo|[Rr]ue|[Aa]venue|[Bb]oulevard|"
    r"[Bb]d\.?|[Cc]hemin|[Ii]mpasse|[Aa]llée|[Qq]uai|[Uu]l\.|[Uu]lica|[Uu]lice|[Uu]lici|[Aa]l\.|"
    r"[Aa]leja|[Pp]l\.|[Oo]s\.|"
    r"[Nn]áměstí|[Nn]ám\.|[Tt]řída|[Tt]rg|[Ss]tr\.|[Ss]trada|[Bb]ulevardul|[Ss]os\.|[Cc]alea|[Uu]lica|[Bb]ulevar|"
    r"[Jj]l\.|[Jj]alan|[Gg]g\.|[Ll]orong|[Pp]ersiaran|[Oo]δός|[Οο]δός|[Οο]δού|[Λλ]εωφόρος|[Лл]еоф\.|ул\.|улица|улице|"
    r"просп\.|проспект|пр-т|пер\.|переулок|бул\.|бульвар|наб\.|вул\.|вулиця|вулиці|просп\.|"
    r"[Rr]ruga|[Rr]r\.|[Đđ]ường|[Ss]traße|[Tt]riq|[Mm]taa wa|[Ll]ugar d[aoe]|[Bb]airro|[Uu]rb\.|[Cc]ol\.|[Ss]okak"
)
_LAST = (
    r"straße|strasse|str\.|gasse|weg|platz|allee|ring|damm|ufer|steig|gatan|gata|vägen|veien|vegen|vei|vej|gade|gränd|"
    r"torget|plan|stræde|katu|kuja|tie|polku|raitti|straat|laan|plein|gracht|kade|dreef|steeg|singel|götu|braut|vegur"
)
_LAST_WORD = (
    r"utca|köz|köze|sétány|fasor|dűlő|u\.|út|útja|tér|tere|körút|krt\.|sokak|sok\.|sokağı|sk\.|cad\.|caddesi|cd\.|"
    r"bulvarı|mahallesi|mah\.|"
    r"g\.|gatvė|pr\.|al\.|iela|prospekts|tn|tänav|mnt|maantee|pst|puiestee|ulica|cesta|sokağı"
)
_DOOR = (
    r"/(?:bis|ter|[A-Z](?![\w]))|,? #\d{1,4}|,? ?(?:/ ?|[-–] ?)\d{1,4}[A-Za-z]?|,? (?:m|lok|byt|kv|кв|д|корп|apt?|app|"
    r"ap|bl|sc|et|b|k|ch|"
    r"no|nr|kat|daire|d|tür|top|"
    r"stiege|lgh|krs|as|RT|rt|P|p|pta|piso|esc)\.? ?\d[\w/]{0,5}(?: ?/? ?RW ?\d{1,3})?|"
    r",? \d{1,2}\.? ?[ºª°o]\.? ?(?:[A-Za-z]{1,4}\.?)?|"
    r",? (?:[IVX]{1,4}|[A-Z])(?:[./] ?\d{1,3}\.?)?(?![\w])| \d{1,3}(?=,)"
)
_CODE = (
    r"(?:[A-Z]{1,2}[- ])?(?:\d{5}(?:-\d{3,4})?|\d{4}-\d{3}|\d{2}-\d{3}|\d{3} ?\d{2}|\d{4}(?: [A-Z]{2})?|\d{6}|"
    r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d)"
)
_SMALL = (
    r"(?:de|da|do|dos|das|del|della|di|du|des|la|le|les|"
    r"el|los|las|van|von|der|den|am|an|im|in|zu|na|nad|pod|sur|sous|d'|l')"
)
PATTERNS = (
    Pattern(
        rule="address-after-cue",
        label=Label.ADDRESS,
        trigger=_CUE_TRIGGER,
        regex=(
            rf"(?i:(?<![^\W_])(?:{_CUE}))(?:im|imiz|iniz|ini|esi|em|"
            rf"ę)?(?![а-яё])[\"']?\s{{0,2}}[:：(=,]?\s{{0,2}}[\"'(]?(?P<value>[^\n\"()<>|"
            rf";。，]{{6,140}}(?:\n[^\n\"()<>|;。，]{{2,60}}){{0,3}}(?:\([A-Z]{{2}}\))?)"
        ),
        reason="a word for address stands before it",
        crosses_lines=True,
        examples=(
            "It ships to ⟦14 Larch Lane, Northfield, VT 05663⟧.",
            "wohnhaft in ⟦Lindenweg 4, 10115 Berlin⟧.",
            "住所は⟦東京都港区芝1丁目2番3号⟧です。",
        ),
        counterexamples=("address the problem in 2 weeks", "he lives at home", "the address is wrong"),
    ),
    Pattern(
        rule="address-after-word",
        label=Label.ADDRESS,
        trigger=r"[0-9]",
        regex=rf"(?i:(?<![^\W_])(?:{_LATIN_CUES}))(?![a-z]){_CUED}",
        reason="a word for address in another language stands before it",
        crosses_lines=True,
        examples=(
            "lakcíme: ⟦7621 Pécs, Király u. 4⟧.",
            "Alamat: ⟦Jl. Kenanga 12, Cimahi 40511⟧\n",
            "bydliště ⟦Lipová 4, Brno⟧.",
        ),
        counterexamples=("alamat surel salah", "bor i en by"),
    ),
    Pattern(
        rule="address-after-foreign-word",
        label=Label.ADDRESS,
        trigger=r"[\x80-\xff]",
        regex=rf"(?<!\w)(?:{_OTHER_CUES}){_CUED}",
        reason="a word for address in another script stands before it",
        crosses_lines=True,
        examples=("पता: ⟦मकान 12, गांधी रोड, पुणे 411001⟧", "адреса: ⟦Одеса, Морська 4⟧"),
        counterexamples=("адреса невідома", "पता नहीं"),
    ),
    Pattern(
        rule="address-by-form",
        label=Label.ADDRESS,
        trigger=r"[0-9]",
        regex=(
            rf"(?<![\w.,/:-])(?:(?:Flat|Studio|Apt\.?|Suite|Unit|Room|No\.?) ?\d{{1,5}}[A-Za-z]?[,\n]\s?)"
            rf"?(?:\d{{1,6}}[A-Za-z]? )?(?:[A-Z][\w'’-]{{1,60}} ){{1,4}}(?i:{_STREET})\b\.?(?: (?:Apt\.?|Suite|Unit|#)"
            rf" ?\w{{1,6}})?[,\n]\s{{0,2}}(?:[A-Z][\w .'’-]{{2,40}}[,\n]\s{{0,2}}){{1,2}}{_POSTCODE}(?![\w-])"
        ),
        reason="a street, a town and a postal code in their usual order",
        confidence=Confidence.HIGH,
        crosses_lines=True,
        examples=("box at ⟦14 Larch Lane, Northfield, VT 05663⟧ was", "⟦Flat 3, Oak Road, Ambleford, LS1 4DY⟧"),
        counterexamples=("12 Angry Men, a film, 1957",),
    ),
    Pattern(
        rule="address-with-postcode",
        label=Label.ADDRESS,
        trigger=r"[0-9]",
        regex=(
            rf"(?<![\w.@/-])(?:(?:{_FIRST})[ ]{{1,2}}[\w .'’/-]{{2,40}}?|(?:[{_UP}][^\W\d_]{{1,24}}\.?)"
            rf"(?:[ .'’-]{{1,2}}[^\W\d_]{{1,24}}\.?){{0,5}}),? ?(?:n\.?[º°o]|no\.?|nr\.?|núm\.?|num\.?|č\.)? ?"
            rf"\d{{1,4}}(?: ?[A-Za-z]\b)?(?:{_DOOR}){{0,4}}(?:[,\n]\s{{0,3}}| [·•|] )"
            rf"(?:[^\W\d_][\w .'’-]{{2,30}},\s?){{0,2}}"
            rf"(?:{_CODE})[ \u00a0,]{{1,2}}[{_UP}][^\W\d_]{{1,24}}(?:[ -](?:{_SMALL} )"
            rf"?[{_UP}(][^\W\d_]{{1,20}}\)?){{0,2}}"
            rf"(?: - [A-Z]{{2}})?(?:, [{_UP}][\w.]{{1,20}}\.?)?"
        ),
        reason="a street with its number, then a postal code with its town",
        confidence=Confidence.HIGH,
        crosses_lines=True,
        examples=(
            "to ⟦Lerchenallee 14, 81541 München⟧.",
            "⟦Storgatan 8 B, 903 26 Umeå⟧, tel",
            "⟦Na Kopečku 3, 460 01 Liberec⟧",
            "⟦Calle de la Palma 7, 29012 Málaga⟧",
            "GmbH · ⟦Hinterm Anger 9 · 42285 Wuppertal⟧\n",
            "⟦ul. Lipowa 2 m. 4, 15-427 Białystok⟧",
        ),
        counterexamples=("In Version 14, 81541 people", "Room 12, 4 March"),
    ),
    Pattern(
        rule="address-number-first",
        label=Label.ADDRESS,
        trigger=r"[0-9]{1,4} ?[a-z]{0,6},? ?"
        r"(?:rue|avenue|av|boulevard|bd|place|chemin|impasse|all|quai|route|cours|rang|mont|sentier|faubourg|"
        r"c\xc3\xb4te)",
        regex=(
            rf"(?<![\w.])\d{{1,4}}(?: ?(?:bis|ter|quater|[A-D]))?,? (?i:rue|avenue|av\.|boulevard|bd|place|"
            rf"chemin|impasse|rang|montée|ruelle|sentier|faubourg|côte|"
            rf"allée|quai|route|cours|square|villa|cité) "
            rf"(?:(?:de la|de l'|de|du|des|d'|la|le|"
            rf"les) ?)?[{_UP}][\w .'’-]{{2,36}}(?:,\s{{1,2}}(?:\d{{4,5}} )?[{_UP}][\w' -]{{2,30}})?"
        ),
        reason="the number, the kind and the name of a street, as in French",
        confidence=Confidence.HIGH,
        examples=(
            "au ⟦4 bis, rue du Puits, 35000 Rennes⟧.",
            "⟦17 avenue de la Gare, 1003 Lausanne⟧,",
            "au ⟦27 rang Saint-Paul, Bromont⟧. Clé",
        ),
        counterexamples=("2031 route table entries", "en 12, rue"),
    ),
    Pattern(
        rule="street-with-number",
        label=Label.ADDRESS,
        trigger=r"[a-z\x80-\xff]\.? ?[a-z0-9 .,/-]{0,12}[0-9]",
        regex=(
            rf"(?<![\w.@/-])(?:(?:{_FIRST}) (?:[{_UP}\d][\w.'’-]{{0,24}}|{_SMALL})(?: (?:{_SMALL}|"
            rf"[{_UP}\d][\w.'’-]{{0,24}}))"
            rf"{{0,5}}?(?:, ?| )"
            rf"(?:n\.?[º°o]|no\.?|nr\.?|núm\.?|num\.?|č\.|No|д\.|дом|буд\.|зд\.)? ?\d{{1,4}}[A-Za-z]?|"
            rf"[{_UP}][^\W\d_]{{2,30}}(?:{_LAST}) \d{{1,4}}(?: ?[A-Za-z]\b)?|"
            rf"(?:\d{{4}} [{_UP}][^\W\d_]{{2,30}}, )?"
            rf"[{_UP}][^\W\d_]{{2,30}}(?: [{_UP}]?[^\W\d_]{{2,20}}){{0,2}} (?:{_LAST_WORD}) \d{{1,4}}(?:/?[A-Za-z])?)"
            rf"(?:{_DOOR}){{0,4}}(?:,\s(?:{_CODE} )?[{_UP}][\w .'’-]{{1,30}}?(?=[,.;:)\]\"<|\n]|"
            rf"$)){{0,3}}(?:,? {_CODE}(?!\d))?"
        ),
        reason="a word for street with a name and a number",
        confidence=Confidence.MED,
        examples=(
            "en ⟦Calle Mayor 12⟧ desde",
            "in der ⟦Lerchengasse 7⟧ wohnt",
            "⟦Jl. Kenanga No. 12 RT 03/RW 05, Cimahi 40511⟧",
            "⟦Petőfi utca 9⟧ alatt",
            "'⟦4026 Debrecen, Liget köz 7/B⟧',",
            "ditta, ⟦via dei Mulini 5/bis, 36015 Schio⟧,",
            "⟦ул. Садовая, д. 12, кв. 4⟧",
        ),
        counterexamples=("via SMTP port 25", "Str. 12 of the code", "Rue is a herb of 4 kinds"),
    ),
    Pattern(
        rule="address-in-other-scripts",
        label=Label.ADDRESS,
        trigger=r"[\x80-\xff]",
        regex=(
            r"(?:[가-힣]{2,6}(?:특별자치시|특별시|광역시|특별자치도|도|시) )?[가-힣]{1,6}(?:시|군|"
            r"구) [가-힣\d]{1,12}(?:로|길|동|읍|면|대로)"
            r"[가-힣\d]{0,6} ?\d{1,4}(?:-\d{1,4})?(?:번지|"
            r"번길)?(?:,? ?(?:[가-힣A-Za-z\d()]{1,12} )?\d{1,4}(?:동|호|층)){0,3}|"
            r"(?:\d{1,4}(?:/\d{1,4})? )?(?:หมู่(?:ที่)? ?\d{1,3} )?(?:ซอย|ถนน|ถ\.|ซ\.|ตำบล|"
            r"แขวง)[\u0e01-\u0e4e\d]{2,30}(?: ?\d{1,4})?"
            r"(?: ?(?:ซอย|ถนน|แขวง|เขต|ตำบล|อำเภอ|จังหวัด|ต\.|อ\.|จ\.|"
            r"กรุงเทพฯ?)[\u0e01-\u0e4e]{0,30}){1,5}(?: ?\d{5})?|"
            r"(?:شقة \d{1,5}،? ?)?(?:[^،,\n.:؛]{3,24}، ?)"
            r"?شارع [\u0600-\u06ff\d ]{3,30}(?:، ?[\u0600-\u06ff ]{3,20}){0,2}|"
            r""
            r"(?:רחוב|רח'|שדרות) [\u0590-\u05ff'\" -]{2,24} \d{1,4}(?:, ?[\u0590-\u05ff -]{2,20})?|"
            r"(?:〒\d{3}-?\d{4}\s?)[\u3400-\u9fff々ヶケ\u3040-\u30ffA-Za-z\d -]{4,50}|"
            r"[\u3400-\u9fff]{1,3}[市縣][\u3400-\u9fff]{1,4}[區鄉鎮市][\u3400-\u9fff\d]{1,14}\d{1,4}號(?:\d{1,3}樓)"
            r"?(?:之\d{1,3})?"
        ),
        reason="town, street and number in the order of the script",
        confidence=Confidence.HIGH,
        examples=(
            "집은 ⟦대전광역시 유성구 대학로 99⟧ 입니다",
            "ที่ ⟦12/4 ซอยสุขุมวิท 7 แขวงคลองเตย เขตคลองเตย กรุงเทพฯ 10110⟧",
            "⟦臺中市西屯區文心路12號3樓⟧",
            "גר ב⟦רחוב הגפן 12, חיפה⟧",
            "⟦〒060-0001 北海道札幌市中央区北1条西2⟧",
        ),
        counterexamples=("서울시 공지", "מספר 12", "市場第12號"),
    ),
    Pattern(
        rule="address-by-plot",
        label=Label.ADDRESS,
        trigger=r"(?:house|plot|flat|h\.|stand|erf|villa|quarters?) ?(?:no\.?|number|#)? ?[a-z]{0,3}[ -]?[0-9]",
        regex=(
            r"(?<![^\W_])(?:[Hh]ouse|HOUSE|[Pp]lot|PLOT|[Ff]lat|H\.|[Ss]tand|[Ee]rf|[Vv]illa|[Qq]uarters?) ?"
            r"(?:[Nn]o\.?|NO\.?|[Nn]umber|#)? ?(?:[A-Z]{1,3}[ -]?)?\d{1,5}[A-Z]?(?:[/-]\d{1,4})?,? "
            rf"(?:(?:near|opp\.?|opposite|behind|off|along) )?[{_UP}\d][\w.'’-]{{1,24}}"
            rf"(?: [{_UP}\d][\w.'’-]{{0,24}}){{0,4}}(?:, [{_UP}][\w.'’-]{{2,24}}(?: [{_UP}\d][\w.'’-]{{0,24}})"
            rf"{{0,3}}){{1,3}}(?: \d{{5,6}})?"
        ),
        reason="a plot or a house with its number, then the places it lies in",
        confidence=Confidence.HIGH,
        examples=(
            "farmer, ⟦House No. QK 14, near Market Chapel, Ofinso⟧, tel",
            "lives at ⟦Plot 9 Lugard Crescent, Mbarara⟧.",
        ),
        counterexamples=("the plot 2 of Figure", "House 12 voted, Monday", "Flat 3 beds"),
    ),
    Pattern(
        rule="military-address",
        label=Label.ADDRESS,
        trigger=r"[afd]p[o] a[aep] [0-9]{5}",
        regex=(
            r"(?:(?:PSC|Unit|CMR|USS|USNS|USNV|USCGC)[ \w]{1,30}(?:, ?Box \d{1,5})?[,\n] ?)?[AFD]PO A[AEP] "
            r"\d{5}(?:-\d{4})?"
        ),
        reason="a military address (USPS Publication 28, section 225)",
        confidence=Confidence.HIGH,
        crosses_lines=True,
        examples=("at ⟦PSC 1234, Box 5678, APO AE 09123⟧.",),
        counterexamples=("APO AE",),
    ),
    Pattern(
        rule="address-in-cell",
        label=Label.ADDRESS,
        trigger=r"@[^,\n]{3,80},[^,\n]{5,24},\"",
        regex=r"(?<=,)\"(?P<value>[^\"]{8,160})\"(?=,|\n|$)",
        reason="a quoted cell with a number and a place, in a row with a mail address",
        confidence=Confidence.LOW,
        crosses_lines=True,
        examples=('Ada,ada@mailbox.org,020 7946 0018,"⟦Lindenweg 4\n10115 Berlin⟧",7',),
        counterexamples=('a,b@mailbox.org,0000000,"no number here"',),
    ),
    Pattern(
        rule="address-in-east-asian-text",
        label=Label.ADDRESS,
        trigger=r"(?:省|市|县|区|丁目|番地|番|号|路|街)",
        regex=(
            r"(?:(?![住送至到在])[\u4e00-\u9fff]{2,7}?(?:省|自治区|市|都|道|府|県))"
            r"[\u4e00-\u9fff\u3040-\u30ffA-Za-z]{2,24}(?:(?:路|街|丁目|座|番地?)[\u4e00-\u9fffA-Za-z]{0,3}\d{0,4}|"
            r"\d{1,4}(?:丁目|番地?|号|弄|室|栋|楼|座|-))(?:(?!です|でし|と申)[\u4e00-\u9fff\u3040-\u30ffA-Za-z\d -])"
            r"{0,30}(?:\d{1,6}号?)?"
        ),
        reason="province, town and street in their usual order",
        examples=("送到⟦浙江省杭州市西湖路88号⟧。",),
        counterexamples=("我在省里的城市工作",),
    ),
)
_AFTER_A_CUE = frozenset({"address-after-cue", "address-after-word", "address-after-foreign-word"})
_ANOTHER_NUMBER = re.compile(
    r"[,;،] (?!(?:CEP|ZIP|PLZ|CP|PIN|C\.?P\.?|postal|postcode|lote?|km|nr|no|bl|ap|"
    r"apt)\b)[^\W\d_][^\s\d,]{1,12}:? \+?\(?\d[\d ().-]{7,}"
)
_IN_A_ROW = re.compile(r"[,;|\t][\"' ]{0,3}$|[,;|\t]\w{1,3}$")
_ENDS = re.compile(
    r"(?<=[^\W\d_]{4})\.(?=\s|$)|(?<=[\d)])\.(?=\s|$)|\.(?=\n|$)|(?:です|でした|。)|[।۔։]|\s(?:है|हैं|ہے|আছে|است|ነው|ja|"
    r"ning|și|si|und der|e o|y el|et le|i el|och|og)\s|"
    r"\s(?:was|were|is|stood|stond|an Dritte|"
    r"when|which|that|and the|visible|leaked|tel\w{0,8}|tél\w{0,8}|τηλ|тел\w{0,5}|тлф|e-?mail|phone|mobile?|cell|hp|"
    r"gsm|tlf|puh|mob|"
    r"handy|selfoon|cnp|nif|dni|cpf|iban|nr\. tel)\b|[,،]\s(?:tel\w{0,8}|tél\w{0,8}|τηλ|тел\w{0,5}|phone|e-mail|"
    r"email|mobile?|cell|هاتف|فون|"
    r"फोन|मोबाइल|खाता|[a-zà-öø-ÿ]{5,}\s[a-zà-öø-ÿ]{2,}\s)|\s{2,}|\n(?=[^\n]{0,40}:)"
)


def patterns(dictionary: Dictionary) -> tuple[Pattern, ...]:
    """The rules; they need no dictionary."""
    return PATTERNS


def confirm(text: str, hit: Hit, dictionary: Dictionary) -> Finding | None:
    """The address to where the sentence goes on; None where nothing in it is a number or the place is too short."""
    value = text[hit.start : hit.end]
    if hit.pattern.rule in _AFTER_A_CUE:
        stop = _ENDS.search(value)
        if stop:
            value = value[: stop.start()]
        number = _ANOTHER_NUMBER.search(value)
        if number:
            value = value[: number.start()]
        if "\u3040" <= value[:1] <= "\ud7af":
            value = value.split(",")[0]
        paragraph = value.find("\n\n")
        value = (value[:paragraph] if paragraph >= 0 else value).rstrip(" ,.\n")
        if (
            not re.search(r"\d", value)
            or not re.search(r"[^\W\d_]{2}", value)
            or re.search(r"@|://|\d+\.\d+\.\d+|[\[({](?:\.|dot)", value)
        ):
            return None
        if "\n" in text[hit.match_start : hit.start + 30] and _IN_A_ROW.search(
            text, max(0, hit.match_start - 4), hit.match_start
        ):
            return None  # the heading of a column
        if not value[0].isalnum():
            return None
        if not (value[0].isdigit() or value[0].isupper() or not value[0].isascii() or "," in value):
            return None
        return finding(hit, end=hit.start + len(value)) if len(value) >= 8 else None
    if hit.pattern.rule == "address-in-cell":
        return (
            finding(hit) if re.search(r"\d", value) and re.search(r"[^\W\d_]{2}", value) and "@" not in value else None
        )
    value = value.rstrip(" -." if hit.pattern.rule == "address-by-plot" else " -")
    return finding(hit, end=hit.start + len(value))
