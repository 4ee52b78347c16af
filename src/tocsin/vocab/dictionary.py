"""What an organization calls its own: names, hosts, networks, victims.

Written by the organization, never guessed. What stands here is looked for in every usual spelling.
"""

import ipaddress
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

import msgspec
from msgspec import Struct

from tocsin.vocab.errors import BadInput, TooMuch

MOST_BYTES = 4 * 1024 * 1024  # a list of 100,000 names; more is an asset register, to be brought in by parts
LEAST_SIGNS = 3  # a shorter name would be found in every other word
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_a-zA-Z]+")
_JOINTS = r"[\s_\-.+]{0,2}"
# Endings that name a legal form; the name is used without them as often as with them.
# Source: ISO 20275:2017 code list of entity legal forms (GLEIF); the common ones, without points, lower case.
_LEGAL_FORMS_WORDS = (
    "inc incorporated corp corporation company co llc llp lp ltd limited plc gmbh ag kg ohg ug se sa sas sarl spa "
    "srl bv nv ab as asa oy oyj aps kk pty pte sro doo kft zrt sl"
)
LEGAL_FORMS = frozenset(_LEGAL_FORMS_WORDS.split())


# Providers of private mail: nobody's own domain. Their public pages; the largest ones.
_PRIVATE_MAIL_WORDS = (
    "gmail googlemail outlook hotmail live msn yahoo ymail aol icloud me gmx web t-online freenet proton protonmail "
    "tutanota tuta mail yandex zoho fastmail hey qq 163 126 sina naver daum orange wanadoo free laposte libero seznam"
)
_PRIVATE_MAIL = frozenset(_PRIVATE_MAIL_WORDS.split())


class Word(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One word of a dictionary, and the list in which it stands."""

    field: str
    value: str


class Dictionary(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The words, hosts and networks by which an organization and its customers can be recognised."""

    org_names: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()  # a mail address or a host below one is the organization's
    host_suffixes: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()  # bare host names
    netblocks: tuple[str, ...] = ()  # CIDR
    codenames: tuple[str, ...] = ()
    victims: tuple[str, ...] = ()
    cloud_accounts: tuple[str, ...] = ()
    tenants: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()  # user and service account names
    people: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for block in self.netblocks:
            try:
                ipaddress.ip_network(block, strict=False)
            except ValueError:
                raise BadInput(f"netblocks: {block[:60]!r} is no network", hint="write it as 192.0.2.0/24") from None
        for field in self.__struct_fields__:
            for name in getattr(self, field):
                if len(name.strip()) < LEAST_SIGNS:
                    raise BadInput(
                        f"{field}: {name[:60]!r} is shorter than {LEAST_SIGNS} signs and would be found everywhere",
                        hint="write the longer name, or leave it out",
                    )

    def owns_host(self, host: str) -> bool:
        """Whether a host name is one of the organization's, or lies below one of its domains or suffixes."""
        name = host.casefold().rstrip(".")
        ends = (*self.domains, *self.host_suffixes, *self.hosts)
        return any(name == end or name.endswith(f".{end}") for end in (each.casefold().lstrip("*.") for each in ends))

    def is_imitated_by(self, host: str) -> bool:
        """Whether a domain that is not the organization's bears one of its names, as attackers register them.

        Below the domain of a provider of services it is the organization's own place there.
        """
        name = host.casefold().rstrip(".")
        if self.owns_host(name) or _HOSTING.search(name):
            return False
        if any(f".{domain.casefold().lstrip('*.')}." in f".{name}" for domain in self.domains):
            return True  # it goes on behind the organization's own
        labels = name.split(".")[-3:-1] if len(name.split(".")) > 2 else name.split(".")[:1]
        marks = _marks(self)
        for label in labels:
            parts, bare = label.split("-"), re.sub(r"[^a-z0-9]", "", label)
            if any(mark in parts[:3] and len(parts) > 1 for mark in marks):
                return True
            if any(len(mark) >= LEAST_MARK and mark in bare and mark != bare for mark in marks):
                return True
            read = bare.translate(_LOOKALIKES)
            if read != bare and any(len(mark) >= LEAST_MARK and mark in read for mark in marks - {bare}):
                return True
        return False

    def owns_address(self, address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
        """Whether an address lies in one of the organization's networks."""
        return any(address in ipaddress.ip_network(block, strict=False) for block in self.netblocks)


NO_DICTIONARY = Dictionary()
LEAST_MARK = 5  # letters of a name that stands in a longer word: a shorter one stands in others by chance
# Providers below whose domains organizations have places of their own.
_HOSTING = re.compile(
    r"(?:^|\.)(?:amazonaws|amazoncognito|awsapps|azure\w{0,12}|windows|microsoft\w{0,8}|onmicrosoft|office|office365|"
    r"sharepoint|googleapis|google|googleusercontent|appspot|run|web|firebaseapp|cloudfront|herokuapp|vercel|netlify|"
    r"github|githubusercontent|gitlab|bitbucket|slack|zoom|atlassian|okta|auth0|onelogin|salesforce|force|"
    r"service-now|"
    r"zendesk|freshdesk|intercom|myshopify|hubspot|snowflakecomputing|databricks|mongodb|elastic|aliyuncs|"
    r"myhuaweicloud|"
    r"digitaloceanspaces|blob|oraclecloud|gserviceaccount|huggingface|hf|docker|pypi|npmjs)\.[a-z.]{2,12}$"
)


@lru_cache(maxsize=16)
def _marks(dictionary: Dictionary) -> frozenset[str]:
    """The names of an organization as a domain can bear them: letters and digits only, also the first word alone."""
    names = [*dictionary.org_names, *dictionary.codenames]
    written = [name.casefold() for each in names for name in (each, each.split()[0])]
    written += [domain.lstrip("*.").split(".")[0].casefold() for domain in dictionary.domains]
    plain = {re.sub(r"[^a-z0-9]", "", _unmarked(name)) for name in written}
    return frozenset(mark for mark in plain if len(mark) >= LEAST_SIGNS and mark not in _KINDS)


def _unmarked(name: str) -> str:
    """Without accents: domains are mostly written so."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))


def is_private_mail(domain: str) -> bool:
    """Whether a domain is that of a provider at which everybody may have a mailbox."""
    parts = domain.casefold().strip(".").split(".")
    country = len(parts) == 3 and parts[1] in ("co", "com", "net", "org")
    return (len(parts) == 2 or country) and parts[0] in _PRIVATE_MAIL and len(parts[-1]) <= 4


def with_words(before: Dictionary, words: Iterable[Word], *, without: bool = False) -> Dictionary:
    """The dictionary with these words too, or without them; BadInput where a list is none or a word too short."""
    lists = {field: dict.fromkeys(getattr(before, field)) for field in Dictionary.__struct_fields__}
    for word in words:
        if word.field not in lists:
            raise BadInput(f"{word.field[:60]!r} is no list of the dictionary", hint=f"one of {', '.join(lists)}")
        here, value = lists[word.field], " ".join(word.value.split())
        same = next((one for one in here if one.casefold() == value.casefold()), None)
        if without and same is not None:
            del here[same]
        elif not without and same is None:
            here[value] = None
    return Dictionary(**{field: tuple(values) for field, values in lists.items()})


def read_dictionary(data: bytes) -> Dictionary:
    """A dictionary from its JSON form; BadInput names what is wrong with it."""
    if len(data) > MOST_BYTES:
        raise TooMuch(f"the dictionary is larger than {MOST_BYTES:,} bytes", hint="bring it in by parts")
    try:
        return msgspec.json.decode(data, type=Dictionary)
    except msgspec.DecodeError as fault:
        fields = ", ".join(Dictionary.__struct_fields__)
        raise BadInput(
            f"the dictionary cannot be read: {fault}", hint=f"one JSON object with lists of texts: {fields}"
        ) from fault


def spelling(name: str) -> str:
    """A regular expression, without regard to case, for a name as it is spelled in prose, in code and in host names.

    Words may be joined as the name joins them, or by a space, a hyphen, an underscore, a point, a plus or nothing. A
    word that the name writes as one is never split: the code name Saltmarsh is not the words "salt marsh". Signs around
    the name belong to it where they stand there: what is left of "Inc." would tell that the name ends with a point.
    """
    words = list(_WORDS.finditer(name))
    if not words:
        return re.escape(name)
    shape = _letters(words[0].group())
    for before, word in pairwise(words):
        own = name[before.end() : word.start()]
        joined = rf"(?:\s*{_signs(own)}\s*|{_JOINTS})" if own.strip() else _JOINTS
        shape += joined + _letters(word.group())
    head, tail = name[: words[0].start()].strip(), name[words[-1].end() :].strip()
    return (f"(?:{_signs(head)})?" if head else "") + shape + (f"(?:{_signs(tail)})?" if tail else "")


def _letters(word: str) -> str:
    """A word whose accents may be left out, as on a keyboard that has none."""
    return "".join(
        f"(?:{re.escape(sign)}|{'|'.join(_PLAINLY[sign])})" if sign in _PLAINLY else _letter(sign) for sign in word
    )


def _letter(sign: str) -> str:
    plain = _unmarked(sign)
    if sign in _APOSTROPHES:
        return f"[{_APOSTROPHES}]"
    return f"[{sign}{plain}]" if len(plain) == 1 and plain != sign else re.escape(sign)


def _signs(text: str) -> str:
    """Signs as they stand, their spaces of any length."""
    return r"\s*".join("".join(map(_letter, part)) for part in text.split())


def short_forms(name: str) -> tuple[str, ...]:
    """The name itself, without its legal form, and its first two words: what people call it."""
    words = name.split()
    while len(words) > 1 and re.sub(r"\W", "", words[-1]).casefold() in LEGAL_FORMS:
        words.pop()
    short = " ".join(words).rstrip(",")
    forms = {name: None, short: None}
    rest = _without_kind(words)
    if len(rest) < len(words) and len(" ".join(rest)) > LEAST_MARK:
        forms[" ".join(rest)] = None
    if len(words) > 2:
        forms[" ".join(words[:2])] = None  # a name of three words or more is shortened from behind
    return tuple(form for form in forms if len(form) >= LEAST_SIGNS)


def calling_name(name: str) -> str | None:
    """The one word by which people call an organization, where it is a word of its own; None where there is none.

    "Lindqvist" of "Lindqvist Maritime AB"; nothing of "National Bank", whose words are everybody's.
    """
    words = _without_kind([re.sub(r"[^\w'’-]", "", word) for word in name.split()])
    first = words[0] if words else ""
    least = LEAST_SIGNS if first.isupper() else LEAST_MARK
    is_named = len(words) > 1 and words[1][:1].isalpha()  # a number behind it makes no name of a word
    is_own = is_named and first[:1].isupper() and len(first) >= least and first.isalpha()
    return first if is_own and _unmarked(first).casefold() not in _KINDS and _unmarked(first).isascii() else None


def _without_kind(words: list[str]) -> list[str]:
    """Without what says in front of a name which kind of organization it is."""
    at = 0
    while at < len(words) - 1 and _unmarked(words[at]).casefold().rstrip(".") in _KINDS:
        at += 1
    return words[at:]


_LOOKALIKES = str.maketrans("013457", "oleast")  # digits that stand for letters in a domain that imitates
_APOSTROPHES = "'’‘ʼʻ`´"  # of which a keyboard has one, and another than the name's
# Letters that are written with two, or another one, where a keyboard does not have them.
_PLAINLY = {
    "ä": ("a", "ae"), "ö": ("o", "oe"), "ü": ("u", "ue"), "Ä": ("A", "Ae"), "Ö": ("O", "Oe"), "Ü": ("U", "Ue"),
    "ß": ("ss",), "ø": ("o", "oe"), "Ø": ("O", "Oe"), "å": ("a", "aa"), "Å": ("A", "Aa"), "æ": ("ae",), "Æ": ("Ae",),
    "ł": ("l",), "Ł": ("L",), "đ": ("d",), "Đ": ("D",), "ı": ("i",), "ð": ("d",), "þ": ("th",),
}  # fmt: skip
# Words that many organizations have in their names, in the languages of names; without accents.
_KINDS_WORDS = (
    "bank banco banque banca bankas bankasi group grupo groupe gruppo gruppe koncern holding hospital hopital "
    "ospedale "
    "szpital nemocnice korhaz spital sairaala haigla sykehus sjukhus ziekenhuis hastane clinic clinics clinica "
    "clinique "
    "klinik klinika university universidad universidade universite universita universitat universitet uniwersytet "
    "univerzita egyetem universitatea yliopisto ulikool universitesi school schools escuela escola ecole scuola "
    "schule "
    "szkola skola college colegio institute instituto institut istituto instytut national nacional nazionale "
    "nationale "
    "narodowy international internacional royal first general central united union new north northern nord south "
    "southern "
    "east eastern west western city state federal public global world american european african asian british german "
    "french indian chinese japanese foundation fundacja fundacion fundacao fondation fondazione stiftung stichting "
    "cooperativa cooperative laboratorios laboratories laboratoires laboratory labs studio studios chamber camara "
    "municipal municipality prefeitura ayuntamiento mairie comune gemeinde agropecuaria agro usina laticinios "
    "industria "
    "industrias industries company compania companhia compagnie society societa societe sociedad sociedade "
    "association "
    "asociacion associacao associazione ministry ministerio ministere agency agencia agence insurance seguros "
    "assurances "
    "assicurazioni versicherung energy energia energie power water health salud saude sante media press digital "
    "data cloud "
    "tech technology technologies systems solutions services service logistics logistica transport transportes "
    "freight "
    "shipping port porto puerto airport airline airlines air pacific atlantic nordic baltic savanna river "
    "mountain valley "
    "blue green red white black golden silver smart open free happy prime premier alpha delta saint santa santo "
    "san sankt "
    "project operation projekt progetto projet proyecto projeto operacao operacion operazione the de do da dos "
    "das di del "
    "della des du la el le les los las al van von der die das og och i y e et und and of for team office center "
    "centre "
    "centro zentrum medical scheme county council regional local community trust church temple museum library "
    "archive "
    "farmacia pharmacy apotheke restaurant hotel mercy grace hope faith liberty victory summit horizon premium "
    "quality "
    "express fast quick secure safe trusted "
    "minera mineria minas mining rederi rederij reederei pesquera fiskeri notaires notaire notaria notariat kancelaria "
    "kanzlei avocats abogados advogados advokat advokater coop kooperativa genossenschaft cia compagnia textil textile "
    "spedition zaklad zaklady przedsiebiorstwo spolka firma podnik zavod fabrica fabrik fabrique usine werk werke "
    "sindicato syndicat gewerkschaft onkormanyzat obec gmina urad kommune kommun stadt ville ciudad cidade"
)
_KINDS = frozenset(_KINDS_WORDS.split())
