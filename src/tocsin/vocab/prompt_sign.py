"""What texts say that turn a model against its orders, by family.

One family alone stands in ordinary talk; two in one breath seldom do. Beginnings of words, in some forty languages,
without regard to case. Families: OWASP Top 10 for LLM Applications 2025, LLM01; MITRE ATLAS AML.T0051, T0054.
"""

import re
from functools import lru_cache

# Another part to play, another mode to be in.
_ROLE = (
    "no restriction|without restriction|without any restriction|unrestricted|from this point|writing a play|"
    "writing a story|"
    "ohne einschränkung|ohne beschränkung|sans restriction|sans limite|sin restriccion|sin límites|sem restriç|"
    "senza restrizioni|"
    "zonder beperking|utan begränsning|uten begrensning|uden begrænsning|rajoituks|bez ograniczeń|bez omezení|"
    "korlátozás nélkül|"
    "fără restricții|bez ograničenja|kısıtlaması olmayan|sınırsız bir|χωρίς περιορισμ|без ограничений|без "
    "обмежень|ללא הגבלות|"
    "بدون قيود|بلا قيود|بدون محدودیت|बिना किसी प्रतिबंध|không giới hạn|tanpa batasan|bila vizuizi|ไม่มีข้อจำกัด|"
    "没有任何限制|"
    "无限制|沒有任何限制|制限のない|제한 없는|제한이 없는|sen artık|"
    "you are now|you are in |you're in |pretend|act as|acting as|roleplay|role play|role-play|role swap|swap "
    "roles|respond as|"
    "answer as|reply as|behave as|imagine you|imagine that you|let's play|let us play|from now on|you are no longer|"
    "developer mode|maintenance mode|repair mode|debug mode|god mode|kiosk mode|sudo mode|in character|suppose "
    "you are|"
    "take the role|play the role|simulate a|story in which|play in which|scene in which|bedtime story|hypothetical|"
    "du bist jetzt|du bist ab|tu so, als|tu so als|stell dir vor, du|ab jetzt|von nun an|ab sofort bist|"
    "wartungsmodus|"
    "entwicklermodus|spiele die rolle|gute-nacht-geschichte|tu es maintenant|vous êtes maintenant|fais comme si|"
    "imagine que tu|"
    "désormais|à partir de maintenant|joue le rôle|mode maintenance|mode développeur|ahora eres|finge|imagina "
    "que|actúa como|"
    "a partir de ahora|haz de cuenta|modo mantenimiento|modo desarrollador|modo de mantenimiento|ara ets|fes "
    "veure|agora você é|"
    "agora és|finja|faz de conta|aja como|a partir de agora|modo de manutenção|modo desenvolvedor|modo "
    "manutenção|ora sei|fingi|"
    "fai finta|immagina di|comportati come|d'ora in poi|da ora in poi|modalità|je bent nu|doe alsof|vanaf nu|"
    "stel je voor dat je|"
    "du är nu|låtsas|från och med nu|du er nu|lad som om|lat som|late som|fra nå av|fra nu af|olet nyt|esitä|"
    "kuvittele|"
    "tästä lähtien|leiki|leikitään|þú ert nú|láttu sem|sa oled nüüd|teeskle|kujuta ette|nüüdsest|tu tagad esi|"
    "izliecies|"
    "iedomājies|dabar esi|apsimesk|įsivaizduok|jesteś teraz|udawaj|wyobraź sobie|od teraz|od tej chwili|tryb "
    "serwis|nyní jsi|"
    "předstírej|představ si|od teď|odteď|predstieraj|predstav si|odteraz|mostantól|tegyél úgy|képzeld el|játszd "
    "el|ești acum|"
    "prefă-te|de acum înainte|imaginează-ți|sada si|pretvaraj se|zamisli da|od sada|zdaj si|pretvarjaj|tani je|"
    "shtiru|"
    "artık bir|artık sen|modundasın|rol yap|gibi davran|bundan sonra|bundan böyle|kimi davran|είσαι τώρα|είσαι πλέον|"
    "προσποιήσου|από εδώ και πέρα|υποδύσου|φαντάσου|теперь ты|представь|притворись|отныне|с этого момента|сыграй "
    "роль|"
    "режим разработчика|режим обслуживания|тепер ти|уяви|вдавай|прикинься|відтепер|сега си|престори се|отсега "
    "нататък|"
    "енді сен|אתה עכשיו|את עכשיו|העמד פנים|תעמיד פנים|תעמידי פנים|מעכשיו|דמיין ש|أنت الآن|تظاهر|تخيل أنك|من الآن "
    "فصاعد|"
    "من الآن|تصرف ك|وضع المطور|وضع الصيانة|تو اکنون|وانمود کن|از این پس|از حالا|اب تم|اب آپ|فرض کرو|अब तुम|अब आप|"
    "मान लो|"
    "कल्पना करो|नाटक करो|अब से|এখন থেকে|ভান কর|ধরে নাও|இப்போது நீ|நடிக்க|இனிமேல்|ఇప్పుడు నువ్వు|ตอนนี้คุณ|สมมติ|"
    "แกล้งทำ|"
    "สวมบท|จากนี้|bây giờ bạn là|giả vờ|đóng vai|từ giờ|từ bây giờ|kamu sekarang|anda sekarang|berpura-pura|"
    "mulai sekarang|"
    "anggap dirimu|sasa wewe ni|jifanye|kuanzia sasa|magpanggap|simula ngayon|አሁን አንተ|አስመስል|你现在是|你現在是|"
    "假装|假裝|"
    "扮演|从现在|從現在|假设你|假設你|想象你|維護模式|维护模式|开发者模式|あなたは今|ふりをし|のふり|演じて|"
    "これからは|なりきっ|"
    "開発者モード|メンテナンスモード|너는 이제|당신은 이제|넌 이제|척해|척하|역할을|지금부터|개발자 모드|점검 모드"
)
# Nobody is to know.
_CONCEAL = (
    "do not ask|do not tell|do not mention|do not report|do not inform|do not reveal this|do not log|do not say|"
    "don't tell|"
    "don't mention|"
    "don't report|never tell|never mention|never reveal this|without telling|without asking|without mention|"
    "without inform|"
    "without notif|delete this message|erase this|leave no trace|no trace of|keep this secret|keep it secret|"
    "silently|"
    "close the tab afterwards|so the filter|so that the filter|filter does not|filter doesn't|filter cannot|"
    "bypass the filter|"
    "avoid detection|hidden:|[hidden]|## hidden|must not know|not visible to|sage nichts|sag dem nutzer nicht|"
    "erwähne das nicht|"
    "erwähne diesen|nicht erwähnen|ohne zu fragen|ohne rückfrage|nicht melden|verschweige|lösche diese|heimlich|"
    "ne dis rien|"
    "ne mentionne|ne mentionnez|ne signale|sans demander|sans le dire|sans mentionner|aucune trace|efface ce|en "
    "secret|"
    "no lo menciones|no menciones|no digas|no se lo digas|no informes|no avises|sin avisar|sin preguntar|sin "
    "mencionar|"
    "sin dejar rastro|borra este|en silencio|no ho diguis|não mencione|não diga|não conte|não informe|não avise|"
    "sem avisar|"
    "sem perguntar|sem mencionar|sem deixar rastro|apague esta|filtro não|non dire|non menzionare|non dirlo|"
    "senza chiedere|"
    "senza dirlo|senza avvisare|cancella questo|nessuna traccia|vertel niet|vermeld dit niet|noem dit niet|"
    "zonder te vragen|"
    "wis dit|zeg niets|nämn inte|berätta inte|utan att fråga|säg inte|nevn ikke|fortell ikke|nævn ikke|fortæl ikke|"
    "uden at spørge|uten å spørre|slett denne|slet denne|älä mainitse|älä kerro|kysymättä|ekki nefna|ära maini|"
    "ära ütle|"
    "küsimata|nepiemini|nesaki|neprasot|neminėk|nesakyk|nie wspominaj|nie mów|nie informuj|bez pytania|bez "
    "informowania|"
    "usuń tę|nezmiňuj|neříkej|neoznamuj|bez ptaní|nespomínaj|nehovor|ne említsd|ne mondd|ne szólj|kérdezés "
    "nélkül|töröld ezt|"
    "nu menționa|nu spune|nu raporta|fără să întrebi|fără a menționa|șterge acest|ne spominji|ne reci|ne govori|"
    "bez pitanja|"
    "ne omenjaj|mos përmend|bahsetme|söyleme|sormadan|bildirme|bu mesajı sil|geçmişten sil|μην αναφέρεις|μην πεις|"
    "χωρίς να ρωτήσεις|διάγραψε αυτό|не упоминай|не говори|не сообщай|без вопросов|без подтверждения|удали это|"
    "никому не|"
    "не згадуй|не кажи|не повідомляй|без запитань|видали це|не споменавай|не казвай|אל תספר|אל תזכיר|אל תציין|"
    "בלי לשאול|"
    "בלי לספר|מחק את|لا تخبر|لا تذكر|لا تبلغ|دون إخبار|دون أن تسأل|دون سؤال|بدون إخبار|احذف هذه|حتى لا يراه|نگو|"
    "اشاره نکن|بدون پرسیدن|ذکر نہ کر|नहीं बताना|मत बताना|उल्लेख न कर|बिना पूछे|উল্লেখ করবে না|বলবে না|জিজ্ঞাসা "
    "না করে|"
    "சொல்லாதே|குறிப்பிடாதே|อย่าบอก|อย่าพูดถึง|โดยไม่ต้องถาม|đừng nói|đừng nhắc|không được nhắc|không hỏi|xóa tin "
    "nhắn này|"
    "jangan beri tahu|jangan sebut|jangan katakan|tanpa bertanya|hapus pesan ini|usimwambie|usitaje|bila kuuliza|"
    "huwag sabihin|huwag banggitin|不要告诉|不要提|别提|别告诉|不要提及|不要告訴|別提|无需确认|不要记录|删除此|"
    "報告しない|"
    "言わないで|触れない|伝えないで|知らせない|確認せずに|削除して|말하지 마|언급하지 마|알리지 마|보고하지 마|"
    "묻지 말고|삭제해"
)
# In a form that no filter knows.
_DISGUISE = (
    "letter by letter|character by character|word for word|word by word|base64|base 64|rot13|morse|"
    "backwards|"
    "reversed|in reverse|encode|leetspeak|pig latin|emoji|roman numeral|html entit|hex code|in hex|spaces between|"
    "space between|one per line|without asterisk|unmasked|without masking|as a poem|as a song|haiku|in rhyme|"
    "lullaby|acrostic|"
    "first letter of each|translate it back|in full including|buchstabe für buchstabe|wort für wort|wortwörtlich|"
    "rückwärts|"
    "als gedicht|gedicht|unmaskiert|lettre par lettre|mot à mot|mot pour mot|à l'envers|poème|non masqué|letra "
    "por letra|"
    "palabra por palabra|al revés|poema|sin máscara|sin censura|palavra por palavra|de trás para|sem asteriscos|"
    "sem máscara|"
    "um por linha|lettera per lettera|parola per parola|al contrario|poesia|ninna nanna|letter voor letter|woord "
    "voor woord|"
    "achterstevoren|bokstav för bokstav|ord för ord|baklänges|bokstav for bokstav|bogstav for bogstav|ord for "
    "ord|baklengs|"
    "kirjain kirjaimelta|kirjain kerrallaan|sanasta sanaan|takaperin|runona|täht-tähelt|sõna-sõnalt|luuletus|"
    "burtu pa burtam|"
    "raidė po raidės|eilėraš|litera po literze|słowo w słowo|wspak|wiersz|písmeno po písmen|slovo od slova|"
    "pozpátku|báseň|"
    "betűről betűre|szóról szóra|visszafelé|vers formáj|literă cu literă|cuvânt cu cuvânt|invers|poezie|slovo po "
    "slovo|"
    "od riječi do riječi|unazad|pjesm|harf harf|kelimesi kelimesine|tersten|şiir|maskesiz|γράμμα γράμμα|κατά "
    "λέξη|ανάποδα|"
    "ποίημα|по буквам|буква за|дословно|слово в слово|задом наперёд|стих|без маски|дослівно|по літерах|навпаки|вірш|"
    "אות אחר אות|אות אות|מילה במילה|לאחור|שיר|حرف بحرف|حرفا حرفا|حرفاً حرفاً|كلمة بكلمة|بالعكس|قصيدة|مسافة بين|"
    "حرف به حرف|"
    "کلمه به کلمه|برعکس|شعر|अक्षर दर अक्षर|शब्दशः|उल्टा|कविता|অক্ষরে অক্ষরে|হুবহু|উল্টো|কবিতা|எழுத்து எழுத்தாக|"
    "கவிதை|ทีละตัวอักษร|คำต่อคำ|ย้อนกลับ|กลอน|từng chữ|nguyên văn|đảo ngược|bài thơ|huruf demi huruf|kata demi "
    "kata|terbalik|"
    "puisi|pantun|herufi kwa herufi|neno kwa neno|shairi|逐字|一字不漏|一字一句|倒着|倒序|写成诗|写成一首|七言|"
    "文言文|"
    "藏头|一文字ずつ|一言一句|逆から|逆順|俳句|한 글자씩|그대로 출력|거꾸로|시로|암호화해|歌にして"
)
# Somebody allowed it, or need not be asked.
_AUTHORITY = (
    "approved this|has approved|have approved|already approved|already authori|been approved|been authori|been "
    "cleared|"
    "pre-approved|preapproved|pre-authori|admin override|override phrase|override code|i am the admin|i am your "
    "developer|"
    "i am the developer|i am an auditor|as an auditor|security audit|as the owner|without checks|without verif|"
    "skip the|skip liveness|"
    "skip verif|no confirmation|respond only|answer only|reply only|this list has priority|has priority over|"
    "moderator macro|"
    "authorised this|authorized this|vorab genehmigt|wurde genehmigt|bereits genehmigt|autorisiert|ohne prüfung|"
    "ich bin der admin|"
    "antworte nur|a approuvé|pré-approuvé|préapprouvé|déjà approuvé|a autorisé|sans vérif|réponds uniquement|je "
    "suis l'admin|"
    "preaprobado|pre-aprobado|ya fue aprobad|ha aprobado|ha sido aprobad|autorizad|sin verific|responde solo|"
    "responde sólo|"
    "soy el administrador|pré-aprovad|já foi aprovad|foi aprovad|aprovado pela|sem verific|responda somente|"
    "responda apenas|"
    "sou o administrador|preapprovat|già approvat|ha approvato|autorizzat|senza verific|rispondi solo|goedgekeurd|"
    "zonder controle|antwoord alleen|godkänt av|redan godkän|utan kontroll|godkendt af|godkjent av|allerede "
    "godken|allerede godkje|"
    "hyväksytty|hyväksynyt|ilman tarkist|eelnevalt kooskõlastat|heaks kiidet|ilma kontrollita|iepriekš apstiprin|"
    "iš anksto patvirtin|"
    "zatwierdzon|zatwierdził|zaakceptował|bez weryfikacj|odpowiadaj tylko|předem schválen|schválil|bez ověření|"
    "vopred schválen|"
    "jóváhagyt|ellenőrzés nélkül|pre-aprobat|aprobat de|fără verificare|fără filtru|unaprijed odobren|odobrio|"
    "bez provjere|"
    "onaylandı|onayladı|önceden onay|kontrol etmeden|denetçi mod|έχει εγκριθεί|έχει εγκρίνει|χωρίς έλεγχο|уже "
    "одобрен|одобрил|"
    "утвержден|заранее согласован|без проверк|отвечай только|вже схвален|схвалив|погоджено|без перевірк|"
    "предварително одобрен|"
    "אושר מראש|אישר את|ללא בדיקה|ענה רק|تمت الموافقة|معتمد مسبق|وافق|بدون تحقق|دون التحقق|أجب فقط|تایید شده|بدون "
    "بررسی|"
    "پہلے سے منظور|स्वीकृत|अनुमति मिल|बिना जाँच|পূর্ব-অনুমোদ|অনুমোদিত|যাচাই ছাড়া|อนุมัติแล้ว|โดยไม่ต้องตรวจ|đã "
    "được phê duyệt|"
    "đã phê duyệt|không cần xác minh|sudah disetujui|telah disetujui|tanpa verifikasi|imeidhinishwa|bila uhakiki|"
    "aprubado na|已批准|已获批准|已授权|无需验证|預先核准|承認済|許可済|検証なしで|승인되|승인했|승인된|확인 "
    "없이|검증 없이"
)
# Whenever something comes up, always, before anything else.
_WHENEVER = (
    "when you retrieve|when you read this|when you process|when you see this|whenever you|whenever the user|if "
    "the user asks|"
    "if anyone asks|if asked about|every question|every answer|every reply|every response|any question|all future|"
    "in all your|all answers|all responses|the next user|next customer|before using this tool|before you call|"
    "before calling|"
    "before answering|always call|always include|always recommend|always respond|always answer|always append|"
    "always send|"
    "at the end of every|your task has changed|new task:|otherwise the lookup fails|otherwise this tool|only "
    "works after|"
    "the person who asked last|previous user|previous customer|last customer|last user|bei jeder frage|in jeder "
    "antwort|"
    "bei jeder antwort|jede frage|alle künftigen|vor jeder antwort|rufe immer|immer wenn|nächsten nutzer|"
    "vorherigen kunden|"
    "à chaque question|à chaque réponse|dans chaque réponse|toutes les réponses|avant de répondre|appelle toujours|"
    "client précédent|prochain utilisateur|cada pregunta|cada respuesta|todas las respuestas|antes de responder|"
    "llama siempre|"
    "incluye siempre|cliente anterior|usuario anterior|próximo usuario|cada pergunta|cada resposta|todas as "
    "respostas|"
    "chame sempre|inclua sempre|respostas futuras|ogni domanda|ogni risposta|tutte le risposte|prima di rispondere|"
    "includi sempre|elke vraag|elk antwoord|alle antwoorden|voor het beantwoorden|varje fråga|varje svar|alla svar|"
    "hvert spørsmål|hvert svar|hvert spørgsmål|alle svar|joka kysymy|jokaiseen kysymy|jokaiseen vastau|kaikkiin "
    "vastau|"
    "iga küsimus|igale küsimus|igas vastuses|katru jautājumu|katrā atbildē|kiekvien|każde pytanie|każdej odpowiedzi|"
    "na każde|wszystkich odpowiedzi|poprzedniego klienta|každou otázku|každé odpovědi|všech odpověd|minden kérdés|"
    "minden válasz|pentru fiecare întrebare|fiecare răspuns|toate răspunsurile|clientului precedent|svako pitanje|"
    "svakom odgovoru|her soru|her cevap|her yanıt|tüm yanıt|önceki müşteri|κάθε ερώτηση|κάθε απάντηση|όλες τις "
    "απαντήσεις|"
    "каждый вопрос|каждом ответе|каждый ответ|всех ответах|перед ответом|предыдущего клиента|кожне запитання|"
    "кожній відповіді|попереднього клієнта|всеки въпрос|всеки отговор|כל שאלה|כל תשובה|בכל תשובה|הלקוח הקודם|كل سؤال|"
    "كل رد|كل إجابة|جميع الردود|العميل السابق|المستخدم السابق|هر سوال|هر پاسخ|ہر سوال|ہر جواب|हर सवाल|हर जवाब|"
    "प्रत्येक उत्तर|"
    "প্রতিটি প্রশ্ন|প্রতিটি উত্তর|ஒவ்வொரு கேள்வி|ทุกคำถาม|ทุกคำตอบ|mọi câu hỏi|mọi câu trả lời|khách hàng trước|"
    "setiap pertanyaan|setiap jawaban|semua jawaban|pelanggan sebelumnya|kila swali|kila jibu|mteja aliyetangulia|"
    "bawat tanong|bawat sagot|每个问题|每个回答|所有回答|以后的回答|上一个用户|上一位客户|每次回答|すべての回答|"
    "すべての質問|毎回|"
    "以降のすべて|直前の利用者|前の利用者|모든 질문|모든 답변|이전 사용자|이전 고객"
)
# Who is spoken to.
_READER = (
    "assistant|a.i.|ai agent|ai model|ai assistant|ai system|language model|llm|chatbot|the model|automation agent|"
    "automated agent|automated reader|office agent|copilot|ai:|agent:|bot:|an die ki|ki-assistent|ki-agent|"
    "sprachmodell|"
    "assistenz|assistent|l'ia|à l'assistant|assistant ia|modèle de langage|asistente|agente evaluador|modelo de "
    "lenguaje|"
    "a la ia|assistente|agente avaliador|leitor automático|lector automático|modelo de linguagem|à ia|lettore "
    "automatico|"
    "modello linguistico|taalmodel|ai-assistent|språkmodell|sprogmodel|ai-agent|tekoäly|avustaja|kielimalli|nõustaja|"
    "keelemudel|valodas model|palīg|kalbos model|asystent|model językow|asistent|jazykov|nyelvi modell|asszisztens|"
    "model de limbaj|jezičn|jeziški|yapay zek|asistan|dil modeli|βοηθ|γλωσσικό μοντέλο|ассистент|помощник|"
    "языковая модель|"
    "ии-|асистент|помічник|мовна модель|ші-|העוזר|עוזר|מודל שפה|בינה|المساعد|نموذج|مساعد|دستیار|مدل زبانی|معاون|"
    "सहायक|"
    "সহায়ক|সহকারী|உதவியாளர்|ผู้ช่วย|โมเดลภาษา|trợ lý|mô hình|asisten|pembantu|model bahasa|msaidizi|katulong|"
    "助手|模型|"
    "智能体|助理|アシスタント|モデル|開発者向け|어시스턴트|도우미|모델"
)
# What is to be given away.
_PRIZE = (
    "password|passphrase|credential|talimatlar|密钥|密鑰|secret|api key|api keys|token|system prompt|initial "
    "prompt|instructions|"
    "hidden rules|internal rules|"
    "your rules|configuration|environment variable|env var|~/.ssh|id_rsa|id_ed25519|.env|bank detail|bank "
    "account|card number|"
    "phone number|home address|home street|email of|email address|full name|real name|customer record|customer "
    "data|user data|"
    "personal data|all users|all customers|players.all|database|conversation history|chat history|all messages|"
    "sender id|"
    "safe word|full balance|transfer |wire |whitelist|passwort|kennwort|zugangsdat|kontodaten|kundendaten|"
    "telefonnummer|"
    "umgebungsvariab|mot de passe|mots de passe|coordonnées|données des|numéros de|assurés|téléphone|contraseña|"
    "credencial|datos de|número de tarjeta|números de|cuenta bancaria|variables de entorno|senha|dados d|número "
    "de cartão|"
    "números de cartão|conta bancária|variáveis de ambiente|cadastro completo|credenziali|dati dei|numeri di "
    "carta|conto|"
    "variabili d'ambiente|wachtwoord|gegevens van|rekeningnummer|lösenord|kunduppgift|adgangskode|passord|salasana|"
    "asiakasti|henkilötie|parool|paroli|slaptažod|hasł|dane klient|dane osob|heslo|hesla|údaje|jelszó|jelszav|"
    "adatait|parola|"
    "parole|contul bancar|datele|lozink|podatke|şifre|müşteri|alıcı bilgi|κωδικ|στοιχεία|пароль|пароли|парол|данные|"
    "переменные|учетн|реквизит|дані|סיסמ|פרטי|كلمة المرور|كلمات المرور|رقم سري|بيانات|أرقام|رمز عبور|اطلاعات|پاس ورڈ|"
    "पासवर्ड|जानकारी|विवरण|পাসওয়ার্ড|তথ্য|கடவுச்சொல்|รหัสผ่าน|ข้อมูล|mật khẩu|thông tin|kata sandi|sandi|data "
    "pelanggan|"
    "nenosiri|taarifa|密码|密碼|实名|资料|資料|个人信息|系统提示|系統提示|内部规则|內部規則|提示词|パスワード|"
    "メールアドレス|個人情報|"
    "システムプロンプト|비밀번호|개인정보|연락처|시스템 프롬프트"
)
# Verbs of an order to give something away.
_ORDER = (
    "reveal|print|repeat|output|list |dump|leak|recite|tell me|spell|read out|give me|send|forward|mail |post |"
    "append|disclose|"
    "expose|call |pass its|pass the|include|export|share |gib |zeig|nenne|liste|sende|schick|füge|affiche|donne|"
    "envoie|ajoute|"
    "récite|muestra|escribe|envía|envia|dime|lista|añade|agrega|mostre|mostra|escreva|envie|dite|liste|adicion|"
    "inclua|invia|"
    "elenca|scrivi|aggiungi|toon|geef|stuur|noem|visa|skriv|skicka|send|vis |näytä|kerro|lähetä|listaa|kirjoita|"
    "näita|saada|"
    "parādi|nosūti|rodyk|siųsk|pokaż|wypisz|podaj|wyślij|dodaj|ukaž|vypiš|pošli|pridaj|přidej|mutasd|írd ki|"
    "küldd|sorold|"
    "arată|afișează|trimite|adaugă|pokaži|ispiši|pošalji|yaz|göster|gönder|listele|δείξε|στείλε|γράψε|покажи|"
    "выведи|отправь|"
    "перечисли|напиши|назови|виведи|надішли|перелічи|הצג|שלח|כתוב|רשום|اعرض|أرسل|اكتب|اذكر|نشان بده|بفرست|بنویس|دکھا|"
    "दिखा|भेज|लिख|बता|দেখা|পাঠা|লেখ|காட்டு|அனுப்பு|แสดง|ส่ง|เขียน|hiển thị|gửi|viết|liệt kê|tampilkan|kirim|"
    "tulis|sebutkan|"
    "onyesha|tuma|andika|ipakita|ipadala|输出|輸出|列出|显示|写出|写成|发送|告诉我|翻译成|出力|表示|教えて|"
    "書き込|送信|출력|보여|알려|보내|나열"
)
_GIVE_AWAY = 100  # signs between an order and what it is to give away


# Of a word; anywhere in a script without spaces; behind what Arabic and Hebrew join to a word.
START = (
    r"(?:(?<![^\W_])|(?<=[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef])|"
    r"(?<=[^\w][وفبلكהובלכמש]))"
)

# The families that are seldom said to anybody but a model: where one of their words stands, a text is looked at.
ANCHORS: dict[str, tuple[str, ...]] = {
    "role": tuple(_ROLE.split("|")),
    "conceal": tuple(_CONCEAL.split("|")),
    "disguise": tuple(_DISGUISE.split("|")),
    "authority": tuple(_AUTHORITY.split("|")),
    "whenever": tuple(_WHENEVER.split("|")),
}


_BEGINS = re.compile(rf"{START}\S")


@lru_cache(maxsize=1)
def _index() -> dict[str, tuple[tuple[str, str], ...]]:
    """Words with their family, by their first two signs."""
    families = {**ANCHORS, "reader": _READER.split("|"), "order": _ORDER.split("|"), "prize": _PRIZE.split("|")}
    made: dict[str, list[tuple[str, str]]] = {}
    for family, words in families.items():
        for word in words:
            made.setdefault(word[:2].lower(), []).append((word.lower(), family))
    return {first: tuple(words) for first, words in made.items()}


@lru_cache(maxsize=256)
def signs(text: str) -> int:
    """How many families say something in a text; what is to be given away counts alone only where a part is played."""
    plain, index = text.lower(), _index()
    places: dict[str, list[int]] = {}
    for begin in _BEGINS.finditer(plain):
        at = begin.start()
        for word, family in index.get(plain[at : at + 2], ()):
            if plain.startswith(word, at):
                places.setdefault(family, []).append(at)
    orders, prizes = places.pop("order", []), places.pop("prize", [])
    is_given = any(abs(order - prize) <= _GIVE_AWAY for order in orders for prize in prizes)
    is_played = "role" in places or "disguise" in places
    return len(places) + (is_given or bool(prizes and is_played))
