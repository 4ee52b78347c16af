"""People by how they are spoken of and spoken to.

Phrases of some forty languages before a name in capitals; a single word counts where the phrase is sure or the name is
known.
"""

import re

from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.finding import Finding, Hit, Label, Pattern, finding
from tocsin.vocab.heading import is_heading
from tocsin.vocab.names.catalogue import is_family, is_given, is_ordinary
from tocsin.vocab.names.shape import NAME_SHAPE, is_part, name_from_the_start
from tocsin.vocab.triage import Confidence

NAME = "introduced-people"
SUMMARY = "people by introduction, kin, office, greeting, signature or turn of talk"

_INTRODUCES = (
    r"em dic|soc (?:en|la|l['’])|nire izena|chamome|fy enw i yw|is mise|mo ainm|jeg heter|jeg hedder|mit navn er|"
    r"mitt navn er|"
    r"nimeni on|minun nimeni|minu nimi on|mani sauc|mans vārds ir|mano vardas|aš esu|jmenuji se|moje jméno je|"
    r"volám sa|zovem se|"
    r"moje ime je|ime mi je|pišem se|a nevem|mă numesc|numele meu este|sunt|quhem|unë jam|emri im është|με λένε|"
    r"ονομάζομαι|είμαι (?:ο|η)|"
    r"мене звати|моє ім['’]я|казвам се|се викам|зовем се|менің атым|mənim adım|adım|ismim|ben|mening ismim|намайг|"
    r"nama saya|saya|perkenalkan|ako si|ang pangalan ko ay|tên tôi là|tôi là|em là|mình là|jina langu ni|naitwa|"
    r"mimi ni|sunana|"
    r"orúkọ mi ni|aha m bụ|igama lami (?:ngu-?)?|ngingu-?|igama lam (?:ngu-?)?|lebitso la ka ke|leina la me ke|"
    r"magacaygu waa|my naam is|"
    r"ek is|hier spricht|am apparat|hier ist|met|u spreekt met|c['’]est|ici|al habla|habla|le habla|le saluda|aquí|"
    r"fala|quem fala é|"
    r"parla|qui parla|dzwoni|z tej strony|tady|u telefonu|it['’]s|speaking with|you['’]re speaking (?:to|with)|"
    r"spoke (?:to|with)|known as|eg eiti|navnet mitt er|navnet er|nevem|non mwen se|mwen rele|namn är|nafnið mitt er|"
    r"ég heiti|mi chiamo|me llamo|meu nome é|moje imię to|mé jméno je|mano vardas yra"
)
_SURE_INTRODUCES = re.compile(
    r"(?i)em dic|izena|chamome|enw|mise|ainm|heter|hedder|navn|nimen|nimi|sauc|vārds|vardas|jm[eé]n|volám|zovem|ime|"
    r"nevem|numesc|"
    r"numele|quhem|emri|λένε|ονομ|зват|ім|казвам|викам|зовем|аты|adım|ismim|nama|ako si|pangalan|tên|jina|naitwa|"
    r"sunana|orúkọ|igama|"
    r"eiti|heiti|chiamo|llamo|nome é|imię|mwen|namn|nafn|lebitso|leina|magac|naam|spricht|spreekt|habla|saluda|fala|"
    r"parla"
)
_KIN_EN = (
    r"daughter|son|wife|husband|mother|mum|mom|father|dad|brother|sister|spouse|partner|fianc[eé]e?|child|uncle|aunt|"
    r"cousin|nephew|niece|"
    r"grandmother|grandfather|granddaughter|grandson|colleague|neighbou?r|boss|friend|assistant|landlord|carer|nurse|"
    r"doctor|lawyer"
)
_KIN = (
    rf"(?:my|your|his|her|their|our|the (?:customer|client|patient)['’]s|['’]s) (?:\w{{2,12}} )?(?:{_KIN_EN})|"
    r"(?:ma|mon|ta|ton|sa|son|votre|leur|notre) (?:fille|fils|femme|mari|mère|père|frère|sœur|soeur|époux|épouse|"
    r"compagn(?:e|on)|collègue|ami|amie)|"
    r"(?:mi|su|tu|nuestr[oa]) (?:hij[oa]|espos[oa]|mujer|marido|madre|padre|hermano|hermana|compañer[oa]|colega|"
    r"jef[ea]|amig[oa])|"
    r"(?:minha|meu|sua|seu|nossa|nosso) (?:filh[oa]|espos[oa]|mulher|marido|mãe|pai|irmão|irmã|colega|chefe|amig[oa])|"
    r"(?:mia|mio|sua|suo) (?:figli[oa]|moglie|marito|madre|padre|fratello|sorella|collega)|"
    r"(?:meine?|deine?|ihre?|seine?|unsere?)[rmns]? (?:Tochter|Sohn|Frau|Mann|Mutter|Vater|Bruder|Schwester|"
    r"Kolleg(?:e|en|in)|Chefin|Chef)|"
    r"(?:mijn|zijn|haar|uw|onze) (?:dochter|zoon|vrouw|man|moeder|vader|broer|zus|collega)|"
    r"(?:min|mitt|din|sin|hans|hendes|hennes|vår|vores) (?:dotter|datter|son|sønn|søn|fru|kone|man|mand|mor|mamma|"
    r"far|pappa|bror|syster|søster|kollega)|"
    r"(?:moja|mój|moje|jej|jego|nasz[a]?) (?:córka|syn|żona|mąż|matka|ojciec|brat|siostra|kolega|koleżanka)|"
    r"(?:moje|můj|moja|môj) (?:dcera|dcéra|syn|manželka|manžel|matka|otec|bratr|sestra|kolega|kolegyně)|"
    r"(?:моя|мой|его|её|наш[а]?|мій) (?:дочь|дочка|сын|син|жена|дружина|муж|чоловік|мать|отец|брат|сестра|коллега|"
    r"колега)|"
    r"eggenote|eggenoot|seun|dogter|(?:kızım|oğlum|eşim|annem|babam)|(?:anak|istri|suami|ibu|ayah) saya|vợ tôi|"
    r"chồng tôi|con (?:gái|trai) tôi"
)
_OFFICE = (
    r"CEO|CFO|CISO|CTO|COO|CIO|DPO|director|managing director|president|chair(?:man|woman|person)?|manager|team lead|"
    r"supervisor|analyst|engineer|"
    r"technician|inspector|officer|detective|sergeant|constable|secretary|treasurer|auditor|counsel|lawyer|attorney|"
    r"judge|principal|"
    r"agent|operator|consultant|contractor|intern|trainee|developer|administrator|sysadmin|paramedic|pharmacist|"
    r"psychologist|"
    r"(?:chef|responsable|directeur|directrice)(?: d['’e]?\s?\w{3,14})?|technicien(?:ne)?|analyste|ingénieure?|"
    r"avocate?|greffi(?:er|ère)|"
    r"Leiter(?:in)?|Geschäftsführer(?:in)?|Techniker(?:in)?|Referent(?:in)?|Sachbearbeiter(?:in)?|Kommissar(?:in)?|"
    r"Anwalt|Anwältin|"
    r"director[a]?|gerente|jef[ea] de \w{3,14}|analista|ingenier[oa]|técnic[oa]|abogad[oa]|diretor[a]?|engenheir[oa]|"
    r"advogad[oa]|"
    r"direttore|direttrice|responsabile|tecnico|avvocato|kierownik|kierowniczka|dyrektor(?:ka)?|inżynier|vedoucí|"
    r"ředitel(?:ka)?|"
    r"directeur|medewerk(?:er|ster)|monteur|chef|tekniker|handläggare|saksbehandler|sagsbehandler|päällikkö|johtaja|"
    r"juhataja|"
    r"директор|начальник|инженер|аналитик|менеджер|следователь|інженер|менеджер|müdür[üu]?|uzman[ıi]?|manajer|"
    r"petugas|giám đốc|trưởng phòng|meneja|afisa"
)
_ENDS = (
    r"s pozdravem|s úctou|s pozdravom|s poštovanjem|lep pozdrav|srdačan pozdrav|z poważaniem|pozdrawiam|üdvözlettel|"
    r"tisztelettel|"
    r"cu stimă|cu respect|terveisin|ystävällisin terveisin|kunnioittaen|lugupidamisega|tervitades|ar cieņu|pagarbiai|"
    r"su pagarba|"
    r"med vänlig hälsning|vänliga hälsningar|hälsningar|mvh|med venlig hilsen|venlig hilsen|med vennlig hilsen|"
    r"vennlig hilsen|hilsen|"
    r"kveðja|virðingarfyllst|saygılarımla|saygılarımızla|sevgiler|hormat kami|hormat saya|salam|terima kasih|"
    r"trân trọng|thân mến|"
    r"wako|wako mwaminifu|asante|ahsante|groete|vriendelike groete|die uwe|με εκτίμηση|ευχαριστώ|с уважением|"
    r"з повагою|с уважение|"
    r"со почит|с поштовањем|salutacions|atentament|agur|yn gywir|cofion|le meas|is mise le meas|me respekt|"
    r"faleminderit|"
    r"mit freundlichen grüßen|viele grüße|beste grüße|mfg|lg|cordiali saluti|distinti saluti|grazie|cordialement|"
    r"bien à vous|"
    r"salutations distinguées|atenciosamente|obrigad[oa]|cumprimentos|abraço|gracias|un saludo|best|best wishes|"
    r"kind regards|warm regards|"
    r"yours|yours truly|thank you|many thanks|cheers|rgds|நன்றி|ধন্যবাদ|धन्यवाद|شكرا|مع تحياتي|تحياتي|با احترام|"
    r"בברכה|תודה"
)
_DONE = (
    r"(?:opened|reported|raised|submitted|logged|filed|signed|prepared|approved|reviewed|handled|requested|escalated|"
    r"confirmed|answered|"
    r"taken|witnessed|verified|completed|filled (?:in|out)|noticed|noted|transcribed|recorded|forwarded|booked|paid|"
    r"called) by|"
    r"(?:gemeldet|erstellt|bearbeitet|geprüft|unterschrieben|genehmigt|aufgenommen) (?:von|durch)|"
    r"(?:signalé|ouvert|rédigé|traité|validé|signé|rempli|transmis)e? par|(?:abiert|reportad|firmad|revisad|aprobad|"
    r"atendid)[oa] por|"
    r"(?:aberto|reportado|assinado|revisado|aprovado|atendido) por|(?:aperto|segnalato|firmato|compilato) da|"
    r"(?:gemeld|ingediend|ondertekend|opgesteld) door|(?:zgłoszone|podpisane|przyjęte) przez|(?:rapporterad|signerad|"
    r"skriven) av|"
    r"(?:rapporteret|underskrevet|skrevet) av?f?|ilmoittanut|käsitellyt|vastasi|sastādīja|sagatavoja|parengė|koostas|"
    r"vormistas"
)
PATTERNS = (
    Pattern(
        rule="done-by-somebody",
        label=Label.PERSON,
        trigger=r"[a-z\x80-\xff] ",
        regex=rf"(?i:(?<![^\W_])(?:{_DONE})):? (?:<b>)?(?P<value>{NAME_SHAPE})",
        reason="what people do stands before it",
        confidence=Confidence.LOW,
        examples=("opened by ⟦Fionnuala Geraghty⟧ (x", "Gemeldet von ⟦Tjark Ohlendorf⟧,", "Reviewed by <b>⟦Merle⟧</b>"),
        counterexamples=("approved by Monday", "handled by the Gateway", "signed by CA"),
    ),
    Pattern(
        rule="introduced",
        label=Label.PERSON,
        trigger=r"[a-z\x80-\xff]['’ -]",
        regex=rf"(?i:(?<![^\W_])(?:{_INTRODUCES}))(?:[ :]|(?<=-))(?P<value>{NAME_SHAPE})",
        reason="words with which people say who they are stand before it",
        examples=(
            "hey, eg eiti ⟦Torkil⟧, eg",
            "Nevem ⟦Brekke Oddny⟧ (x",
            "Jina langu ni ⟦Wanjiru Okello⟧. Niko",
            "nimeni on ⟦Tuukka⟧,",
            "em dic ⟦Jordi Puigdemont⟧ i",
        ),
        counterexamples=("saya Bank", "ben Ankara", "parla Italiano"),
    ),
    Pattern(
        rule="kin-of-somebody",
        label=Label.PERSON,
        trigger=r"[a-z\x80-\xff][,:]{0,2} ",
        regex=rf"(?i:(?<![^\W\d_])(?:{_KIN})),?:? (?P<value>{NAME_SHAPE})",
        reason="a word for a relative or a colleague stands before it",
        examples=("of your daughter ⟦Amahle⟧.", "mi esposa ⟦Itziar⟧ llamó", "eggenote: ⟦Hannelie⟧"),
        counterexamples=("my assistant Agent said", "our partner Microsoft"),
    ),
    Pattern(
        rule="office-of-somebody",
        label=Label.PERSON,
        trigger=r"[a-z\x80-\xff][,:]? ",
        regex=rf"(?<![^\W_])(?:{_OFFICE})(?:,| is| was|:| est| es| é| ist)? (?P<value>{NAME_SHAPE})",
        reason="an office or a trade that people have stands before it",
        confidence=Confidence.LOW,
        examples=(
            "your CFO ⟦Bae Sangmin⟧ lives",
            "Le chef d'agence, ⟦Trésor Kabasele⟧, a",
            "The technician is ⟦Joosep Kallas⟧,",
        ),
        counterexamples=("the manager Open Policy Agent", "agent Mode", "analyst Report"),
    ),
    Pattern(
        rule="letter-end",
        label=Label.PERSON,
        trigger=r"\n",
        regex=(
            rf"(?i:(?<![^\W_])(?:{_ENDS}))[,.!:;]?[ \t]{{0,3}}(?:\n{{1,3}}[ \t>]{{0,4}}|"
            rf"(?<=[,!]) )(?P<value>{NAME_SHAPE})"
            rf"[ \t]{{0,4}}(?=[\n,(|–—]|$| [-–—] )"
        ),
        reason="it stands under a letter",
        crosses_lines=True,
        examples=("S pozdravem,\n⟦Jarmila Dobešová⟧\n", "நன்றி,\n⟦லட்சுமி நாராயணன்⟧", "mvh\n⟦Ragnhild⟧"),
        counterexamples=("hilsen\nsent from my phone", "asante\n\n\n\nKundi"),
    ),
    Pattern(
        rule="turn-of-talk",
        label=Label.PERSON,
        trigger=r"(?:[0-9][:.][0-9]{2}|<v |[a-z\x80-\xff] ?:|\xef\xbc\x9a)",
        regex=(
            rf"^(?:[>*\-•] ?)?(?:<v(?:\.[\w.]{{1,20}})? (?=[^>\n]{{1,60}}>))?(?:\*\*|\*|"
            rf"<b>)?(?P<value>{NAME_SHAPE})(?:\*\*|\*|</b>)?"
            rf"(?: \([^)\n]{{2,24}}\))?(?: {{1,3}}(?:\[|\(|at |um |à |om |kl\.? )?(?:\d{{4}}-\d\d-\d\d |"
            rf"\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}},? )?"
            rf"\d{{1,2}}[:.]\d{{2}}(?:[:.]\d\d)?(?: ?[AaPp]\.?[Mm]\.?)?[\])]?[:：]?|>| ?[:：])(?=\s|$|[^\x00-\x7f]|"
            rf"[^\n/\d])"
        ),
        reason="who speaks, at the beginning of a line of talk",
        confidence=Confidence.LOW,
        examples=("⟦Åsa Lindqvist⟧ 09:02\nHar", "⟦Mattias⟧: nej", "<v ⟦Wanjiru⟧>Habari", "**⟦Oddvar⟧** 10:11: ja"),
        counterexamples=("Note: it works", "Total 10:11", "<v Agent>Hello", "Berlin: fine"),
    ),
)
_GREETS = re.compile(
    r"(?i)\b(?:hi|hello|hey|yes|yeah|hallo|hola|allô|allo|bonjour|pronto|ja|halo|olá|oi|hei|hej)"
    r"[,.!]? (?:there[,.!]? )?$"
)
_CALLED_SO = frozenset({"sunt", "ben", "saya", "met", "ici", "tady", "parla", "fala", "sunana"})


def patterns(dictionary: Dictionary) -> tuple[Pattern, ...]:
    """The rules; the people of the dictionary are the dictionary's."""
    return PATTERNS


def confirm(text: str, hit: Hit, dictionary: Dictionary) -> Finding | None:
    """The name behind the phrase; None where the words can be none, or one alone is no known name and nothing is su"
    "re."""
    span = name_from_the_start(text, hit.start, hit.end)
    if span is None:
        return None
    span = span[0], _without_what_follows(text, span)
    words = text[span[0] : span[1]].split()
    known = [word for word in words if is_given(_bare(word)) or is_family(_bare(word))]
    is_sure = _is_sure(text, hit, words, known)
    if not is_sure or is_heading(" ".join(words)) or (text[span[0] : span[1]].isupper() and not known):
        return None
    return finding(hit, start=span[0], end=span[1])


def _bare(word: str) -> str:
    return word.removesuffix("'s").removesuffix("’s").strip(".'’-")


def _without_what_follows(text: str, span: tuple[int, int]) -> int:
    """A full stop within ends the sentence, unless it stands behind an initial."""
    stop = re.search(r"(?<=[^\W\d_]{3})\. ", text[span[0] : span[1]])
    end = span[0] + stop.start() if stop else span[1]
    return end - 2 if text[span[0] : end].endswith(("'s", "’s")) else end


def _is_sure(text: str, hit: Hit, words: list[str], known: list[str]) -> bool:
    cue = text[hit.match_start : hit.start]
    first_known = is_given(_bare(words[0])) and not is_ordinary(_bare(words[0]))
    match hit.pattern.rule:
        case "done-by-somebody":
            return bool(known) or cue.endswith(">") or (2 <= len(words) <= 3 and all(word.istitle() for word in words))
        case "introduced":
            if _GREETS.search(text, max(0, hit.match_start - 12), hit.match_start):
                return True
            if _SURE_INTRODUCES.search(cue) and cue.strip().casefold() not in _CALLED_SO:
                return len(words) > 1 or bool(known) or is_part(words[0])
            return bool(known) and (len(words) > 1 or first_known)
        case "kin-of-somebody":
            return bool(known) or (len(words) == 1 and words[0].casefold() not in _NO_KIN)
        case "office-of-somebody":
            if len(words) < 2:
                return False
            return bool(known) or (len(words) <= 3 and words[0].istitle() and bool(_SURE_OFFICE.search(cue)))
        case "letter-end":
            return len(words) <= 4 and (len(words) > 1 or bool(known) or text[hit.end : hit.end + 1] in {"\n", ""})
    return bool(known) and (len(words) > 1 or first_known) and len(words) <= 4


_NO_KIN_WORDS = "microsoft google amazon openai anthropic meta bot agent copilot chatgpt claude gemini siri alexa"
_NO_KIN = frozenset(_NO_KIN_WORDS.split())
_SURE_OFFICE = re.compile(r"\b(?:C[EFIT]?[ISO]*O|DPO)\b|[,:] $| (?:is|was|est|es|é|ist) $")
