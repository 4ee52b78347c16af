"""What the numbers of papers and of customers are called."""

# Words in any case. Endings that a language adds stand behind the stem and are not listed.
_IDENTITY_WORDS = (
    "national id|national_id|nationalid|national-id|national identity|national insurance|ni number|ni no|ni/id|"
    "nhs number|nhs no|id number|id no|id card|identity card|identity number|identification number|"
    "social security|social insurance|tax id|tax number|taxpayer|tax_id|taxid|tax file number|insurance number|"
    "medicare|health card|health number|id_no|id_number|idnumber|id-number|government id|citizen id|"
    "citizenship number|resident id|birth number|personal number|personal code|personal id|civil id|emirates id|"
    "iqama|ghana card|voter id|drivers license|driver's licence|driver license|driving licence|driving license|"
    "licence number|personalausweis|ausweisnummer|ausweis-nr|steuer-id|steueridentifikation|steuernummer|"
    "steuer id|sozialversicherungsnummer|versichertennummer|krankenversicherungsnummer|sv-nummer|ahv-nummer|idnr|"
    "führerschein|numéro de sécurité sociale|n° de sécurité sociale|sécurité sociale|numéro fiscal|"
    "carte d'identité|numéro d'identité|numéro national|registre national|carte vitale|rijksregister|"
    "burgerservicenummer|sofinummer|identiteitskaart|rijbewijs|documento de identidad|cédula|cedula|"
    "carné de identidad|documento nacional|seguridad social|número de identificación|identificación fiscal|"
    "clave única|cartão de cidadão|cartão do cidadão|bilhete de identidade|contribuinte|número fiscal|"
    "segurança social|número de utente de saúde|carteira de identidade|identidade|título de eleitor|"
    "codice fiscale|carta d'identità|carta di identità|tessera sanitaria|partita iva|patente di guida|"
    "personnummer|samordningsnummer|fødselsnummer|fødselsnr|personnr|cpr-nummer|cpr-nr|cpr nr|kennitala|"
    "henkilötunnus|henkilotunnus|hetu|isikukood|personas kods|personas kodu|asmens kod|a. k.|dowód osobisty|"
    "dowodu osobistego|numer pesel|nr dowodu|seria i numer dowodu|rodné číslo|rodne cislo|rodného čísla|r. č.|"
    "r.č.|občanský průkaz|op č|občiansky preukaz|személyi szám|személyi igazolvány|személyazonosító|adóazonosító|"
    "taj szám|taj-szám|cod numeric personal|carte de identitate|buletin|osobna iskaznica|lična karta|"
    "osebna izkaznica|matični broj|davčna številka|porezni broj|единен граждански|егн|лична карта|матичен број|"
    "карточка платника|рнокпп|іпн|ідентифікаційний|инн|снилс|водительск|удостоверение личности|свідоцтво|иин|жсн|"
    "жеке сәйкестендіру|αμκα|α.μ.κ.α|αφμ|α.φ.μ|δελτίο ταυτότητας|αριθμός ταυτότητας|α.δ.τ|t.c. kimlik|tc kimlik|"
    "t.c. no|kimlik no|kimlik numarası|vergi no|şəxsiyyət|tckn|numri personal|letërnjoftim|պետական|պսհ|"
    'პირადი ნომერი|თუდაת|תעודת זהות|ת.ז|ת״ז|ת"ז|מספר זהות|رقم الهوية|الهوية الوطنية|رقم قومي|الرقم القومي|'
    "الرقم الوطني|الهوية|رقم البطاقة|بطاقة التعريف|بطاقة الهوية|کد ملی|کدملی|شماره ملی|شناختی کارڈ|आधार|पैन|"
    "पहचान पत्र|नागरिकता|জাতীয় পরিচয়|এনআইডি|ஆதார்|ఆధార్|ಆಧಾರ್|ആധാർ|આધાર|ਆਧਾਰ|aadhaar|aadhar|ජාතික හැඳුනුම්|"
    "บัตรประชาชน|เลขประจำตัวประชาชน|เลขบัตรประชาชน|ບັດປະຈຳຕົວ|អត្តសញ្ញាណប័ណ្ណ|နိုင်ငံသား|cccd|cmnd|căn cước|"
    "chứng minh nhân dân|mã số thuế|nomor ktp|no ktp|no. ktp|nomor induk|kad pengenalan|no. kp|mykad|nric|philsys|"
    "kitambulisho|nambari ya kitambulisho|namba ya nida|መታወቂያ|የመታወቂያ|身份证|身份證|身分證|居民身份|统一编号|"
    "統一編號|社保号|社会保障号|税号|居留证|マイナンバー|個人番号|健康保険証|保険者番号|運転免許|免許証番号|"
    "在留カード|年金番号|住民票コード|주민등록번호|주민번호|외국인등록번호|운전면허|사회보장번호|"
    "регистрийн дугаар|id ya taifa|omang|id-nommer"
)
IDENTITY_WORDS: tuple[str, ...] = tuple(_IDENTITY_WORDS.split("|"))
# Short names that are words or parts of words elsewhere: only as they are written here.
_IDENTITY_CODES = (
    "NINO|DNI|D.N.I.|NIE|NIF|CPF|RG|CNPJ|BSN|NIR|NISS|INSEE|NRN|AVS|AHV|PESEL|NIP|PAN|SSN|SIN|TIN|ITIN|TFN|IRD|"
    "PPS|PPSN|CPR|CURP|RFC|RUT|RUN|CUIT|CUIL|CUI|CNP|EGN|ЕГН|ЕМБГ|EMBG|JMBG|ЈМБГ|OIB|EMŠO|AMKA|AFM|NIC|CNIC|NID|"
    "NIN|BVN|NIDA|NRC|KTP|NIK|NPWP|CCCD|CMND|NRIC|FIN|HKID|TCKN|NHS|NI|SVNR|SV-Nr|TAJ|CF|C.F.|kt.|BI|B.I.|CIN|CNI|"
    "CI|RC|RČ|OP|DUI|ID|IČ|AK|a.k.|PIN-kod|НИН|ПИНФЛ|PINFL|FIN-kod|ИНН|ИИН|СНИЛС|JSHSHIR|SSS|QID|dni|nif|cpf|curp|"
    "nik|ktp|cnp|pesel|ssn|nid|nric|cccd|bvn|hetu|nino|ID-nr"
)
IDENTITY_CODES: tuple[str, ...] = tuple(_IDENTITY_CODES.split("|"))
_PASSPORT_WORDS = (
    "passport|reisepass|passnummer|pass-nr|pasaporte|passaporte|passeport|passaporto|paspoort|passet|passnr|"
    "passinumero|passin numero|passi number|pase nr|pasas|paso nr|paszport|cestovní pas|číslo pasu|cestovný pas|"
    "útlevél|pașaport|pasaport|putovnic|pasoš|potni list|pashaport|διαβατήρι|паспорт|загранпаспорт|пасош|төлқұжат|"
    "անձնագիր|პასპორტი|דרכון|جواز سفر|جواز السفر|رقم الجواز|گذرنامه|پاسپورت|پاسپورٹ|पासपोर्ट|পাসপোর্ট|பாஸ்போர்ட்|"
    "หนังสือเดินทาง|พาสปอร์ต|ໜັງສືຜ່ານແດນ|លិខិតឆ្លងដែន|hộ chiếu|ho chieu|paspor|pasport|pasipoti|"
    "hati ya kusafiria|ፓስፖርት|护照|護照|旅券|パスポート|여권|vegabréf|pas br"
)
PASSPORT_WORDS: tuple[str, ...] = tuple(_PASSPORT_WORDS.split("|"))
# Words for those whom an organization numbers, alone where a number follows them close.
_NUMBERED_WORDS = (
    "customer|client|patient|member|membership|subscriber|student|employee|staff no|staff id|staff number|"
    "personnel|payroll|badge|insured|policyholder|policy number|policy no|player id|playerid|loyalty|enduser.id|"
    "user id|userid|user_id|medical record|mrn|hospital number|chart number|matriculation|enrolment|enrollment|"
    "registration no|employeenumber|employee_id|emp_no|cust_no|kunde|kundennummer|kundennr|kunden-nr|"
    "personalnummer|mitarbeiternummer|mitgliedsnummer|mitglieds-nr|matrikelnummer|versichertennr|patientennummer|"
    "fallnummer|numéro client|n° client|client n°|abonné|adhérent|matricule|assuré|patiente|dossier|étudiant|"
    "numéro d'étudiant|cliente|paciente|afiliado|asegurado|socio|empleado|expediente|historia clínica|matrícula|"
    "número de cliente|legajo|abonado|utente|processo n|número de processo|funcionário|colaborador|prontuário|"
    "registro|associado|segurado|aluno|paziente|assistito|cartella clinica|dipendente|matricola|tesserato|"
    "abbonato|codice cliente|klant|klantnummer|patiënt|patiëntnummer|lidnummer|personeelsnummer|studentnummer|"
    "polisnummer|kundnummer|kundnr|anställningsnummer|anställd|patientnummer|medlemsnummer|kundenummer|kundenr|"
    "medarbejder|ansattnummer|medlem|asiakasnumero|asiakas|potilas|potilasnumero|henkilöstönumero|"
    "opiskelijanumero|jäsennumero|viðskiptavin|kliendinumber|patsiendi|klienta numur|kliento numer|kliento nr|"
    "numer klienta|nr klienta|klient|pacjent|numer pacjenta|nr albumu|numer albumu|album|pracownik|"
    "numer pracownika|zákaznické číslo|číslo zákazníka|zákazník|pacient|osobní číslo|číslo pacienta|ügyfélszám|"
    "ügyfél|beteg|dolgozói|törzsszám|neptun|număr client|cod client|marcă|broj klijenta|klijent|pacijent|korisnik|"
    "številka stranke|stranka|numri i klientit|müşteri no|müşteri|hasta no|öğrenci no|sicil no|personel no|"
    "abone no|πελάτη|κωδικός πελάτη|ασθενή|αρ. μητρώου|номер клиента|клиент|пациент|табельный|лицевой|студбилет|"
    "абонент|номер клієнта|клієнт|пацієнт|табельний|клиентски номер|לקוח|מספר לקוח|מטופל|עובד מספר|סטודנט|"
    "סטודנטית|رقم العميل|العميل رقم|رقم المريض|رقم الموظف|الرقم الوظيفي|رقم الملف|شماره مشتری|شماره پرسنلی|ग्राहक|"
    "मरीज|कर्मचारी|গ্রাহক|வாடிக்கையாளர்|รหัสลูกค้า|ลูกค้า|รหัสพนักงาน|ผู้ป่วย|hn|mã khách hàng|khách hàng|"
    "mã nhân viên|mã số nhân viên|mã bệnh nhân|mã sinh viên|nomor pelanggan|pelanggan|nomor pegawai|pasien|"
    "no. rekam medis|pekerja|nambari ya mteja|mteja|mgonjwa|የደንበኛ|客户号|客户编号|客戶編號|会员号|會員|病历号|"
    "病歷號|工号|員工編號|员工编号|学号|學號|お客様番号|顧客番号|会員番号|患者番号|診察券番号|社員番号|職員番号|"
    "学籍番号|従業員番号|고객번호|고객 번호|회원번호|환자번호|등록번호|사번|사원번호|학번|직원번호"
)
NUMBERED_WORDS: tuple[str, ...] = tuple(_NUMBERED_WORDS.split("|"))
_ACCOUNT_WORDS = (
    "account|accounts|acct|a/c|account_number|accountnumber|acctno|wallet|billrefnumber|till|konto|kontonummer|"
    "kontonr|kto|kto-nr|compte|rib|cuenta|clabe|cbu|conta|conta corrente|conto|conto corrente|c/c|rekening|"
    "rekeningnummer|bankkonto|tili|tilinumero|tilille|pangakonto|konts|sąskaita|rachunek|nr rachunku|rachunku|"
    "číslo účtu|účet|účtu|bankszámla|számlaszám|cont|contul|račun|žiro|llogari|hesap no|hesap numarası|hesap|"
    "λογαριασμ|счет|счёт|счета|р/с|расчетный|рахунок|рахунку|сметка|есепшот|חשבון|מספר חשבון|رقم الحساب|الحساب|"
    "حساب|شماره حساب|اکاؤنٹ|खाता|खाते|खाता संख्या|হিসাব|কাউন্ট|கணக்கு|ఖాతా|เลขที่บัญชี|เลขบัญชี|บัญชี|"
    "số tài khoản|tài khoản|stk|nomor rekening|rek|akaun|akaunti|salio la|የሂሳብ ቁጥር|ሂሳብ|账号|账户|帳號|帳戶|"
    "银行卡号|口座番号|口座|계좌번호|계좌|vietcombank|techcombank|bca|bri|bni|mandiri|kcb|m-pesa|mpesa|신한|"
    "국민은행|우리은행|농협"
)
ACCOUNT_WORDS: tuple[str, ...] = tuple(_ACCOUNT_WORDS.split("|"))
# Prefixes under which things are numbered.
_THINGS = (
    "INV INC REQ CHG RITM TKT CASE ORD PO SO RMA CVE ISO RFC KB MSG SEQ TX TRX TXN RE AR ER BUG JIRA ITSM "
    "OPS SEC DOC REF RCPT RCT BILL EST QUO QT DN CN GR AWB SHIP TRK BL RFQ CR PR MR PRB TASK WO SR CAS "
    "ISBN ISSN DOI DIN EN FA FV FS FT ASN UTC GMT PMID NCT SHA ID NO NR VS EVT ALERT LOG RUN JOB BLD REL "
    "SN PN SKU EAN UPC GTIN"
)
THING_PREFIXES: frozenset[str] = frozenset(_THINGS.split())
