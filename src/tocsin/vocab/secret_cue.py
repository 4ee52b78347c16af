"""What a password, a code at a door and a key are called."""

# Words of prose, in lower case. Endings that a language adds stand behind the stem and are not listed.
PASSWORD_WORDS: tuple[str, ...] = (
    *("password", "passwort", "passphrase", "passcode", "passwd", "kennwort", "losungswort", "pwd"),
    *("mot de passe", "mots de passe", "mdp", "phrase de passe", "contraseña", "contrasena", "clave de acceso"),
    *("palavra-passe", "palavra passe", "palavra-chave", "senha", "parola d'ordine", "parola chiave", "contrasenya"),
    *(
        "mi clave",
        "su clave",
        "tu clave",
        "clave de la",
        "clave del",
        "clave por defecto",
        "clave wifi",
        "la contra de",
    ),
    *("şîfre", "şifrê", "وشەی نهێنی", "lambar sirri", "baatu jàll", "ahintasɛm", "código de acceso", "yaykuna rimay"),
    *("contrasinal", "pasahitza", "wachtwoord", "wagwoord", "lösenord", "losenord", "lösenfras", "passord"),
    *("adgangskode", "kodeord", "løsen", "lykilorð", "aðgangsorð", "loyniorð", "salasana", "tunnussana", "tunnuslause"),
    *(
        "salalause",
        "parool",
        "salasõna",
        "parole",
        "paroles",
        "paroli",
        "slaptažod",
        "hasło",
        "hasła",
        "hasłem",
        "haslo",
    ),
    *("hesl", "jelszó", "jelszav", "jelszo", "parola", "parolă", "parolei", "parolo", "parolu", "lozink", "zapork"),
    *("šifru", "šifra", "geslo", "gesla", "fjalëkalim", "şifre", "sifre", "şifrə", "parolanız", "parolası", "parol"),
    *("κωδικός", "κωδικό", "κωδικού", "κωδικος", "συνθηματικό", "пароль", "парол", "лозинк", "шифра", "нууц үг"),
    *(
        "құпиясөз",
        "құпия сөз",
        "сырсөз",
        "рамз",
        "պաշտպանաբառ",
        "գաղտնաբառ",
        "პაროლი",
        "პაროლ",
        "סיסמה",
        "סיסמא",
        "סיסמת",
    ),
    *(
        "סיסמאות",
        "סיסמתו",
        "קוד סודי",
        "كلمة المرور",
        "كلمة مرور",
        "كلمة السر",
        "كلمة سر",
        "كلمات المرور",
        "رمز المرور",
    ),
    *(
        "رمز الدخول",
        "الباسورد",
        "باسورد",
        "الرقم السري",
        "رقم سري",
        "رمز عبور",
        "گذرواژه",
        "پسورد",
        "کلمه عبور",
        "پاس ورڈ",
    ),
    *("پاسورڈ", "पासवर्ड", "कूटशब्द", "পাসওয়ার্ড", "গুপ্তশব্দ", "கடவுச்சொல்", "పాస్వర్డ్", "પાસવર્ડ", "ਪਾਸਵਰਡ"),
    *("ಪಾಸ್ವರ್ಡ್", "പാസ്വേഡ്", "රහස් පදය", "මුරපදය", "รหัสผ่าน", "พาสเวิร์ด", "รหัสเข้า", "ລະຫັດຜ່ານ", "ពាក្យសម្ងាត់"),
    *("စကားဝှက်", "mật khẩu", "mat khau", "matkhau", "kata sandi", "sandi", "kata laluan", "katasandi", "kontrasenyas"),
    *("nenosiri", "neno la siri", "neno siri", "nywila", "የይለፍ ቃል", "የይለፍ", "kalmar sirri", "kalmar wucewa"),
    *("ọrọ aṣina", "ọrọigbaniwọle", "okwuntughe", "iphasiwedi", "furaha ya siri", "ijambobanga", "tenimiafina"),
    *(
        "cyfrinair",
        "pasfhocal",
        "facal-faire",
        "pasvorto",
        "密码",
        "密碼",
        "口令",
        "パスワード",
        "パスフレーズ",
        "暗号化キー",
    ),
    *(
        "合言葉",
        "合い言葉",
        "パスコード",
        "비밀번호",
        "비번",
        "암호",
        "패스워드",
        "авторизационный код",
        "кодовое слово",
    ),
)
SHORT_PASSWORD_WORDS: tuple[str, ...] = ("pass", "pw", "psw", "pswd", "psk", "pass phrase", "pass word", "pass code")
PIN_WORDS: tuple[str, ...] = (
    *("pin", "pins", "pin-code", "pin code", "pincode", "pinkod", "pinkode", "pin-koodi", "pinkoodi", "geheimzahl"),
    *("code secret", "code confidentiel", "código pin", "código secreto", "clave secreta", "codice segreto"),
    *("lambar sirri", "lambar sirrin", "kod sirri", "pin ya siri", "κωδικός pin", "mã số bí mật"),
    *("pinkód", "пин", "пинкод", "пин-код", "пін", "пін-код", "暗証番号", "暗唱番号", "핀번호", "핀코드", "开门密码"),
    *("门禁码", "門禁碼", "动态密码", "kodu pin", "kod pin", "קוד כניסה", "الرقم السري", "رمز pin", "पिन", "পিন", "พิน"),
    *("รหัสประตู", "รหัส", "mã pin", "mã cửa", "nambari ya siri", "namba ya siri", "siri ya pin"),
)
# A code opens something only where the sentence says what.
CODE_WORDS: tuple[str, ...] = (
    *(
        "الرمز",
        "الكود",
        "הקוד",
        "codul",
        "codi",
        "kodu",
        "kodą",
        "kodo",
        "kodē",
        "кода",
        "kodet",
        "كوده",
        "کد",
        "کوڈ",
        "কোড",
    ),
    *("code", "codes", "kod", "kode", "koden", "koda", "kodas", "koodi", "kood", "kód", "código", "codigo", "codice"),
    *(
        "код",
        "коды",
        "κωδικός",
        "κωδικό",
        "קוד",
        "رمز",
        "كود",
        "कोड",
        "コード",
        "码",
        "碼",
        "코드",
        "mã",
        "kodi",
        "combination",
    ),
)
OPENED: tuple[str, ...] = (
    *(
        "door",
        "gate",
        "alarm",
        "access",
        "backup",
        "back-up",
        "recovery",
        "entry",
        "safe",
        "lock",
        "building",
        "garage",
    ),
    *("vault", "keypad", "entrance", "meeting", "conference", "locker", "elevator", "lift", "tür", "tor ", "eingang"),
    *("alarmanlage", "porte", "portail", "alarme", "coffre", "digicode", "accès", "puerta", "portón", "alarma", "caja"),
    *("acceso", "porta", "portão", "cofre", "acesso", "cancello", "allarme", "cassaforte", "ingresso", "deur", "poort"),
    *(
        "kluis",
        "toegang",
        "dörr",
        "grind",
        "larm",
        "kassaskåp",
        "dør",
        "port",
        "pengeskab",
        "ovi",
        "ovikoodi",
        "portti",
    ),
    *(
        "hälyt",
        "kassakaappi",
        "uks",
        "drzwi",
        "brama",
        "bramy",
        "sejf",
        "alarmu",
        "dveř",
        "brán",
        "trezor",
        "ajtó",
        "kapu",
    ),
    *("riaszt", "ușă", "ușa", "poart", "seif", "kapı", "kasa", "πόρτα", "πόρτας", "συναγερμ", "двер", "ворот", "сейф"),
    *(
        "домофон",
        "сигнализац",
        "דלת",
        "שער",
        "אזעקה",
        "כספת",
        "باب",
        "بوابة",
        "خزنة",
        "إنذار",
        "दरवाज",
        "तिजोरी",
        "门",
        "門",
    ),
    *(
        "金庫",
        "保险",
        "ドア",
        "警報",
        "문 ",
        "현관",
        "출입",
        "금고",
        "cửa",
        "cổng",
        "két",
        "pintu",
        "gerbang",
        "brankas",
        "mlango",
        "lango",
    ),
)
# A code that is sent to somebody and opens once what it was sent for.
_ONE_TIME = (
    "otp|otps|one-time code|one time code|one-time password|one time password|one-time passcode|one-time pin|"
    "passcode sent|"
    "verification code|verify code|confirmation code|security code|login code|sign-in code|sms code|sms-code|"
    "auth code|"
    "authentication code|authorisation code|authorization code|2fa code|mfa code|6-digit code|six-digit code|tan|"
    "mtan|smstan|"
    "einmalcode|einmalpasswort|einmalkennwort|bestätigungscode|verifizierungscode|sicherheitscode|freischaltcode|"
    "code de vérification|code de confirmation|code à usage unique|code de sécurité|code sms|code reçu|code "
    "temporaire|"
    "código de verificación|codigo de verificacion|clave dinámica|clave temporal|código de un solo uso|código de "
    "seguridad|"
    "código sms|código de confirmación|codi de verificació|código de verificação|código de segurança|código de "
    "confirmação|"
    "código recebido|codice di verifica|codice otp|codice di sicurezza|codice di conferma|codice temporaneo|"
    "verificatiecode|eenmalige code|beveiligingscode|bevestigingscode|engångskod|verifieringskod|säkerhetskod|"
    "engangskode|"
    "bekræftelseskode|bekreftelseskode|sikkerhetskode|sikkerhedskode|kertakoodi|vahvistuskoodi|turvakoodi|"
    "kertakäyttö|"
    "staðfestingarkóð|öryggiskóð|kinnituskood|turvakood|apstiprinājuma kod|vienreizēj|patvirtinimo kod|vienkartin|"
    "kod weryfikacyjn|kod jednorazow|kodu jednorazow|kod autoryzacyjn|kod sms|kod blik|blik|ověřovací kód|jednorázov|"
    "potvrzovací kód|autorizační kód|overovací kód|jednorazov|ellenőrző kód|megerősítő kód|egyszer használatos|"
    "cod de verificare|codul de verificare|codul unic|codul primit|cod sms|verifikacijski kod|verifikacioni kod|"
    "jednokratn|"
    "enkratn|kodi i verifikimit|doğrulama kodu|onay kodu|tek kullanımlık|güvenlik kodu|sms kodu|təsdiq kodu|"
    "κωδικός επιβεβαίωσης|κωδικό επιβεβαίωσης|κωδικός μιας χρήσης|κωδικό μιας χρήσης|κωδικός sms|κωδικό ασφαλείας|"
    "код подтверждения|кода подтверждения|одноразов|код из смс|код из sms|смс-код|sms-код|проверочный код|код "
    "безопасности|"
    "код підтвердження|код із смс|код з смс|еднократ|код за потвърждение|код за верификација|растау коды|"
    "קוד אימות|קוד האימות|קוד חד פעמי|קוד חד-פעמי|קוד הזדהות|סיסמה חד פעמית|رمز التحقق|رمز تحقق|رمز التأكيد|رمز "
    "التفعيل|"
    "رمز الأمان|كود التحقق|كود التفعيل|الرمز المرسل|كلمة المرور لمرة واحدة|کد تایید|کد تأیید|کد فعال|رمز یکبار|"
    "رمز پویا|"
    "او ٹی پی|تصدیقی کوڈ|ओटीपी|सत्यापन कोड|ওটিপি|যাচাই কোড|যাচাইকরণ কোড|ஓடிபி|ఓటీపీ|ઓટીપી|ਓਟੀਪੀ|ಒಟಿಪಿ|ഒടിപി|"
    "รหัส otp|รหัสยืนยัน|โอทีพี|mã otp|mã xác nhận|mã xác minh|mã xác thực|kode otp|kode verifikasi|kod "
    "pengesahan|kod otp|"
    "kode konfirmasi|msimbo wa uthibitish|nambari ya uthibitish|የማረጋገጫ ኮድ|验证码|驗證碼|校验码|动态码|短信码|簡訊碼|"
    "認証コード|確認コード|ワンタイムパスワード|ワンタイムコード|認証番号|セキュリティコード|인증번호|인증 번호|"
    "인증코드|인증 코드|확인코드|보안코드|일회용"
)
ONE_TIME_WORDS: tuple[str, ...] = tuple(_ONE_TIME.split("|"))
# How a code comes to somebody and goes on from there; beginnings of words.
_HANDED_OVER = (
    "sms|whatsapp|viber|text message|texted|sent |received|typed|entered|wrote|read out|told|gave |geschickt|"
    "erhalten|"
    "eingegeben|bekommen|durchgegeben|eingetippt|reçu|envoyé|saisi|tapé|dicté|recib|envia|envié|escrib|introduj|"
    "dict|receb|"
    "digit|inform|ricev|inviat|inserit|ontvangen|gestuurd|ingevoerd|ingevuld|fick |skicka|skrev|angav|fik |sendt|"
    "tastet|"
    "sain |lähet|syött|kirjoit|dosta|otrzym|wysła|wpisa|poda|dyktow|přišel|zadal|napsal|diktov|kapott|küld|beírt|"
    "megad|primit|"
    "primi|trimis|introdus|poslao|upisao|poslal|dobil|vpisal|получ|прислал|отправ|ввел|ввёл|назвал|продикт|отрим|"
    "надісл|ввів|"
    "назва|gelen|gönder|girdi|yazdı|söyle|λάβα|λαβα|έστειλ|έγραψ|πληκτρολ|έδωσ|קיבל|שלח|כתבתי|הקלד|מסר|أرسل|"
    "إرسال|وصل|استلم|"
    "كتبت|أدخل|أعطي|فرستاد|دریافت|وارد|بھیج|भेज|मिला|डाल|बता|পাঠা|পেয়ে|দিয়ে|gửi|nhận|nhập|đọc|kirim|terima|"
    "masuk|ketik|"
    "tuma|poke|nilagay|ipinadala|ส่ง|ได้รับ|กรอก|บอก|收到|发送|發送|输入|輸入|发来|送|届|入力|受け|伝え|받|보내|"
    "입력|전송|알려"
)
HANDED_OVER: tuple[str, ...] = tuple(_HANDED_OVER.split("|"))
# Somebody wrote something down, or into a field; beginnings of words.
_TYPED = (
    "typed|entered|type in|keyed in|pasted|eingegeben|eingetippt|getippt|saisi|tapé|escribí|escribió|introduje|"
    "introdujo|"
    "tecleó|tecleé|digitei|digitou|digité|digitó|inserito|digitato|ingevoerd|ingetypt|skrev in|indtastede|tastet inn|"
    "syötin|syötti|kirjoitin|sisestasin|sisestas|ievadīj|įvedž|įvedė|wpisał|podał|zadal|zadala|napsal|beírtam|beírta|"
    "introdus|tastat|upisao|upisala|vpisal|въвед|ввел|ввёл|ввела|набрал|ввів|girdim|yazdım|girdi|πληκτρολόγησ|έγραψ|"
    "הקלדתי|הקליד|הזנתי|أدخلت|كتبت|أدخل|وارد کرد|टाइप किया|nhập|memasukkan|mengetik|nilagay|tinype|aliandika|"
    "กรอก|พิมพ์|"
    "输入了|輸入了|入力し|입력했|입력한"
)
TYPED: tuple[str, ...] = tuple(_TYPED.split("|"))
_IN_CLEAR = (
    "in clear|in the clear|cleartext|clear text|plaintext|plain text|in plain|klartext|klartekst|en clair|en claro|"
    "en texto plano|texto plano|em claro|em texto claro|texto puro|in chiaro|klare tekst|leesbare tekst|selväkielis|"
    "selkokielis|jawnym tekst|otwartym tekst|v otevřené podobě|prostý text|nyílt szöveg|în clar|text clar|"
    "otvorenom tekst|"
    "открытым текстом|в открытом виде|відкритим текстом|у відкритому вигляді|в явен вид|düz metin|açık metin|"
    "απλό κείμενο|ακρυπτογράφητ|בטקסט גלוי|טקסט גלוי|نص واضح|نص صريح|متن ساده|सादे पाठ|văn bản rõ|teks biasa|"
    "teks polos|"
    "明文|平文|평문"
)
IN_CLEAR: tuple[str, ...] = tuple(_IN_CLEAR.split("|"))
_WITH = (
    "with using via mit con avec com med met z ze s se s' cu sa kanssa ar su per pomocí с со з із ile dengan với με "
    "عبر باستخدام עם با के से"
)
WITH: frozenset[str] = frozenset(_WITH.split())
# What stands between the word and the value where a sentence says that the one is the other, or was made so.
_LINKS = (
    "is was are were now be: to with as: ist war lautet lautete sind waren auf es era son eran fue quedó "
    "queda est était sont reste devient devenu à é foi ficou são eram è sono diventa diventata sarà werd "
    "wordt naar är var blir blev till er til verður oli on ovat ollut ir bija yra buvo jest był było była "
    "brzmi na je byl bylo bolo volt van lett este fost e bio bila bilo jesu është ishte olarak oldu idi "
    "είναι ήταν σε έγινε это был было был— это: на є був було стал стала бе е беше هو هي كان كانت إلى صار "
    "أصبح הוא היא היה היתה ל است بود ہے تھا है हैं था थी হল ছিল là thành adalah ialah jadi menjadi yaitu "
    "คือ เป็น ni ilikuwa kuwa นี้ ነው ነበር և է იყო არის — – - -> → => = : ： ፡ ؛ >"
)
LINKS: frozenset[str] = frozenset(_LINKS.split())
KEY_WORDS: tuple[str, ...] = (
    *("api key", "api-key", "api_key", "apikey", "access key", "secret key", "secret", "auth token", "access token"),
    *("refresh token", "bearer token", "bearer", "session token", "token", "tokens", "private key", "account key"),
    *("client secret", "signing key", "encryption key", "webhook secret", "credential", "credentials", "key", "keys"),
    *("chave", "clave", "schlüssel", "api-schlüssel", "clé", "clef", "jeton", "chiave", "gettone", "sleutel", "nyckel"),
    *("nøgle", "nøkkel", "lykill", "avain", "avaimen", "võti", "võtme", "atslēga", "raktas", "klucz", "klucza", "klíč"),
    *("kľúč", "kulcs", "cheia", "cheie", "ključ", "anahtar", "anahtarı", "κλειδί", "ключ", "ключа", "токен", "токена"),
    *(
        "кілт",
        "מפתח",
        "אסימון",
        "طوكن",
        "توكن",
        "مفتاح",
        "الرمز",
        "کلید",
        "कुंजी",
        "টোকেন",
        "चाबी",
        "密钥",
        "密鑰",
        "金鑰",
        "令牌",
    ),
    *("apiキー", "キー", "トークン", "키", "토큰", "khóa", "khoá", "kunci", "คีย์", "โทเคน", "ufunguo", "ቁልፍ"),
)
SEED_WORDS: tuple[str, ...] = (
    *(
        "totp",
        "2fa",
        "mfa",
        "otp",
        "seed",
        "authenticator",
        "otpauth",
        "シード",
        "種子",
        "二段階",
        "二要素",
        "シークレット",
    ),
    *("시드", "семя", "сид ", "semilla", "semente", "graine", "samen", "ziarno", "אימות", "المصادقة", "验证器"),
)
