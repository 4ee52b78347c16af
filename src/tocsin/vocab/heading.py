"""What columns and fields of people are called.

One list for the columns of tables and for the fields of forms. A weak heading names things as often as people: it
counts
only beside another.
"""

import re
from functools import lru_cache

from tocsin.vocab.finding import Label
from tocsin.vocab.names.catalogue import folded
from tocsin.vocab.number_cue import ACCOUNT_WORDS, IDENTITY_CODES, IDENTITY_WORDS, NUMBERED_WORDS, PASSPORT_WORDS

_PERSON = (
    "acan|danisan|bildiren|duzenleyen|hazirlayan|kaydeden|talep eden|sikayetci|muvekkil|vekil|arayan|bildirimi yapan|"
    "apoderado|apoderada|probador|probadora|pcte|madre|padre|tutor|tutora|hijo|hija|repondant|repondante|mere|pere|"
    "tuteur|tutrice|parente|appelant|appelante|mae|pai|encarregado|madre padre|mutter|vater|eltern|anrufer|anruferin|"
    "ονοματεπωνυμο|ασφαλισμενος|ασφαλισμενη|πελατης|ασθενης|υπογραφη|υπευθυνος|υπευθυνη|παραληπτης|καταγγελλων|"
    "заявник|пацієнт|мати|батько|підписав|заявитель|мать|отец|подписал|звонивший|ф. и. о|п. і. б|піб|"
    "nguoi goi|nguoi gui|nguoi nhan|nguoi lap|nguoi bao|thu ky|chu tri|co mat|vang|khach hang|tai xe|nguoi chay|"
    "mai rubutu|suna|oruko|onibaara|aha|sarayi|dinwan|kunye|nav|peyvdar|muraciet eden|sifarisci|telebe|"
    "성명|이름|신청자|작성자|수신|발신|差出人|送信者|宛名|担当|報告者|自|申請人|承辦人|呈|簽核|填表人|"
    "policyholder|policy holder|oncall|on-call|tester|caller name|insured party|victim name|complainant name|"
    "full name|first name|last name|given name|given names|family name|surname|forename|middle name|maiden name|"
    "customer name|client name|contact name|patient name|employee name|staff name|student name|member name|"
    "user full name|"
    "legal name|preferred name|account name|name on card|account holder|holder|cardholder|next of kin|guardian|"
    "emergency contact|spouse|wife|husband|partner name|child|parent|mother|father|employee|staff member|patient|"
    "passenger|guest|tenant|resident|occupant|reporter|reported by|assignee|assigned to|requester|requestor|"
    "requested by|"
    "submitted by|created by|opened by|closed by|approved by|reviewed by|prepared by|signed by|handled by|"
    "completed by|"
    "filled in by|caller|author|approver|reviewer|contact person|contact|attendee|attendees|participant|participants|"
    "present|beneficiary|payee|payer|recipient|driver|consignee|consignor|student|pupil|teacher|doctor|physician|"
    "nurse|"
    "manager|line manager|supervisor|signatory|witness|complainant|claimant|applicant|candidate|insured|policyholder|"
    "borrower|debtor|customer|client|member|person|people|subject name|data subject|custodian|custodians|owner|"
    "case owner|"
    "analyst|handler|responder|on call|technician|engineer|clerk|officer|counsellor|deceased|heir|"
    "name und vorname|vorname|nachname|familienname|zuname|kunde|kundin|patientin|mitarbeiter|mitarbeiterin|"
    "ansprechpartner|"
    "ansprechpartnerin|bearbeiter|bearbeiterin|sachbearbeiter|kontaktperson|inhaber|kontoinhaber|karteninhaber|fahrer|"
    "empfanger|auftraggeber|antragsteller|antragstellerin|versicherter|teilnehmer|verfasser|melder|gemeldet von|"
    "erstellt von|"
    "voornaam|achternaam|naam|volledige naam|klant|klantnaam|medewerker|patient naam|contactpersoon|rekeninghouder|"
    "behandelaar|melder|aanvrager|naam en voornaam|van|"
    "nom|prenom|nom complet|nom et prenom|nom de famille|client|cliente|patiente|salarie|titulaire|demandeur|"
    "demandeuse|"
    "interlocuteur|redacteur|agent traitant|beneficiaire|destinataire|conducteur|assure|assuree|temoin|responsable|"
    "nombre|nombre completo|nombres|apellido|apellidos|nombre y apellidos|cliente|paciente|empleado|empleada|titular|"
    "solicitante|beneficiario|responsable|contacto|denunciante|afectado|afectada|socio|asegurado|alumno|alumna|"
    "atendido por|"
    "nome|nome completo|sobrenome|apelido|cooperado|associado|funcionario|funcionaria|colaborador|aberto por|"
    "atendente|"
    "responsavel|solicitante|destinatario|motorista|requerente|titular da conta|aluno|aluna|utente|segurado|"
    "cognome|nome e cognome|nominativo|intestatario|dipendente|assistito|paziente|referente|richiedente|segnalante|"
    "nume|prenume|nume si prenume|nume complet|angajat|pacient|titular|solicitant|persoana de contact|"
    "imie|nazwisko|imie i nazwisko|klient|pracownik|pacjent|posiadacz|zglaszajacy|osoba kontaktowa|wnioskodawca|"
    "opiekun|"
    "jmeno|prijmeni|jmeno a prijmeni|zakaznik|zamestnanec|zadatel|kontaktni osoba|meno|priezvisko|meno a priezvisko|"
    "ime|prezime|ime i prezime|ime in priimek|priimek|korisnik|klijent|stranka|zaposleni|podnositelj|"
    "nev|teljes nev|vezeteknev|keresztnev|ugyfel|ugyfel neve|beteg neve|beteg|munkatars|dolgozo|bejelento|"
    "kapcsolattarto|"
    "nimi|etunimi|sukunimi|koko nimi|asiakas|potilas|tyontekija|ilmoittaja|yhteyshenkilo|kasittelija|"
    "eesnimi|perekonnanimi|ees- ja perekonnanimi|klient|patsient|tootaja|kontaktisik|"
    "vards|uzvards|vards uzvards|vards, uzvards|klients|pacients|darbinieks|kontaktpersona|"
    "vardas|pavarde|vardas pavarde|vardas, pavarde|klientas|pacientas|darbuotojas|"
    "namn|fornamn|efternamn|fullstandigt namn|kund|anstalld|handlaggare|anmalare|kontaktperson|kontoinnehavare|"
    "navn|fornavn|etternavn|efternavn|fulde navn|fullt navn|kunde|ansatt|medarbejder|sagsbehandler|saksbehandler|ejer|"
    "kontohaver|melder|nafn|fullt nafn|kennari|sjuklingur|starfsmadur|"
    "ad|soyad|ad soyad|adi|soyadi|adi soyadi|adi ve soyadi|musteri|musteri adi|hasta|calisan|yetkili|hesap sahibi|"
    "basvuran|"
    "nama|nama lengkap|nama pelanggan|nama pasien|pelanggan|pasien|karyawan|pegawai|penerima|pengirim|pelapor|"
    "atas nama|"
    "ho ten|ho va ten|ten khach hang|khach hang|nguoi nhan|nguoi gui|nguoi bao cao|nhan vien|nguoi lien he|"
    "jina|jina kamili|mteja|mgonjwa|mfanyakazi|suna|cikakken suna|oruko|igama|isibongo|ibizo|magaca|"
    "pangalan|buong pangalan|apelyido|customer|emri|mbiemri|emri mbiemri|enw|enw llawn|ainm|sloinne|izena|abizenak|"
    "cognoms|"
    "nom i cognoms|van en naam|volle naam|noemnaam|eggenote|eggenoot|kontakpersoon|"
    "имя|фамилия|отчество|фио|ф.и.о.|ф и о|клиент|пациент|сотрудник|заявитель|получатель|отправитель|владелец|"
    "контактное лицо|ответственный|исполнитель|водитель|студент|имя и фамилия|плательщик|"
    "ім'я|імя|прізвище|піб|п.і.б.|по батькові|клієнт|пацієнт|працівник|заявник|одержувач|відправник|відповідальний|"
    "име|презиме|име и презиме|име и фамилия|клиентка|служител|корисник|получател|аты|аты-жөні|тегі|нэр|овог|"
    "ονομα|επωνυμο|ονοματεπωνυμο|πελατης|ασθενης|υπαλληλος|υπευθυνος|αιτων|δικαιουχος|"
    "שם|שם מלא|שם פרטי|שם משפחה|שם הלקוח|שם הלקוחה|לקוח|לקוחה|מטופל|מטופלת|עובד|עובדת|איש קשר|"
    "الاسم|الإسم|الاسم الكامل|اسم العميل|العميل|اسم العائلة|اسم المريض|المريض|الموظف|صاحب الحساب|المستفيد|مقدم الطلب|"
    "نام|نام خانوادگی|نام و نام خانوادگی|مشتری|بیمار|کارمند|نام مشتری|نام بیمار|نام کامل|گاہک|مریض|ملازم|"
    "नाम|पूरा नाम|ग्राहक|ग्राहक का नाम|मरीज|रोगी|कर्मचारी|खाताधारक|एजेंट|पठाउने|पाउने|प्रेषक|प्राप्तकर्ता|"
    "নাম|পুরো নাম|গ্রাহক|গ্রাহকের নাম|রোগী|প্রেরক|প্রাপক|নামঃ|ਨਾਮ|ਗਾਹਕ|નામ|ગ્રાહક|नाव|"
    "பெயர்|முழு பெயர்|வாடிக்கையாளர்|నామం|పేరు|కస్టమర్|ಹೆಸರು|ಗ್ರಾಹಕ|പേര്|ഉപഭോക്താവ്|නම|"
    "ชื่อ|ชื่อ-นามสกุล|ชื่อ นามสกุล|นามสกุล|ชื่อลูกค้า|ลูกค้า|ผู้ป่วย|พนักงาน|ผู้ติดต่อ|ชื่อผู้ป่วย|ຊື່|ឈ្មោះ|အမည်|"
    "სახელი|გვარი|სახელი და გვარი|კლიენტი|պատվիրատու|անուն|ազգանուն|անուն ազգանուն|հաճախորդ|ስም|ሙሉ ስም|ደንበኛ|"
    "姓名|名字|客户|客户姓名|客戶|客戶姓名|联系人|聯絡人|患者|患者姓名|员工|員工|收件人|收货人|持卡人|户名|戶名|申请人|申請人|报告人|负责人|經辦人|"
    "氏名|お名前|名前|姓|名|顧客名|患者名|社員名|担当|担当者|担当者名|申請者|受取人|口座名義|名義人|対応者|報告者|契約者|"
    "이름|성명|고객|고객명|환자|환자명|담당|담당자|신청인|신청자|예금주|직원|수취인|작성자|보고자|접수 담당|접수자|분석"
)
_WEAK_PERSON = (
    "nm|name|first|last|given|family|contact|customer|client|member|owner|author|holder|manager|partner|child|parent|"
    "person|people|present|"
    "subject name|account name|employee|recipient|from|van|sender|reporter|nom|nome|nombre|naam|namn|navn|nafn|nimi|"
    "nev|nume|"
    "ime|jmeno|meno|ad|adi|nama|jina|имя|име|имя пользователя|ονομα|שם|الاسم|نام|नाम|নাম|பெயர்|పేరు|ಹೆಸರು|പേര്|"
    "ชื่อ|名字|名前|名|姓|이름|კლიენტი|分析|분석|responsable|on call|engineer|ainm|officer|handler|analyst"
)
_EMAIL = (
    "email|e-mail|mail|email address|e-mail address|mail address|e-mail-adresse|emailadresse|courriel|adresse mail|"
    "adresse e-mail|correo|correo electronico|email cliente|e-post|epost|sahkoposti|meiliaadress|e-pasts|el. pastas|"
    "adres e-mail|posta elettronica|indirizzo email|e-posta|eposta|surel|barua pepe|thu dien tu|почта|эл. почта|"
    'электронная почта|электронна пошта|имейл|ηλεκτρονικο ταχυδρομειο|אימייל|דוא"ל|البريد الإلكتروني|البريد|ایمیل|'
    "ईमेल|ইমেইল|"
    "மின்னஞ்சல்|อีเมล|邮箱|电子邮件|電子郵件|メール|メールアドレス|이메일|메일"
)
_PHONE = (
    "phone|phone number|telephone|tel|mobile|mobile number|mobile phone|cell|cell phone|cellphone|contact number|"
    "contact no|"
    "home phone|work phone|msisdn|whatsapp|fax|nok phone|telefon|telefonnummer|handy|handynummer|mobil|mobilnummer|"
    "rufnummer|"
    "telefoon|telefoonnummer|mobiel|telephone portable|portable|numero de telephone|telefono|telefono movil|movil|"
    "celular|"
    "telefone|telemovel|fone|contacto telefonico|cellulare|numero di telefono|numar de telefon|telefon mobil|komorka|"
    "numer telefonu|telefonni cislo|telefonne cislo|telefonszam|puhelin|puhelinnumero|matkapuhelin|telefoninumber|"
    "talrunis|"
    "talr|telefonas|tel. nr|simi|gsm|cep telefonu|cep|telefon no|telepon|nomor telepon|no hp|no. hp|hp|no telepon|"
    "dien thoai|so dien thoai|sdt|simu|nambari ya simu|selfoon|ucingo|waya|телефон|номер телефона|мобильный|мобільний|"
    "тел|моб|τηλεφωνο|κινητο|טלפון|נייד|הפלאפון|رقم الهاتف|الهاتف|الجوال|رقم الجوال|موبايل|تلفن|موبایل|شماره تلفن|فون|"
    "फोन|फ़ोन|मोबाइल|मोबाइल नंबर|ফোন|মোবাইল|போன்|தொலைபேசி|ఫోన్|ഫോൺ|เบอร์โทร|เบอร์โทรศัพท์|โทรศัพท์|มือถือ|ტელეფონი|"
    "հեռախոս|ስልክ|ስልክ ቁጥር|电话|電話|手机|手機|手机号|手機號碼|"
    "联系电话|電話番号|携帯|携帯電話|전화|전화번호|휴대폰|연락처"
)
_DOB = (
    "dob|d.o.b.|date of birth|birth date|birthdate|birthday|born|birth|geburtsdatum|geburtstag|geb|geb.|geb. datum|"
    "geboortedatum|date de naissance|naissance|ne le|nee le|ddn|fecha de nacimiento|nacimiento|fecha nac|f. nac.|"
    "fec nac|"
    "data de nascimento|nascimento|dt nasc|data nasc|dt nascimento|data di nascita|nascita|data nasterii|"
    "data naixement|"
    "data urodzenia|datum narozeni|narozen|narozena|datum narodenia|datum rodenja|datum rojstva|szuletesi datum|"
    "szul. ido|"
    "syntymaaika|sunniaeg|sunnikuupaev|dzimsanas datums|gimimo data|fodelsedatum|fodt|fodd|fodselsdato|fodselsdag|"
    "faedingardagur|dogum tarihi|tanggal lahir|tgl lahir|tgl. lahir|tarikh lahir|ngay sinh|tarehe ya kuzaliwa|"
    "datelindja|"
    "дата рождения|родился|д.р.|дата народження|дата на раждане|датум рођења|туған күні|ημερομηνια γεννησης|"
    "תאריך לידה|"
    "تاريخ الميلاد|تاریخ تولد|تاریخ پیدائش|जन्म तिथि|जन्मतिथि|जन्म तारीख|জন্ম তারিখ|பிறந்த தேதி|పుట్టిన తేదీ|"
    "ജനന തീയതി|"
    "วันเกิด|วันเดือนปีเกิด|დაბადების თარიღი|ծննդյան ամսաթիվ|የትውልድ ቀን|出生日期|出生年月|生日|生年月日|誕生日|생년월일|생일"
)
_ADDRESS = (
    "adrline|adr line|addressline|address line|address|home address|postal address|mailing address|shipping address|"
    "billing address|delivery address|street|"
    "street address|address line 1|address1|addr|residence|residential address|place of residence|"
    "adresse|anschrift|wohnort|wohnanschrift|lieferadresse|strasse|strase|strasse und hausnummer|adresse postale|"
    "domicile|rue|"
    "adres|woonadres|straat|direccion|domicilio|calle|endereco|morada|logradouro|rua|indirizzo|residenza|via|"
    "adresa|domiciliu|strada|adres zamieszkania|ulica|bydliste|trvale bydliste|bydlisko|prebivaliste|naslov|lakcim|"
    "cim|utca|"
    "osoite|katuosoite|aadress|elukoht|adrese|adresas|gyvenamoji vieta|adress|bostadsadress|gatuadress|gateadresse|"
    "heimilisfang|heimili|adresi|ev adresi|acik adres|alamat|alamat rumah|dia chi|anwani|makazi|adireshi|tirahan|"
    "adiresi|"
    "cyfeiriad|seoladh|helbidea|adreca|bosta|stras|адрес|адрес проживания|место жительства|прописка|адреса|"
    "адреса проживання|"
    "мекенжай|διευθυνση|κατοικια|כתובת|العنوان|عنوان السكن|نشانی|آدرس|پتہ|पता|ठेगाना|ঠিকানা|முகவரி|చిరునామా|ವಿಳಾಸ|"
    "വിലാസം|"
    "ที่อยู่|მისამართი|հասցե|አድራሻ|地址|住址|收件地址|"
    "收货地址|联系地址|聯絡地址|住所|現住所|送付先|お届け先|주소|거주지|배송지|거주지 주소"
)
_USERNAME = (
    "username|user name|user|userid|user id|user login|login|login name|loginname|login id|loginid|logon|"
    "account login|"
    "nick|nickname|handle|screen name|player|gamertag|member login|samaccountname|upn|principal|principal name|"
    "user principal name|"
    "actor|account name|accountname|usr|uid|ran by|run by|benutzer|benutzername|benutzerkennung|kennung|anmeldename|"
    "gebruiker|gebruikersnaam|utilisateur|nom d'utilisateur|identifiant|usuario|nombre de usuario|utilizador|"
    "nome de usuario|utente|nome utente|utilizator|uzytkownik|nazwa uzytkownika|uzivatel|uzivatelske jmeno|pouzivatel|"
    "korisnicko ime|uporabnik|felhasznalo|felhasznalonev|kayttaja|kayttajatunnus|kasutaja|kasutajanimi|lietotajs|"
    "lietotajvards|naudotojas|vartotojas|anvandare|anvandarnamn|bruger|brugernavn|bruker|brukernavn|notandi|kullanici|"
    "kullanici adi|pengguna|nama pengguna|ten dang nhap|tai khoan|mtumiaji|jina la mtumiaji|пользователь|"
    "имя пользователя|"
    "логин|користувач|логін|потребител|χρηστης|ονομα χρηστη|שם משתמש|משתמש|اسم المستخدم|المستخدم|نام کاربری|کاربر|"
    "उपयोगकर्ता|ব্যবহারকারী|ผู้ใช้|ชื่อผู้ใช้|用户|用户名|账号|帐号|帳號|使用者|ユーザー|ユーザー名|ユーザid|닉네임|사용자|아이디|계정|유저"
)
_WEAK_USERNAME = "user|login|player|actor|principal|account name|uid|usr|handle|用户|ユーザー|사용자|계정|run by|ran by"
_USER_IP = (
    "ip|ip address|ip addr|ipaddr|ipaddress|client ip|user ip|customer ip|last ip|last login ip|login ip|signup ip|"
    "registration ip|remote ip|home ip|ip-adresse|adresse ip|direccion ip|endereco ip|indirizzo ip|adres ip|ip adresa|"
    "ip адрес|ip-адрес|айпи|ip 地址|ip地址|登录ip|ipアドレス|ip 주소|접속 ip|عنوان ip"
)
_GEO = (
    "lat|latitude|lng|lon|long|longitude|lat/long|lat long|coordinates|coords|geo|gps|breitengrad|langengrad|latitud|"
    "longitud|koordinaten|coordonnees gps|координаты|经度|纬度|緯度|経度|위도|경도"
)
_CARD = (
    "card|card number|card no|credit card|debit card|payment card|kartennummer|kreditkarte|kreditkartennummer|"
    "kaartnummer|"
    "numero de carte|carte bancaire|carte|tarjeta|numero de tarjeta|cartao|numero do cartao|carta di credito|"
    "numero carta|"
    "numer karty|karta|cislo karty|kartyaszam|kortnummer|kortin numero|kart numarasi|kart no|nomor kartu|so the|"
    "номер карты|"
    "карта|номер картки|رقم البطاقة|מספר כרטיס|कार्ड नंबर|เลขบัตร|卡号|银行卡号|信用卡|卡號|カード番号|카드번호"
)
_WORDS_OF_ENTRY = (
    "password|passwd|pwd|pass|passphrase|passcode|kennwort|passwort|wachtwoord|mot de passe|mdp|contrasena|clave|"
    "senha|"
    "palavra-passe|parola|parol|haslo|heslo|lozinka|geslo|jelszo|salasana|parool|parole|slaptazodis|losenord|"
    "adgangskode|"
    "passord|lykilord|sifre|parola|kata sandi|mat khau|nywila|пароль|парола|лозинка|κωδικος προσβασης|סיסמה|"
    "كلمة المرور|كلمة السر|رمز عبور|पासवर्ड|পাসওয়ার্ড|கடவுச்சொல்|รหัสผ่าน|密码|密碼|パスワード|비밀번호"
)
_ACCOUNT = (
    "account|account no|account number|acct|acc|acc no|bank account|customer id|client id|customer no|customer number|"
    "member no|member id|membership no|policy|policy no|policy number|patient id|patient no|mrn|employee id|emp no|"
    "emp id|"
    "staff no|staff id|student id|meter|meter id|meter no|contract|contract no|contract number|loyalty no|"
    "subscriber id|"
    "conta|cuenta|konto|compte|rekening|conto|kunnr|kundennr|zahlernummer|vertragsnummer|matricula|ansattnr|lifnr|"
    "adh no|n° client|no client|num client|numero cliente|cod cliente|codigo|codigo cliente|legajo|expediente|"
    "prontuario"
)
_TABLE: tuple[tuple[Label, str], ...] = (
    (Label.PERSON, f"{_PERSON}|{_WEAK_PERSON}"),
    (Label.EMAIL, _EMAIL),
    (Label.PHONE, _PHONE),
    (Label.DOB, _DOB),
    (Label.ADDRESS, _ADDRESS),
    (Label.USERNAME, _USERNAME),
    (Label.USER_IP, _USER_IP),
    (Label.GEO, _GEO),
    (Label.CREDIT_CARD, _CARD),
    (Label.IBAN, "iban|iban no|iban number|bank iban"),
    (Label.PASSWORD, _WORDS_OF_ENTRY),
    (Label.ACCOUNT_ID, _ACCOUNT),
)
# What a heading names that is no person's: a file's name, a tool's user, the address of a machine.
_THING_WORDS = (
    "file host product tool model server domain package project process service service_account image table colu"
    "mn "
    "function event rule key metric job task queue topic bucket cluster node pod container repo repository branch "
    "device mac url uri wallet memory field display role group class method module app application agent bot ass"
    "et "
    "src dst source destination attacker malicious c2 ioc indicator sender return hash datei fichier archivo arq"
    "uivo "
    "produkt produit producto produto modell modele modelo server serveur servidor version path plan code type s"
    "tatus "
    "count total date time amount price currency city town country state zip postcode region"
)
_THINGS = frozenset(_THING_WORDS.split())
# Codes of papers that are words, or what every table numbers its rows with.
_CODES_TOO_SHORT = "id run fin sin tin nic pan op rc ni bi ci ak cf rg cin rfc nip nid"
_WORDS_TOO = frozenset(_CODES_TOO_SHORT.split())
_SPLIT = re.compile(r"(?<=[a-zà-ÿ0-9])(?=[A-Z][a-z])|[\s_./–’'\"*:#=-]+")
_ASIDE = re.compile(r"[(\[（][^()\[\]（）]{0,40}[)\]）]|\d+$")
LONGEST_HEADING = 48


def plain(heading: str) -> str:
    """A heading as it is compared: words apart, without case, marks, brackets and signs."""
    return folded(" ".join(_SPLIT.sub(" ", _ASIDE.sub("", heading.strip())).split()))


@lru_cache(maxsize=1)
def _labels() -> dict[str, tuple[Label, ...]]:
    found: dict[str, tuple[Label, ...]] = {}
    more = (
        (Label.NATIONAL_ID, (*IDENTITY_WORDS, *(code for code in IDENTITY_CODES if code.casefold() not in _WORDS_TOO))),
        (Label.PASSPORT, PASSPORT_WORDS),
        (Label.ACCOUNT_ID, (*ACCOUNT_WORDS, *NUMBERED_WORDS)),
    )
    for label, words in (*((label, tuple(words.split("|"))) for label, words in _TABLE), *more):
        for word in words:
            key = plain(word)
            if key and label not in found.get(key, ()):
                found[key] = (*found.get(key, ()), label)
    return found


@lru_cache(maxsize=1)
def _weak() -> frozenset[str]:
    return frozenset(plain(word) for words in (_WEAK_PERSON, _WEAK_USERNAME) for word in words.split("|"))


@lru_cache(maxsize=4096)
def labels_of(heading: str) -> tuple[Label, ...]:
    """What may stand under a heading, the likeliest first; nothing where it names nobody's."""
    key = plain(heading)
    known = _labels()
    if key in known or not key or len(heading) > LONGEST_HEADING:
        return known.get(key, ())
    words = key.split()
    if not 1 < len(words) <= 4 or not _THINGS.isdisjoint(words):
        return ()
    for part in (" ".join(words[-2:]), words[-1], " ".join(words[:2]), words[0]):
        if len(part) > 2 and part in known:
            return known[part]
    return ()


def is_heading(words: str) -> bool:
    """Whether these words are a heading as they stand, and so no value."""
    return len(words) <= LONGEST_HEADING and plain(words) in _labels()


def is_weak(heading: str) -> bool:
    """Whether things are called so as often as people."""
    key = plain(heading)
    return key in _weak() or key not in _labels()
