"""People by name, where something beside the name says that it is one.

No list of names: names are told by greetings, introductions, roles, fields, signatures and by the address or number
beside them. A name in running prose with nothing beside it is not found; a person who reads the copy finds it.
"""

import re

from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.finding import Finding, Hit, Label, Pattern, finding
from tocsin.vocab.names.catalogue import is_family, is_given
from tocsin.vocab.names.shape import NAME_SHAPE, name_at_the_end, name_from_the_start
from tocsin.vocab.triage import Confidence

NAME = "people"
SUMMARY = "names of people"

_MAIL_OR_PHONE = r"[\w.+-]{1,64}(?:@|%40| at )[\w.\u200b-]{1,80}"

_INTRODUCES = (
    r"my name is|i am|i['’]m|this is|name|named|called|"
    r"mein name ist|ich bin|ich heiße|me llamo|soy|mi nombre es|je m['’]appelle|je suis|mon nom est|mi "
    r"chiamo|sono|il mio nome è|"
    r"meu nome é|chamo-me|me chamo|aqui é|eu sou|ik ben|mijn naam is|ik heet|меня зовут|اسمي|jag heter|"
    r"mitt namn är|nazywam się|benim adım"
)
_GREETS = (
    r"hi|hello|hey|dear|thanks|thank you|sure|sorry|good morning|good afternoon|hola|estimad[oa]|"
    r"querid[oa]|olá|prezad[oa]|car[oa]|bonjour|cher|chère|"
    r"hallo|liebe[r]?|sehr geehrte(?:r|s)?(?: herr| frau)?|beste|geachte|ciao|gentile|buongiorno|"
    r"здравствуйте|уважаем(?:ый|ая)|привет|مرحبا|عزيزي|hej|kära"
)
_ROLES = (
    r"reporter|reported by|assignee|assigned to|approved by|reviewed by|manager|contact person|patient|"
    r"cardholder|customer|client|"
    r"employee|guest|caller|student|teacher|doctor|nurse|colleague|passenger|escalated? to|on-?call handoff:|"
    r"ping|asked|notified|letter for|behalf of|request of|data of|records? of|remove|user|"
    r"patientin|kunde|kundin|cliente|paciente|datos de|dados de|dati di|données de|gegevens van"
)
_FIELDS = (
    r"from|to|cc|bcc|owner|author|signed|signed-off-by|contact(?:_information)?|reporter|assignee|user|name|"
    r"analyst|handler|by|on-?call handoff"
)
_TITLES = r"Mr|Mrs|Ms|Miss|Dr|Prof|Herr|Frau|Herrn|Sr|Sra|Señora?|Monsieur|Madame|Mme|Signora?|Dhr|Mevr"
_ENDS = (
    r"(?=\s*(?:[,.;:!?()<>\[\]|\"'/\\\n。，、-]|$| here\b| and\b| und\b| saw\b| has\b| is\b| was\b| que\b| qui\b| "
    r"die\b| vive\b| im\b|\s->))"
)
PATTERNS = (
    Pattern(
        rule="introduces-oneself",
        label=Label.PERSON,
        trigger=(
            r"(?:name|called|i am|i.{1,3}m |this is|ich bin|ich hei|me llamo|soy|mi nombre|je m|je suis|mi "
            r"chiamo|sono|nome|chamo|aqui|eu sou|ik ben|naam|ik heet|зовут|اسمي|heter|namn|nazywam|benim)"
        ),
        regex=rf"(?i:(?<![^\W_])(?:{_INTRODUCES})) [\"'*]{{0,2}}(?P<value>{NAME_SHAPE})",
        reason="words with which people give their name stand before it",
        examples=("Hello, my name is ⟦Imre Kovács⟧, and", "je m'appelle ⟦Aïcha Benali⟧.", "Меня зовут ⟦Лев Орлов⟧,"),
        counterexamples=("I am Very Happy today about it", "this is Kubernetes", "my name is on it"),
    ),
    Pattern(
        rule="greeting",
        label=Label.PERSON,
        trigger=(
            r"(?:hi|hello|hey|dear|thank|sure|sorry|good |hola|estimad|querid|olá|Olá|prezad|car[oa]|bonjour|"
            r"cher|hallo|liebe|geehrte|beste|geachte|ciao|gentile|buongiorno|Здравств|здравств|важаем|ривет|"
            r"مرحبا|عزيزي|hej|k.{1,2}ra)"
        ),
        regex=(
            rf"(?i:(?<![^\W_])(?:{_GREETS})),? (?P<value>{NAME_SHAPE})(?=\s{{0,2}}(?:[,.!:;(\n؛،]|$| here\b| "
            rf"I\b| it\b))"
        ),
        reason="a greeting stands before it",
        examples=("Hi ⟦Imre⟧, the code", "Dear ⟦Dr. Noor Haddad⟧,", "Good morning, ⟦Odile Brun⟧ here."),
        counterexamples=("Dear customer,", "hi there,", "Hello World,", "Dear Sir or Madam,"),
    ),
    Pattern(
        rule="named-role",
        label=Label.PERSON,
        trigger=(
            r"(?:report|assign|approved|reviewed|manager|contact|patient|cardholder|customer|client|employee|"
            r"user|guest|caller|student|teacher|doctor|nurse|colleague|passenger|escalat|on-?call|ping|asked|"
            r"notified|letter|behalf|request|data|record|remove|kund|cliente|paciente|datos|dados|dati|donn|"
            r"gegevens)"
        ),
        regex=rf"(?i:(?<![^\W_])(?:{_ROLES}))[\"']?\s[\"']?(?P<value>{NAME_SHAPE})",
        reason="a role that people have stands before it",
        examples=("Patient ⟦Noor Haddad⟧, MRN", "ping ⟦Odile Brun⟧ on call", "asked ⟦Imre Kovács⟧."),
        counterexamples=("user Agent", "customer Data Platform is", "asked Apache Kafka"),
    ),
    Pattern(
        rule="named-field",
        label=Label.PERSON,
        trigger=(
            r"(?:from|to|cc|owner|author|signed|contact|report|assign|user|name|analyst|handler|by|call|"
            r"handoff)[a-z_-]{0,14}[\"']? ?[:=]"
        ),
        regex=rf"(?i:(?<!\w)(?:{_FIELDS}))[\"']?\s?[:=]\s?[\"']?(?P<value>{NAME_SHAPE})",
        reason="the value of a field that names people",
        examples=("Reporter: ⟦Imre Kovács⟧ | open", "Author: ⟦Odile Brun⟧ <"),
        counterexamples=("From: Monday", "name: prod-db", "to: Apache Kafka"),
    ),
    Pattern(
        rule="titled",
        label=Label.PERSON,
        trigger=r"(?:m[rs]|miss|dr|prof|herr|frau|sra?|se.{1,2}or|monsieur|madame|signor|dhr|mevr)",
        regex=rf"(?<![^\W_])(?:{_TITLES})\.? (?P<value>{NAME_SHAPE})",
        reason="a title stands before it",
        examples=("told Ms. ⟦Odile Brun⟧ so", "Herr ⟦Kovács⟧ rief an"),
        counterexamples=("took 812 ms. Paris is", "dr no"),
    ),
    Pattern(
        rule="speaks",
        label=Label.PERSON,
        trigger=(
            r" (?:said|says|disagreed|agreed|replied|asked|wrote|noticed|confirmed|mentioned|told|complained|"
            r"saw|answered|called back|has been notified)"
        ),
        regex=(
            rf"(?<![^\W_])(?P<value>{NAME_SHAPE})(?:['’]s team)?\)? (?:said|says|"
            rf"disagreed|agreed|replied|asked|wrote|noticed|confirmed|mentioned|told|complained|answered|"
            rf"called back|saw it|has been notified)\b"
        ),
        reason="a verb of speaking or noticing stands behind it",
        confidence=Confidence.LOW,
        examples=("later ⟦Odile Brun⟧ said so", "⟦Imre⟧ saw it too"),
        counterexamples=("the Vendor said so", "Grafana said nothing", "it said no"),
    ),
    Pattern(
        rule="beside-address",
        label=Label.PERSON,
        trigger=r"(?:@|%40| at |\[at\])",
        regex=(
            rf"(?:^|[\"'>(:;|.,*]\s?|\b(?i:user|to|from|cc|by|for|with|von|an)\b:?\s)"
            rf"[\"']?(?P<value>{NAME_SHAPE})[\"']?(?:\s?[<(]|,\s?[\"']?|\s?;\s?){_MAIL_OR_PHONE}"
        ),
        reason="a mail address stands directly behind it",
        confidence=Confidence.HIGH,
        examples=(
            "⟦Imre Kovács⟧ <imre.k@mailbox.org>",
            '"⟦Odile Brun⟧, odile@mailbox.org"',
            "⟦Noor Haddad⟧,noor@mailbox.org,44",
        ),
        counterexamples=("name,email,phone", "IT Support <help@mailbox.org>"),
    ),
    Pattern(
        rule="beside-number",
        label=Label.PERSON,
        trigger=r"(?:, ?|\(|\| ?)\+?\(?[0-9a-z]{2}[0-9][0-9 ().-]",
        regex=(
            rf"(?<![^\W_])(?P<value>{NAME_SHAPE})(?:, | \(| \| )(?:\+?\(?\d[\d ().-]{{6,20}}\d|[A-Z]{{2}}\d\d[ "
            rf"A-Z0-9]{{12,40}})(?![\w.])"
        ),
        reason="a phone, account or identity number stands directly behind it",
        confidence=Confidence.LOW,
        examples=("call ⟦Imre Kovács⟧ (020 7946 0018) if", "⟦Odile Brun⟧, DE89 3704 0044 0532 0130 00;"),
        counterexamples=("Kafka (2031-05-06)", "Error Code (12)"),
    ),
    Pattern(
        rule="hand-over",
        label=Label.PERSON,
        trigger=r" -> ",
        regex=rf"(?<=-> )(?P<value>{NAME_SHAPE})(?=[.,;]|$)",
        reason="a duty is handed over to it",
        confidence=Confidence.LOW,
        examples=("On-call: Odile Brun -> ⟦Imre Kovács⟧.",),
        counterexamples=("a -> b.", "Stack: Api -> gateway."),
    ),
    Pattern(
        rule="signature",
        label=Label.PERSON,
        trigger=(
            r"(?:regards|sincerely|faithfully|cheers|thanks|truly|grüßen|Grüßen|saludos|atentamente|abraços|"
            r"cordialement|saluti|groeten|уважением)"
        ).replace("\\xc3\\xbc\\xc3\\x9f", "üß"),
        regex=(
            rf"(?i:\b(?:(?:kind|best|warm) regards|regards|yours (?:sincerely|faithfully|truly)|sincerely|"
            rf"cheers|thanks|mit freundlichen grüßen|grüßen|saludos|atentamente|abraços|cordialement|cordiali "
            rf"saluti|saluti|met vriendelijke groet(?:en)?|groeten|с уважением)),?[ \t]{{0,3}}\n{{1,3}}[ "
            rf"\t]{{0,4}}(?P<value>{NAME_SHAPE})[ \t]{{0,4}}(?=\n|$)"
        ),
        reason="it stands under a letter",
        crosses_lines=True,
        examples=("Kind regards,\n⟦Imre Kovács⟧\nDesk",),
        counterexamples=("Regards,\nsent from my phone 4",),
    ),
    Pattern(
        rule="full-name-field",
        label=Label.PERSON,
        trigger=r"(?:name|nombre|nome|nom|naam)[a-z_]{0,8}[\"']{1,2} ?: ?[\"']",
        regex=(
            rf"(?i:[\"'](?:full[_ ]?name|first[_ ]?name|last[_ ]?name|given[_ ]?name|family[_ ]?name|surname|"
            rf"display[_ ]?name|customer[_ ]?name|patient[_ ]?name|contact[_ ]?(?:name|information)|real[_ "
            rf"]?name|vorname|nachname|nombre|apellidos?|sobrenome|prenom))"
            rf"[\"']\s?:\s?[\"'](?P<value>{NAME_SHAPE})(?=[\"',])"
        ),
        reason="the value of a field that holds a person's name",
        confidence=Confidence.HIGH,
        examples=('"full_name": "⟦Imre Kovács⟧"', '"displayName":"⟦Odile Brun⟧"'),
        counterexamples=('"displayname": "prod-db-1"', '"name": "chat agent"'),
    ),
    Pattern(
        rule="name-in-east-asian-text",
        label=Label.PERSON,
        trigger=r"(?:です|と申します|我是|我叫|姓名|氏名|名前|お名前|客户|患者|先生|女士|さん|様|님|저는)",
        regex=(
            r"(?:(?:我是|我叫|姓名[：:]|氏名[：:]|(?:お)?名前は|客户|患者|저는 )"
            r"\s?(?P<value>[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7af々]{2,5}(?:[ "
            r"\u3000][\u3400-\u9fff\u3040-\u30ff々]{1,5})?)(?=[\s，,。、：:（(的]|です|と申|$)|(?<=[。\s、「])"
            r"[\u3400-\u9fff々]{1,4}[ \u3000]?[\u3400-\u9fff\u3040-\u30ff々]{1,5}(?=です。|と申します|さん|様))"
        ),
        reason="words with which people are named stand beside it",
        examples=("您好，我叫⟦欧阳明月⟧，电话", "お世話になります。⟦遠山 桜⟧です。"),
        counterexamples=("用户很多", "これはペンです。"),
    ),
)
_BEFORE_ITS_CUE = frozenset({"speaks", "beside-number", "beside-address"})
_FUNCTION = re.compile(
    r"(?i)^(?:it|hr|security|customer|tech\w*|help|account|billing|sales|service)\s(?:support|team|desk|"
    r"service|department|alert\w*)$"
)


def patterns(dictionary: Dictionary) -> tuple[Pattern, ...]:
    """The rules; the people of the dictionary are the dictionary's."""
    return PATTERNS


def confirm(text: str, hit: Hit, dictionary: Dictionary) -> Finding | None:
    """The words that can be a name, without those around them that cannot; None where none is left."""
    if hit.pattern.rule == "name-in-east-asian-text":
        return finding(hit)
    is_behind = hit.pattern.rule in _BEFORE_ITS_CUE
    span = (name_at_the_end if is_behind else name_from_the_start)(text, hit.start, hit.end)
    if span is None or _FUNCTION.match(text[span[0] : span[1]]):
        return None
    words = len(text[span[0] : span[1]].split())
    if words < 2 and _is_key(text, hit, text[span[0] : span[1]]):
        return None
    if (
        hit.pattern.rule in {"named-role", "hand-over", "beside-number"}
        and words < 2
        and text[span[0] : span[1]].isascii()
    ):
        return None
    return finding(hit, start=span[0], end=span[1])


def _is_key(text: str, hit: Hit, word: str) -> bool:
    """Whether a field called name holds one word that is no known name: things are named in such fields, too."""
    cue = text[hit.match_start : hit.start].strip("\"' :=").casefold()
    return (
        hit.pattern.rule == "named-field"
        and cue == "name"
        and word.isascii()
        and not (is_given(word) or is_family(word))
    )
