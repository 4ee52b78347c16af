"""People by a given name that many bear, with the words beside it.

A given name that is no ordinary word tells a person alone; one that is (a month, a place, a product) needs a family
name, an initial or a title beside it. Companies, streets and schools that bear a name are nobody.
"""

import re
from functools import lru_cache

from msgspec import Struct

from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.finding import Finding, Hit, Label, Pattern, finding
from tocsin.vocab.names.catalogue import is_family, is_given, is_given_in_a_case, is_ordinary
from tocsin.vocab.names.shape import MOST_WORDS, PARTICLE, is_part
from tocsin.vocab.triage import Confidence

NAME = "names"
SUMMARY = "people by a frequent given name"

# Letters that can be capitals: of some alphabets small ones lie between them and are told apart afterwards.
_CAPITAL = "A-ZÀ-ÖØ-Þ\u0100-\u024f\u1e00-\u1eff\u0386-\u03ab\u0400-\u042f\u0460-\u052f\u0531-\u0556"
_WORD = rf"[{_CAPITAL}][^\W\d_]{{0,24}}(?:['’-][^\W\d_]{{1,24}}){{0,3}}"
_RUN = rf"{_WORD}\.?(?:[ \u00a0](?:{PARTICLE} ){{0,2}}{_WORD}\.?){{0,5}}"
PATTERNS = (
    Pattern(
        rule="frequent-given-name",
        label=Label.PERSON,
        trigger=r"[a-z\x80-\xff]{2}",
        regex=rf"(?<![\w@.#/\\$%=+&-])(?P<value>{_RUN})(?![\w@(=\\]|[.:/-]\w|::)",
        reason="a given name that many people bear, with what belongs to it",
        examples=(
            "then ⟦Zbigniew Kowal⟧ left",
            "told ⟦Oddvar⟧ about it",
            "by ⟦Ilse van der Hoek⟧, later",
            "Kiedy ⟦Zbigniewa⟧ nie było",
            "seen by ⟦Okonkwo Chinedu⟧.",
            "handed to ⟦Oddvar⟧. Weather is fine",
        ),
        counterexamples=(
            "in May Grace Period ends",
            "Jordan and Florence",
            "the Zbigniew Foundation",
            "Gemma 3 and Claude",
            "ul. Zbigniewa 4",
        ),
    ),
)
# What bears the name of a person and is none: the words behind it, and those before it.
_BEARER_WORDS = """
inc ltd llc plc gmbh ag kg sa sarl spa srl bv nv ab as oy oyj aps kft doo sro zrt jsc pjsc ooo corp corporation
company co limited group holding holdings bank hospital clinic clinica university universität college school academy
institute foundation fundacja fundación stiftung trust church cathedral street road avenue lane drive boulevard
court place square park bridge river lake island islands bay beach hill mountain airport station stadium theatre
theater museum library award prize medal cup law act code model theorem test method algorithm project program
programme server cluster database db cloud api sdk app bot agent version edition release studio studios labs lab
technologies technology software systems solutions services security controls motors foods airlines hotel resort
university-hospital straße strasse gasse platz allee weg rue place straat laan gatan vägen vej gade katu tie utca
county city town village district state province street-view day week festival hurricane typhoon storm cyclone
syndrome disease stealer ransomware malware botnet loader backdoor worm trojan spider panda bear kitten gang
"""
_BEARERS = frozenset(_BEARER_WORDS.split())
_BEFORE_NO_NAME = re.compile(
    r"(?i)(?:\b(?:san|santa|santo|sankt|saint|são|sveti|st\.|ul\.|ulica|ulice|ulici|al\.|rua|avenida|av\.|calle|c/|"
    r"carrer|"
    r"rue|avenue|boulevard|via|viale|piazza|corso|plaza|praça|largo|travessa|place|trg|utca|str\.|strada|straße|"
    r"bulevar|bulevard|ул\.|улица|вул\.|проспект|пр\.|οδός|οδού|street|the|hurricane|storm|typhoon|lake|port|fort|"
    r"mount|university of|city of|model|product|package|project|version|bot|assistant|agent|tool|language|font) ?)$"
)
_TITLE = re.compile(
    r"(?i)(?:\b(?:mr|mrs|ms|miss|mx|dr|prof|herr|frau|sr|sra|sig|dra|mme|mlle|monsieur|madame|señora?|pan|pani|bay|"
    r"sayın|"
    r"dhr|mevr|mw|fru|hr|rouva|herra|bapak|ibu|pak|bu|kak|mas|mbak|encik|puan|anh|chị|khun|dott|ing|mag|mgr|kol|sgt|"
    r"capt)"
    r"\.? )$"
)
_STOP = re.compile(r"(?:^|[.!?:;»\"”)>\]\n|•*–—-])\s*$")


class _Part(Struct, frozen=True):
    """A word of a run of capitals, and what it can be."""

    start: int
    end: int
    word: str
    is_given: bool
    is_family: bool
    is_ordinary: bool
    is_name: bool  # it can stand in a name at all
    is_initial: bool
    is_particle: bool


def patterns(dictionary: Dictionary) -> tuple[Pattern, ...]:
    """The rule; the people of the dictionary are the dictionary's."""
    return PATTERNS


def confirm(text: str, hit: Hit, dictionary: Dictionary) -> Finding | None:
    """The name within a run of words with capitals; None where no given name carries it."""
    if not any(map(_may_carry, text[hit.start : hit.end].split())):
        return None
    parts = _parts(text, hit.start, hit.end)
    if not any(part.is_given for part in parts) and not _in_a_case(parts):
        return None
    if parts[-1].word.casefold() in _BEARERS or _follows_a_bearer(text, hit.end):
        return None
    for place, part in enumerate(parts):
        if part.is_given and (found := _named(text, hit, parts, place)) is not None:
            return found
    return _named_in_a_case(text, hit, parts)


@lru_cache(maxsize=4096)
def _may_carry(word: str) -> bool:
    """Whether a word is a given name, in a case or not: most words with a capital are none, and come again."""
    parts = _parts(word, 0, len(word))
    return any(part.is_given for part in parts) or _in_a_case(parts)


def _follows_a_bearer(text: str, end: int) -> bool:
    behind = re.match(r" (?:(?:and|&|und|y|e|et) )?([^\W\d_]+)| \d", text[end : end + 24])
    if behind is None:
        return False
    word = behind[1]
    return word is None or (word.casefold() in _BEARERS and word[0].isupper())


def _parts(text: str, start: int, end: int) -> list[_Part]:
    parts = []
    for match in re.finditer(r"[^\s\u00a0]+", text[start:end]):
        word = match.group()
        plain = word.rstrip(".")
        is_initial = len(plain) == 1 and plain.isupper()
        is_name = is_part(plain) and plain[:1].isupper() and plain.casefold() not in _BEARERS
        bare = plain.partition("'")[0].partition("’")[0] if len(plain.partition("'")[0]) > 2 else plain
        is_first = is_name and not is_initial and is_given(bare)
        parts.append(
            _Part(
                start=start + match.start(),
                end=start + match.start() + (len(word) if is_initial else len(plain)),
                word=plain,
                is_given=is_first,
                is_family=is_name and not is_initial and is_family(bare),
                is_ordinary=is_first and (is_ordinary(bare) or len(bare) < 3),
                is_name=is_name,
                is_initial=is_initial,
                is_particle=bool(re.fullmatch(PARTICLE, plain)),
            )
        )
    return parts


def _ends_a_sentence(text: str, part: _Part) -> bool:
    """Whether a full stop behind a word is no abbreviation's."""
    return len(part.word) > 3 and text[part.end : part.end + 1] == "."


def _named(text: str, hit: Hit, parts: list[_Part], place: int) -> Finding | None:
    """The name that a given name begins, or ends where families stand first."""
    first = last = place
    for number in range(place + 1, min(len(parts), place + MOST_WORDS)):
        part = parts[number]
        if _ends_a_sentence(text, parts[number - 1]):
            break
        if not (part.is_name or part.is_initial or part.is_particle):
            break
        last = last if part.is_particle else number
        if part.word.endswith(("'s", "’s")):
            break
    while first and (parts[first - 1].is_family or (parts[first - 1].is_initial and first - 1 == 0)):
        first -= 1
    rest = [part for number, part in enumerate(parts[first : last + 1], first) if number != place]
    is_surer = any(part.is_family or part.is_initial or part.is_given for part in rest)
    before = text[max(0, parts[first].start - 24) : parts[first].start]
    if _BEFORE_NO_NAME.search(before):
        return None
    given = parts[place]
    shouts = given.word.isupper() and not given.is_initial
    if (given.is_ordinary or shouts) and not (is_surer or _TITLE.search(before)):
        return None
    if given.is_ordinary and _STOP.search(before) and not any(part.is_family or part.is_initial for part in rest):
        return None
    end = parts[last].end
    if text[parts[last].start : end].endswith(("'s", "’s")):
        end -= 2
    return finding(
        hit,
        start=parts[first].start,
        end=end,
        confidence=Confidence.MED if rest or not given.is_ordinary else Confidence.LOW,
    )


def _in_a_case(parts: list[_Part]) -> bool:
    return len(parts) <= 3 and any(
        part.is_name and not part.is_initial and len(part.word) > 4 and is_given_in_a_case(part.word) for part in parts
    )


def _named_in_a_case(text: str, hit: Hit, parts: list[_Part]) -> Finding | None:
    """A given name with the ending of a case, and what follows it."""
    for place, part in enumerate(parts):
        if not (part.is_name and len(part.word) > 4 and not part.word.isupper() and is_given_in_a_case(part.word)):
            continue
        before = text[max(0, part.start - 24) : part.start]
        if is_ordinary(part.word) or _BEFORE_NO_NAME.search(before):
            continue
        rest = [each for each in parts[place + 1 : place + 3] if each.is_name]
        if _STOP.search(before) and part.word.isascii() and not any(each.is_family for each in rest):
            continue
        return finding(hit, start=part.start, end=rest[-1].end if rest else part.end, confidence=Confidence.LOW)
    return None
