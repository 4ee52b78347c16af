"""People by the title, the field or the turn of talk they stand in.

Titles before and behind a name, clinical and directory fields, who speaks in a chat, and the names of East Asia by the
family names that stand first there.
"""

import re

from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.finding import Finding, Hit, Label, Pattern, finding
from tocsin.vocab.names.catalogue import is_family, is_given
from tocsin.vocab.names.east_asian import (
    CHINESE_FAMILY,
    CHINESE_GIVEN_SIGNS,
    JAPANESE_FAMILY,
    JAPANESE_GIVEN,
    KOREAN_FAMILY,
    KOREAN_GIVEN_SIGNS,
)
from tocsin.vocab.names.shape import NAME_SHAPE, is_part, name_from_the_start
from tocsin.vocab.triage import Confidence

NAME = "marked-people"
SUMMARY = "people by title, field or turn of talk, in many languages and scripts"

_TITLES = (
    r"[Dd]ra?|[Pp]rof[a]?|[Mm]me|[Mm]lle|[Mm]aître|[Dd]ott(?:\.ssa)?|[Ss]ig(?:\.ra|\.na)?|"
    r"[Ss]ignor[a]?|[Dd]oña|[Dd]on|[Ii]ng|[Mm]ag|"
    r"[Ll]ic|[Ee]xm[oa]|[Ss]enhor[a]?|[Pp]ana|[Pp]an[ieou]?|[Pp]anie|[Pp]anem|[Pp]aní|[Bb]c|MUDr|"
    r"Mgr|JUDr|RNDr|PhDr|[Gg]ospo(?:din|đa|dja)|"
    r"[Gg]ospa|[Gg]\.|[Dd]omnul|[Dd]oamna|[Dd]l|[Dd]na|[Kk]ona|[Rr]ouva|[Hh]erra|[Ff]ru|[Ff]röken|"
    r"[Hh]r|[Mm]evrouw|[Mm]eneer|[Mm]evr|[Mm]w|[Dd]hr|"
    r"[Ss]ayın|[Bb]apak|[Ii]bu|[Pp]ak|[Bb]u|[Mm]bak|[Mm]as|[Kk]ak|[Ee]ncik|[Pp]uan|[Cc]ik|[Kk]hun|"
    r"[Aa]nh|[Cc]hị|[Cc]ô|[Bb]à|[Ôô]ng|[Bb]w|[Bb]i|"
    r"[Nn]dugu|[Mm]aman|[Mm]zee|[Mm]ama|[Aa]lhaji|[Hh]ajia|[Cc]hief|[Mm]alam|[Ss]hri|[Ss]mt|[Ss]ri|"
    r"[Kk]umari|[Ss]heikh|[Hh]aji|[Hh]on|[Rr]ev|[Ss]gt|"
    r"[Cc]apt|[Ll]t|[Cc]ol|[Ss]ir|[Ll]ady|[Aa]genten?|[Оо]тец|[Гг]-жа|[Гг]-н|[Гг]осподин|[Гг]оспожа|"
    r"[Пп]ан[іи]?|[Κκ]ος|[Κκ]α|[Κκ]\.|[Κκ]υρία|[Κκ]ύριος|"
    r"Inf|Mmes|[Mm]èt|[Mm]idwife|[Nn]urse|[Tt]utor|[Uu]ncle|[Aa]untie|[Oo]panyin|[Mm]adanm|Avv|[Mm]on(?:sieur|teur)|"
    r"(?<=\bde )Me|(?<=à )Me|(?<=par )Me|(?<=avec )Me|(?<=et )Me|(?<=, )Me|(?<=chez )Me|"
    r"[Mm]oderator(?:ka)?|[Aa]tendente|[Oo]perator|[Ss]tudent(?:ka)?|[Dd]oktor(?:ka)?"
)
_CAPITALS = r"[A-ZÁÉÍÓÖŐÚÜŰ][a-záéíóöőúüű]{1,20}(?:-[A-ZÁÉÍÓÖŐÚÜŰ][a-záéíóöőúüű]{1,20})?"
_UP = r"[A-ZÀ-ÖØ-Þ\u0100-\u024f]"
_FAMILY = rf"{_UP}[^\W\d_]{{1,20}}(?:['’-][^\W\d_]{{1,20}})?(?: {_UP}[^\W\d_]{{0,20}}){{0,2}}"
_NO_DIRECTORY = re.compile(
    r"(?i)\b(?:users?|groups?|admins?|administrators?|domain|policy|policies|computers?|schema|enterprise|root|ca|"
    r"authority|server|service|account|certificate|certs?|signing|global|builtin|configuration|system|room|raum|salle|"
    r"sala|lokale|mødelokale|meeting|resource)\b"
)
_HAN = r"[\u3400-\u9fff々]"
_JAPAN = "|".join(name for name in JAPANESE_FAMILY.split() if len(name) > 1)
_JAPAN_GIVEN = "|".join(sorted(JAPANESE_GIVEN.split(), key=len, reverse=True))
_CHINA = "|".join(sorted(CHINESE_FAMILY.split(), key=len, reverse=True))
_KOREA = "|".join(sorted(KOREAN_FAMILY.split(), key=len, reverse=True))
_CHINA_GIVEN, _KOREA_GIVEN = "".join(CHINESE_GIVEN_SIGNS.split()), "".join(KOREAN_GIVEN_SIGNS.split())
PATTERNS = (
    Pattern(
        rule="title-of-many-languages",
        label=Label.PERSON,
        trigger=r"[a-z\x80-\xff]\.? ",
        regex=rf"(?<![^\W_])(?:{_TITLES})\.? (?P<value>{NAME_SHAPE})",
        reason="a title or form of address stands before it",
        examples=("Bu ⟦Ratmi⟧ minta", "paní ⟦Dobešová⟧ volala", "chị ⟦Huyền⟧, kho", "Bw. ⟦Mwakaleli⟧ alisema"),
        counterexamples=("Mas Bank", "bu hafta", "Sir or Madam"),
    ),
    Pattern(
        rule="title-behind",
        label=Label.PERSON,
        trigger=r"(?:-san|-sama|-kun|-ssi|-nim|-sensei| bey| han.{1,2}m| efendi|-ji)",
        regex=(
            r"(?<![\w-])(?P<value>[A-Z][a-z]{2,20}(?: [A-Z][a-z]{2,20})?)(?:-(?:san|sama|kun|chan|ssi|nim|"
            r"sensei|ji)|'?[ -](?:Bey|Hanım))\b"
        ),
        reason="a form of address stands behind it",
        examples=("asked ⟦Kirishima⟧-san to", "⟦Nevzat⟧ Bey aradı"),
        counterexamples=("the X-sama", "pre-san"),
    ),
    Pattern(
        rule="name-in-clinical-form",
        label=Label.PERSON,
        trigger=r"[a-z\x80-\xff]\^[a-z\x80-\xff]",
        regex=(
            r"(?<=[|\[~ \"^])(?P<value>[^\W\d_][^\W\d_'’ -]{1,30}"
            r"\^[^\W\d_][^\W\d_'’ -]{1,30}(?:\^[^|^~\]\n\"&]{0,30}){0,4})(?=[|~\]\n\"&]|$)"
        ),
        reason="family name, given name in the form of clinical messages (HL7 v2 XPN, DICOM PN)",
        confidence=Confidence.HIGH,
        examples=("||⟦Roe^Adalind^M⟧||1977", "PN [⟦Kovacs^Imre⟧]"),
        counterexamples=("||CIR^204||", "8867^Rate^LN|", "ADT^A01|"),
    ),
    Pattern(
        rule="name-field-of-many-languages",
        label=Label.PERSON,
        trigger=r"[a-z\x80-\xff][\"']? {0,2}[:=(>]",
        regex=(
            r"(?i:(?<![^\W_])(?:sn|givenname|given_name|surname|firstname|middlename|lastname|fullname|"
            r"full_name|first_name|last_name|fn|"
            r"displayname|imi[ęe]|nazwisko|jm[ée]no|příjmení|prijmeni|meno|priezvisko|ime|prezime|priimek|"
            r"nume|prenume|név|vezetéknév|"
            r"keresztnév|nimi|etunimi|sukunimi|eesnimi|perekonnanimi|vards|uzvārds|vardas|pavardė|namn|"
            r"förnamn|efternamn|navn|fornavn|"
            r"etternavn|nafn|nom|prénom|prenom|nombre|apellidos?|nome|sobrenome|apelido|cognome|vorname|"
            r"nachname|familienname|naam|"
            r"voornaam|achternaam|ad[ıi]|soyad[ıi]|ad soyad|nama|nama lengkap|h[ọo] tên|họ và tên|jina|"
            r"фамилия|имя|отчество|ім'я|прізвище|"
            r"име|фамилия|όνομα|επώνυμο|driver|consignee|consignor|recipient|beneficiary|account_?holder|"
            r"holder|payee|payer|sender_?name|"
            r"emergency_?contact|next_?of_?kin|guardian|spouse|passenger|tenant_?name|_?exported_by|"
            r"performed_?by|created_?by|"
            r"modified_?by|requested_?by|approved_?by|reported_?by|lead|author|reviewer|teacher|doctor|"
            r"physician|operator))[\"']?"
            rf"(?:\s?[:=]\s?|>)[\"']?(?P<value>{NAME_SHAPE})(?=[\"',;<\n)|&]|$|\s{{2}})"
        ),
        reason="the value of a field that holds the name of a person",
        examples=('"nazwisko": "⟦Kowalewicz⟧",', "sn: ⟦Dobeš⟧", "driver=⟦Ratmi⟧,"),
        counterexamples=("nome: 7", '"ime": ""', "lead: generation of x"),
    ),
    Pattern(
        rule="speaker-in-talk",
        label=Label.PERSON,
        trigger=r"[0-9][:.][0-9]{2}",
        regex=(
            r"^(?:\[[^\]\n]{4,24}\]|\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? \d{1,2}[:.]\d{2}(?:[:.]\d{2})"
            r"?(?: [AaPp]\.?[Mm]\.?)? ?-|\(?\d{1,2}[:.]\d{2}(?::\d{2})?\)?) "
            r"(?:- )?<?(?P<value>[^\W\d_][^\W\d_.'’-]{0,20}(?:[ -][^\W\d_][^\W\d_.'’-]{0,20}){0,3}\.?)>?: "
        ),
        reason="who speaks, in a line of a chat or transcript",
        examples=("[12:03] ⟦Ratmi Kusno⟧: ya", "4/6/31, 12:03 - ⟦Jarmila⟧: jo", "[4.6.31, 12:03] ⟦אבנר⟧: כן"),
        counterexamples=("[12:03] Warning: disk", "[12:03] build ok: 3", "12:03 ERROR: x"),
    ),
    Pattern(
        rule="name-in-a-directory",
        label=Label.PERSON,
        trigger=r"cn=\"?[a-z\x80-\xff]",
        regex=(
            rf"(?i:(?<![A-Za-z])cn=)\"?(?P<value>{NAME_SHAPE}(?:\\{{0,2}}, ?{NAME_SHAPE})?)"
            rf"(?=\"|,\s?(?i:ou|dc|o|cn)=|[:;\n]|$)"
        ),
        reason="the common name of somebody in a directory or a calendar (RFC 4519 section 2.3; RFC 5545)",
        examples=("dn: CN=⟦Oddny Brekke⟧,OU=Desk,DC=x", 'ORGANIZER;CN="⟦Brekke\\, Oddny⟧":mailto:x'),
        counterexamples=("CN=Domain Admins,OU=Groups", "CN=Users,DC=x", "cn=Root Signing,O=X"),
    ),
    Pattern(
        rule="family-first-in-a-cell",
        label=Label.PERSON,
        trigger=(
            r"[a-z\x80-\xff'-]{2,20}, [a-z\x80-\xff-]{2,20}(?: [a-z\x80-\xff]{1,12}\.?)?"
            r"(?:[\"|;<(]|\t|\]|  | [0-9])"
        ),
        regex=(
            rf"(?:^|(?<=[\t|;\"\[>(])|(?<=  )|(?<=: ))(?P<value>{_FAMILY}, {_FAMILY}\.?)(?=  | \d| ?[\t|;\"<(\]]|$)"
        ),
        reason="family name, given name alone in a cell",
        confidence=Confidence.HIGH,
        examples=(
            "0   ⟦Brekke, Zbigniew⟧ 1980-02-03",
            '"namn":"⟦Obrun, Zbigniew Karl⟧"',
            "4\t⟦Da Brekka Praz, Zbigniew⟧\tpas",
        ),
        counterexamples=('"Berlin, Germany"', "|Red, Blue|", '"Oslo, Norway"'),
    ),
    Pattern(
        rule="name-of-a-wife",
        label=Label.PERSON,
        trigger=r"[a-z\x80-\xff]{2}n\xc3\xa9[^a-z\x80-\xff]",
        regex=(
            r"(?<![\w-])(?!(?:Nevem|Neve|Név|Kedves|Tisztelt|Az|Ha|Hogy|És|De|Mert|Ha|Nem) )"
            rf"(?P<value>(?:{_CAPITALS} ){{1,2}}[A-ZÁÉÍÓÖŐÚÜŰ][a-záéíóöőúüű]{{2,14}}né|"
            rf"[A-ZÁÉÍÓÖŐÚÜŰ][a-záéíóöőúüű]{{2,14}}né (?:{_CAPITALS} )?{_CAPITALS})(?![\w-])"
        ),
        reason="the ending of a married woman's name in Hungarian, in a name of two words or three",
        examples=("Belső: ⟦Toró Béláné⟧, 7-es", "Nevem ⟦Halmosné Bódi Piroska⟧ (szül"),
        counterexamples=("Kedves Kérné, ", "jó lenne né", "a Zöldné"),
    ),
    Pattern(
        rule="name-of-japan",
        label=Label.PERSON,
        trigger=r"[\xe4-\xe9]",
        regex=(
            rf"(?<![\u3400-\u9fff々])(?:(?P<value>(?:{_JAPAN})"
            rf"(?:[ \u3000]?(?:{_JAPAN_GIVEN})|[ \u3000]{_HAN}{{1,3}}(?!{_HAN})|"
            rf"(?=さん|様|氏|くん|君|ちゃん|課長|部長|社長|係長|主任|先生|[)）(（が]))))"
        ),
        reason="a frequent family name of Japan with a given name or a form of address",
        examples=("担当は⟦佐々木 健一⟧です", "⟦渡辺⟧さんから"),
        counterexamples=("千葉市内で", "石川県の"),
    ),
    Pattern(
        rule="name-of-china",
        label=Label.PERSON,
        trigger=r"[\xe4-\xe9]",
        regex=(
            rf"(?:(?<=^)|(?<=[\s，,。、：:；;（(「\"'|>]))(?P<value>(?:{_CHINA})"
            rf"[{_CHINA_GIVEN}]{{2}})(?=[\s，,。、：:；;）)（(\"'|<]|先生|女士|小姐|老师|經理|经理|$)"
        ),
        reason="a family name of China and two signs of given names, standing apart",
        examples=("联系人 ⟦陈婉婷⟧，电话", "⟦林志强⟧：好"),
        counterexamples=("高可用，低", "方法，马上"),
    ),
    Pattern(
        rule="name-of-korea",
        label=Label.PERSON,
        trigger=r"[\xea-\xed]",
        regex=(
            rf"(?<![가-힣])(?P<value>(?:{_KOREA})"
            rf"[{_KOREA_GIVEN}]{{2}})(?=\s?(?:님|씨|과장|대리|부장|차장|팀장|사원|주임|이사|선생|교수|기자|고객|고요|입니다|이라고|"
            rf"이에요|\]|"
            rf"오전|오후|[(（:：,]))"
        ),
        reason="a family name of Korea and two syllables of given names, with a title or a turn of talk",
        examples=("담당자 ⟦최은서⟧ 대리", "[상담원 ⟦박도현⟧] 네", "⟦정하윤⟧ 오전 9:12"),
        counterexamples=("이용자가 신고", "최근에, 다시"),
    ),
)
_NO_SPEAKERS = """
user assistant system human agent bot tool error warning info debug notice note step task status output input build
client
server alert action result summary update question answer model prompt response request event message
"""
LONGEST_SEGMENT = 4_000  # signs of a clinical record before a name, which are read back for its kind
_SEGMENTS = frozenset(f"{name}|" for name in ["PID", "NK1", "PV1", "PV2", "GT1", "IN1", "ROL", "IAM", "MRG"])
_NO_SPEAKER = frozenset(_NO_SPEAKERS.split())
_NO_TITLE_BEHIND = frozenset(
    ["bank", "hospital", "university", "street", "road", "avenue", "group", "team", "office", "holding"]
)


def patterns(dictionary: Dictionary) -> tuple[Pattern, ...]:
    """The rules; the people of the dictionary are the dictionary's."""
    return PATTERNS


def confirm(text: str, hit: Hit, dictionary: Dictionary) -> Finding | None:
    """The name; None where the words can be none."""
    value = text[hit.start : hit.end]
    match hit.pattern.rule:
        case "name-in-a-directory":
            words = [word for word in re.split(r"[\\, ]+", value) if word]
            is_known = any(is_given(word) or is_family(word) for word in words)
            is_unit = re.match(r",\s?(?i:o|dc|cn)=", text[hit.end : hit.end + 5]) is not None
            if (
                len(words) < 2
                or _NO_DIRECTORY.search(value)
                or not all(map(is_part, words))
                or (is_unit and not is_known)
            ):
                return None
            return finding(hit)
        case "family-first-in-a-cell":
            family, _, given = value.partition(", ")
            is_sure = any(is_given(word) for word in given.rstrip(".").split()) and all(map(is_part, family.split()))
            return finding(hit) if is_sure else None
        case "name-of-a-wife":
            return finding(hit) if all(map(is_part, value.split())) else None
        case "title-of-many-languages" | "name-field-of-many-languages":
            span = name_from_the_start(text, hit.start, hit.end)
            is_other = span is None or text[span[0] : span[1]].rsplit(maxsplit=1)[-1].casefold() in _NO_TITLE_BEHIND
            if span is None or is_other or (text[span[0] : span[1]].isupper() and " " not in text[span[0] : span[1]]):
                return None
            return finding(hit, start=span[0], end=span[1])
        case "speaker-in-talk":
            return finding(hit) if _speaks(value) else None
        case "name-in-clinical-form":
            words = [word for word in value.split("^")[:2] if word]
            named = any(is_given(word) or is_family(word) for word in words) or all(word.istitle() for word in words)
            is_segment = text[max(0, hit.start - LONGEST_SEGMENT) : hit.start].rpartition("\n")[2][:4] in _SEGMENTS
            return finding(hit) if (named or (is_segment and min(map(len, words)) > 2)) and len(words) > 1 else None
        case "name-of-korea" if value in {
            "이용자",
            "고객님",
            "신고자",
            "담당자",
            "관리자",
            "사용자",
            "상담원",
            "구매자",
        }:
            return None
    return finding(hit)


def _speaks(value: str) -> bool:
    words = value.replace("-", " ").split()
    if any(word.casefold() in _NO_SPEAKER for word in words) or value.isupper() or not all(map(is_part, words)):
        return False
    return len(words) > 1 or is_given(value) or is_family(value) or not value[0].isascii()
