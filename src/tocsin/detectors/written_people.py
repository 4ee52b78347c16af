"""People by how names are written, and by kin, trade and address.

An initial and a family name, a family name and a comma, the name fields of cards, who speaks in a chat, and a
word of some fifty languages for a relative, a trade or a form of address.
"""

import re

from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.finding import Finding, Hit, Label, Pattern, finding
from tocsin.vocab.heading import is_heading
from tocsin.vocab.names.catalogue import is_family, is_given, is_ordinary
from tocsin.vocab.names.shape import NAME_SHAPE, is_part, name_from_the_start
from tocsin.vocab.triage import Confidence

NAME = "written-people"
SUMMARY = "people by how their names are written, and by words of kin, trade and address"

_UP = "A-ZÀ-ÖØ-Þ\u0100-\u024f\u1e00-\u1eff\u0386-\u03ab\u0400-\u042f\u0460-\u052f\u0531-\u0556"
_WORD = rf"[{_UP}][^\W\d_]{{1,24}}(?:['’-][^\W\d_]{{2,24}}){{0,2}}"
_INITIALS = rf"(?:[{_UP}][^\W\d_]?\.[ -]?){{1,3}}"
_ADDRESSED = (
    r"ms|madam|nurse|uncle|aunt(?:ie|y)|grandma|grandpa|granny|insp(?:ector)?|sgt|cpl|sister|pastor|imam|rabbi|"
    r"enfermer[oa]|profesora?|maestr[oa]|señorita|srta|doctora?|tutora?|licenciad[oa]|compañer[oa]|vecin[oa]|tayta|"
    r"taita|mamita|señora?|"
    r"enfermeir[oa]|professora?|doutora?|senhora?|dona|sra?|menina|moç[oa]|vizinh[oa]|alun[oa]|alumn[oa]|"
    r"infirmi(?:er|ère)|docteure?|professeure?|maître|mm|mmes|élève|voisine?|monsieur|madame|m|"
    r"infermier[ae]|professore(?:ssa)?|suor|zuster|juf|buurvrouw|buurman|ksiądz|sąsiad(?:ka)?|p|učitelka|"
    r"госпожа|господин|старпом|капитан|медсестра|учитель(?:ница)?|ученик|ученица|тёт[яию]|тет[яию]|дяд[яию]|"
    r"сосед(?:ка)?|пан[іи]?|вчитель(?:ка)?|лікар(?:ка)?|тітка|дядько|сусід(?:ка)?|"
    r"κύριε|κυρία[ςν]?|κυρίου|κα|κος|κ\.κ|υπάλληλο[ςυ]|υπαλλήλου|νοσηλεύτρια|ιατρός|γιατρός|ασθεν(?:ής|ή|ούς)|"
    r"hemşire|öğretmen|av|avukat|psk|uzm|temsilci|bayan|müəllim[əi]?|həkim|cənab|birêz|mamoste|"
    r"chú|cô|bác|dì|cậu|mợ|thím|thầy|bé|ustadz?|kiai|nenek|kakek|adik|kakak|tuan|datuk|mwalimu|bwana|dada|"
    r"mallam|malama?|hajiya|alhaji|mazi|oga|agya|maame|owura|awuraa|wofa|soxna|sëriñ|serigne|"
    r"alàgbà|ìyáàfin|ọ̀gbẹ́ni|bàbá|aling|mang|kuya|ginoong|ginang|daw|fröken|rouva|herra|zonja|zoti|doamna|domnul|"
    r"senyora?|syster|hermano|hermana|frau|herrn?"
)
_OF_KIN = (
    r"wife|husband|daughter|son|mother|father|brother|sister|cousin|nephew|niece|"
    r"hij[oa]|hijit[oa]|espos[oa]|marido|mamá|papá|madre|padre|abuel[oa]|prim[oa]|sobrin[oa]|cuñad[oa]|tí[oa]|"
    r"filh[oa]|mãe|pai|irmã|irmão|avó|avô|mère|père|fille|fils|femme|mari|frère|sœur|grand-mère|oncle|tante|"
    r"Tochter|Sohn|Mutter|Vater|Schwester|Bruder|Oma|Opa|figli[ao]|moglie|marito|nonn[ao]|sorella|fratello|"
    r"dochter|zoon|moeder|vader|broer|córk[aię]|syn(?:a|owi)?|żon[aęy]|mąż|dcer[auy]|manžel(?:ka)?|babička|"
    r"жен[ауые]|муж[аеу]?|дочь|дочка|сын[аеу]?|мам[ауые]|мать|отец|пап[ауые]|брат[ауе]?|сестр[ауые]|бабушка|дедушка|"
    r"дружин[аиу]|чоловік[ау]?|доньк[аиу]|син[ау]?|мати|батько|тато|σύζυγο[ςνυ]?|συζύγου|γιο[ςνυ]?|κόρη[ςν]?|μητέρα[ς]?|"
    r"πατέρα[ς]?|αδελφ(?:ή|ό)[ςν]?|eşim?|kızı[m]?|oğlu[m]?|annesi|annem|babası|babam|kardeşi[m]?|ablası|"
    r"vợ|chồng|mẹ|bố|istri|suami|anak|mke|mume|ìyá|ìyàwó|ọkọ|ọmọ|hevalê|hevala|bavê|diya|vaimo|tytär|poika|"
    r"feleség\w{0,3}|férj\w{0,3}|lány\w{0,3}|fi[aá]\w{0,2}|soți[ae]|fiul|fiica|žena|muž|kći|sin|kćerka"
)
_MINE = r"(?: (?:mi|mía|mío|meu|minha|min|mój|moja|мой|моя|мій|мне|у меня|μου|του|της|tôi|em|saya|wangu|nam|mi ni))?"
_SAYS_NAME = (
    r"my name na|call me|they call me|navê min|adı|ismi|mən|se llama|yo|soy|me dicen|s['’]appelle|je soussignée?|"
    r"prénommée?|se chama|eu|λέγομαι|με λένε|ονομάζεται|по имени|на имя|на ім['’]я|зовут|звуть|звати|bernama|namanya|"
    r"named|namens|heißt|heet|nazywa się|imieniem|jménem|sunana|sunansa|sunanta|orúkọ (?:mi|rẹ̀) ni|tên|sutiy|sutin|"
    r"mi chiamo|si chiama|a na-akpọ m|me frɛ me|ɖe woyɔm|maa ngi tudd|tudd naa|maan|barka|ndewo|akwaaba|rojbaş"
)
PATTERNS = (
    Pattern(
        rule="initial-and-family-name",
        label=Label.PERSON,
        trigger=r"[a-z\x80-\xff]\.[ -]?[a-z\x80-\xff]{2}",
        regex=(
            rf"(?:^[ \t>]{{0,60}}|[(\[«\"“│|>▸•@][ ]?|[:,;：—–] |\t|  |(?<=[^\W\d_]) )"
            rf"(?P<value>{_INITIALS}{_WORD}(?: [{_UP}]\.(?=\W|$))?)(?![\w@.-]|[’']\w{{3}})"
        ),
        reason="an initial and a family name",
        examples=(
            "Signed: ⟦T. Halloran⟧",
            "got by the desk (⟦W. Brzoza⟧) at noon",
            "from ⟦Ph. Marchetti⟧, who",
            "received by ⟦K. Lindqvist⟧ today",
            "\n\n⟦M. D. Halvorsen⟧\n",
        ),
        counterexamples=("plan B. Then we left", "A. Overview\nB. Scope\n", "P.O. Box 12", "S. aureus", "U.S. Army"),
    ),
    Pattern(
        rule="family-name-and-comma",
        label=Label.PERSON,
        trigger=r"[a-z\x80-\xff], ?[a-z\x80-\xff]",
        regex=(
            rf"(?:^[ \t>]{{0,60}}|[\"'│|>=:：;\t][ \t]{{0,6}}|  )"
            rf"(?P<value>{_WORD}(?: {_WORD})?, ?{_WORD}(?: (?:{_WORD}|[{_UP}]\.?))?)(?=[ \t]*(?:$|[\"'│|<;\t(\n]|  ))"
        ),
        reason="a family name, a comma and a given name, standing apart",
        examples=("Vendor contact: ⟦Halloran, Siobhan⟧\n", "| ⟦Quill Brzoza, Ludmila⟧ | 7 |"),
        counterexamples=("Berlin, Germany\n", "Siobhan, Ludmila\n", "Cities: Florence, Siena\n"),
    ),
    Pattern(
        rule="name-of-a-card",
        label=Label.PERSON,
        trigger=r"n(?:;[a-z=-]{1,40})?:[^;:,\n]{2,41}[;,]",
        regex=(
            r"(?:^(?:item\d\.)?N(?:;[^:\n]{1,60})?:|MECARD:N:)(?P<value>[^\W\d_][^;:,\n]{1,40}[;,][^\W\d_][^;:,\n]{1,40})"
            r"(?=[;\n]|$)"
        ),
        reason="the family and the given name of a card (RFC 6350 section 6.2.2; MECARD)",
        confidence=Confidence.HIGH,
        examples=("N:⟦Halloran;Siobhan⟧;;;\n", "MECARD:N:⟦Quill,Ludmila⟧;TEL:1;;"),
        counterexamples=("N:7;8;9", "UN:Halloran;x"),
    ),
    Pattern(
        rule="speaker-with-more",
        label=Label.PERSON,
        trigger=r"\] ?(?:~|[^\n:]{2,40}: )",
        regex=(rf"^\[[^\]\n]{{4,26}}\] (?:~[ \u00a0]?)?(?P<value>{NAME_SHAPE})(?: (?![{_UP}])[^\s:]{{1,12}}){{0,3}}: "),
        reason="who speaks, in a line of a chat, with what the chat adds",
        examples=("[14.10.2031 22:41:08] ~ ⟦Brígida⟧: hola", "[21:43] ⟦Žofie⟧ sklad 4: jo"),
        counterexamples=("[21:43] Warning disk 4: x", "[main] Thread pool 3: x"),
    ),
    Pattern(
        rule="speaker-before-the-time",
        label=Label.PERSON,
        trigger=r", \[[0-9]",
        regex=rf"^(?P<value>{NAME_SHAPE})(?: [^\s,:]{{1,12}})?, \[\d{{1,2}}[^\]\n]{{2,24}}\](?=$|\n)",
        reason="who speaks, on the line before what is said, with the time",
        examples=("⟦Таисия⟧ 2нд, [10:05]\nДа\n", "⟦Brígida Quill⟧, [04.06.31 10:11]\nhola"),
        counterexamples=("Note, [10:05] it is", "see, [12]\n"),
    ),
    Pattern(
        rule="addressed-so",
        label=Label.PERSON,
        trigger=r"[a-z\x80-\xff]\.? ",
        regex=rf"(?<![^\W_])(?P<cue>(?i:{_ADDRESSED}))\.? (?P<value>{NAME_SHAPE})",
        reason="a form of address or a trade stands before it",
        examples=("la enfermera ⟦Brígida⟧ llamó", "INSP. ⟦HALLORAN⟧ came", "Hajiya ⟦Ladidi⟧ ta ce", "bác ⟦Thìn⟧ gọi"),
        counterexamples=("the nurse Said no", "m Apache", "professor of Law"),
    ),
    Pattern(
        rule="of-kin",
        label=Label.PERSON,
        trigger=r"[a-z\x80-\xff][,:]{0,2} ",
        regex=(
            rf"(?<![^\W_])(?P<cue>(?i:{_OF_KIN})){_MINE},? ?:? "
            rf"(?:τον |την |της |του |είναι ο |είναι η )?(?P<value>{NAME_SHAPE})"
        ),
        reason="a word for a relative stands before it",
        confidence=Confidence.LOW,
        examples=("mi hija ⟦Brígida⟧ vino", "моя жена ⟦Таисия⟧.", "mère: ⟦Ludmila Brun⟧", "vợ tôi ⟦Thìn⟧ ký"),
        counterexamples=("the son Also rises", "hija de Madrid", "filha Nova versão"),
    ),
    Pattern(
        rule="says-a-name",
        label=Label.PERSON,
        trigger=r"[a-z\x80-\xff],? [a-z\x80-\xff]",
        regex=rf"(?<![^\W_])(?P<cue>(?i:{_SAYS_NAME})),? (?P<value>{NAME_SHAPE})",
        reason="words with which people are named stand before it",
        examples=("My name na ⟦Ludmila Quill⟧.", "Yo, ⟦Ludmila Brun⟧, con", "la niña se llama ⟦Zbigniewa⟧."),
        counterexamples=("the file is named Report", "yo Soy", "heißt Ordner"),
    ),
    Pattern(
        rule="addressed-behind",
        label=Label.PERSON,
        trigger=r" (?:bey|han|hoca|abi|abla|amca|teyze|usta|xan|b[\xc3\xc9]|m\xc3|n\xc3)",
        regex=(
            rf"(?<![\w-])(?P<value>{_WORD}(?: {_WORD})?) (?:[Bb]ey|[Hh]anım|[Hh]oca|abi|abla|amca|teyze|[Uu]sta|"
            rf"xanım|bəy|müəllim|néni|bácsi)(?![^\W\d_]{{4}})"
        ),
        reason="a form of address stands behind it",
        examples=("⟦Zekeriya⟧ Hoca aradı", "⟦Bözsi⟧ néni hívott"),
        counterexamples=("Merhaba hanım", "bu abla"),
    ),
)
_NOT_BEFORE = re.compile(
    r"(?i)(?:\b(?:plan|vitamin|hepatitis|appendix|annex|option|type|class|grade|part|section|figure|table|level|phase|"
    r"group|version|step|and|or|the|a|an|rue|via|ul|str|st|vs|p\.)\.? ?)$"
)
DEEPEST_INDENT = 400  # signs of blanks and marks of quotation before what still begins its line
_LISTED = re.compile(r"^[ \t]{0,8}[^\W\d_]\. ", re.MULTILINE)
_SIGNERS = re.compile(
    r"(?i)(?:\b(?:by|from|for|to|with|of|and|per|asked|ask|told|cc|par|de|à|et|pour|por|para|y|e|da|di|con|von|an|mit|"
    r"für|und|van|door|voor|en|przez|od|do|z|av|af|til|och|og|ja|ve|ile|от|для|с|и|від|з|та|από|και|με|laptop|judge|"
    r"user|contact|analyst|signed|signé|firmado|assinado|unterzeichnet|imza|podpis|operator)) $"
)
_NO_NAMES = frozenset(
    [
        "microsoft",
        "google",
        "amazon",
        "openai",
        "anthropic",
        "meta",
        "bot",
        "agent",
        "copilot",
        "chatgpt",
        "claude",
        "gemini",
        "siri",
        "alexa",
        "time",
        "nature",
        "board",
        "box",
        "army",
        "navy",
        "street",
        "road",
        "avenue",
        "park",
        "hospital",
        "school",
        "college",
        "university",
        "bank",
        "street",
        "company",
        "desk",
        "warning",
        "error",
        "note",
        "total",
        "subject",
        "date",
        "pro",
        "plus",
        "also",
        "new",
        "nova",
        "novo",
        "nuevo",
        "nueva",
        "what",
        "when",
        "that",
        "said",
        "says",
        "who",
        "how",
    ]
)
_NO_SPEAKERS = frozenset(
    [
        "user",
        "assistant",
        "system",
        "human",
        "tool",
        "main",
        "info",
        "debug",
        "notice",
        "operator",
        "admin",
        "thread",
        "robot",
    ]
)
_WEAK_SAYS = frozenset(
    ["named", "namens", "heisst", "heet", "bernama", "namanya", "tên", "adı", "ismi", "yo", "eu", "soy", "mən", "maan"]
)


def patterns(dictionary: Dictionary) -> tuple[Pattern, ...]:
    """The rules; the people of the dictionary are the dictionary's."""
    return PATTERNS


def confirm(text: str, hit: Hit, dictionary: Dictionary) -> Finding | tuple[Finding, ...] | None:
    """The name; None where the words can be none."""
    value = text[hit.start : hit.end]
    match hit.pattern.rule:
        case "initial-and-family-name":
            return finding(hit) if _is_signed(text, hit, value) else None
        case "family-name-and-comma":
            return finding(hit) if _is_turned(value) else None
        case "name-of-a-card":
            return finding(hit)
        case "speaker-with-more" | "speaker-before-the-time":
            return _speaks(text, hit)
        case "addressed-behind":
            words = value.split()
            return finding(hit) if all(is_part(word) for word in words) and words[0] != "Sayın" else None
    return _behind(text, hit)


def _speaks(text: str, hit: Hit) -> Finding | None:
    """Who speaks in a chat: a name that is known, is no plain word of English, or stands behind the sign of one."""
    span = name_from_the_start(text, hit.start, hit.end)
    if span is None:
        return None
    words = text[span[0] : span[1]].split()
    if any(word.casefold() in _NO_NAMES | _NO_SPEAKERS for word in words) or is_heading(" ".join(words)):
        return None
    has_sign = "~" in text[hit.match_start : hit.start]
    named = has_sign or hit.pattern.rule == "speaker-before-the-time" or not words[0].isascii()
    known = any(is_given(word) or is_family(word) for word in words)
    return finding(hit, start=span[0], end=span[1]) if named or known else None


def _is_signed(text: str, hit: Hit, value: str) -> bool:
    """Whether an initial and a word are a name: by where they stand, or by the word."""
    family = value.rstrip(".").rsplit(" ", 1)[0] if value.endswith(".") else value
    family = re.split(r"[. ]", family)[-1]
    if len(family) < 3 or not is_part(family) or family.casefold() in _NO_NAMES or is_heading(family):
        return False
    before = text[max(0, hit.start - 24) : hit.start]
    if _NOT_BEFORE.search(before):
        return False
    low = max(0, hit.start - DEEPEST_INDENT)
    rest = text[low : hit.start].rstrip(" \t>")
    line = low + len(rest)
    begins = line == 0 or rest.endswith("\n")
    known = is_family(family) and not is_ordinary(family)
    if begins:
        is_last = not text[hit.end : hit.end + 400].strip() and not _LISTED.search(text, max(0, line - 120), line)
        initials = len(re.findall(r"[^\W\d_]+\.", value))
        return known or is_last or initials > 1
    if before[-1:] == " " and before[-2:-1].isalpha() and before[-3:] != "   ":
        return bool(_SIGNERS.search(before)) or known
    return True


def _is_turned(value: str) -> bool:
    family, _, given = value.partition(",")
    families, givens = family.split(), given.split()
    if not is_given(givens[0]):
        return False
    if any(word.casefold() in _NO_NAMES or not is_part(word) for word in (*families, *givens)):
        return False
    if is_heading(family) or is_heading(given.strip()):
        return False
    is_only_given = is_given(families[0]) and not is_family(families[0])
    return not is_only_given and (not is_ordinary(givens[0]) or any(is_family(word) for word in families))


def _behind(text: str, hit: Hit) -> Finding | None:
    """The name behind a word of address, kin or naming."""
    span = name_from_the_start(text, hit.start, hit.end)
    if span is None:
        return None
    stop = re.search(r"(?<=[^\W\d_]{3})\. ", text[span[0] : span[1]])
    end = span[0] + stop.start() if stop else span[1]
    end -= 2 if text[span[0] : end].endswith(("'s", "’s")) else 0
    words = text[span[0] : end].split()
    if not words or any(word.casefold().strip(".") in _NO_NAMES for word in words) or is_heading(" ".join(words)):
        return None
    cue = re.split(r"[ ,:.]", text[hit.match_start : hit.start].strip())[0]
    known = any(is_given(word) or is_family(word) for word in words)
    shouts = text[span[0] : end].isupper() and words[0][0].lower() != words[0][0]
    if shouts and not known and not (cue.isupper() and len(words[0]) > 3):
        return None
    return finding(hit, start=span[0], end=end) if _is_told(hit.pattern.rule, cue, words, known=known) else None


def _is_told(rule: str, cue: str, words: list[str], *, known: bool) -> bool:
    if rule == "says-a-name" and cue.casefold() in _WEAK_SAYS:
        return known and (len(words) > 1 or not is_ordinary(words[0]))
    if rule == "addressed-so" and len(cue) == 1:
        return known or len(words[0]) > 3
    return known or len(words) < 4
