"""How a name is written: words with a capital, particles between them."""

import re

from tocsin.vocab.names.caseless import no_names

# What a word is made of: letters with the marks that they carry; of India and Thailand many are no letters to `re`.
LETTER = (
    r"[^\s\d!-@\[-"
    r"`{-\u00bf\u00d7\u00f7\u0387\u055a-\u055f\u0589\u060c\u061b\u061f\u066a-\u066d\u06d4\u0964\u0965\u1361-\u1368\u2000-\u206f"
    r"\u2190-\u2bff\u3000-\u3004\u3008-\u301f\ufe10-\ufe1f\uff00-\uff20\uff3b-\uff40\uff5b-\uff65\ufffd]"
)
# A capital, or a script without capitals: names in small letters are not told from words.
WORD = rf"(?![a-zß-öø-ÿа-яёα-ω]){LETTER}{{1,40}}(?:['’.-]{LETTER}{{1,40}}){{0,3}}(?:(?<![^\W_]{{3}})\.)?"
PARTICLE = (
    r"(?:de|da|do|dos|das|del|della|di|du|des|von|van|vom|zu|zur|der|den|het|ter|ten|la|las|los|le|el|al|bin|binti|"
    r"bint|ibn|ben|abu|af|av|y|i|e|of|Mac|Mc|Ó|Ní|Nic|St\.|ul|ur|آل|بن|بنت|ال|בן|בת|'t)"
)
GAP = r"[ +\u00a0\u3000]"
MOST_WORDS = 5  # of one name; what is longer is a sentence in capitals
NAME_SHAPE = rf"{WORD}(?:{GAP}(?:{PARTICLE}{GAP}){{0,2}}{WORD}){{0,4}}"
# Words that look like names: roles, days, months, languages, products, and words of greeting.
_NO_NAME_WORDS = """
all team sir madam customer customers client user users support everyone there world hello friend colleagues colleague
service desk agent assistant system admin model bot ai llm api monday tuesday wednesday thursday friday saturday sunday
january february march april may june july august september october november december english french german spanish
italian dutch russian chinese japanese arabic kubernetes jenkins grafana apache kafka docker python java linux windows
ubuntu chrome firefox google amazon microsoft openai anthropic github gitlab slack postgres redis agent-smith data
platform security alert reports report the this that these those a an it its we you they he she not no yes for and or
of in on at by with from to as is are was were be been has have had will would can could might must shall should our my
your his her their who what when where why how very good great happy sorry sure thanks please never none null true
false unknown high low medium critical severity version build message content subject date name email phone address
account title role status type id number human operator moderator application prompt instruction instructions instruct
here new old first last next other same such only also just now then than but if so up down out over under again
incident response vendor partner anyone someone nobody root error warning info debug trace main summary description
steps comments procurement sales facilities marketing finance accounting legal operations reception office board
management everybody folks guys colleague kolleginnen kollegen damen herren alle team zusammen tous toutes todos todas
tutti allemaal support-team
mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec saya anda kami
hi hello hey yes yeah okay ok well oh oi olá ola hola hallo hei hej moi tere ahoj salut sveiki labas zdravo selam
merhaba halo jambo
habari sawubona bonjour bonsoir ciao buongiorno dobrý dzień guten grüezi xin chào kuna nie não sim si sí oui ja jo tak
ano evet hayır
cookie host accept user-agent authorization referer origin connection content-type content-length server
select insert update delete where like null default values set from into table create drop string str int bool float
object array boolean date datetime timestamp key value token password secret header headers query body path url uri
get post put patch head options http https json xml html css sql tcp udp dns tls ssh vpn smtp imap pdf csv
"""
_NO_NAME = frozenset(_NO_NAME_WORDS.split())
_WORDS = re.compile(r"[^\s+\u3000]+")


def is_part(word: str) -> bool:
    """Whether a word can be one of a name: no word of another use, and a capital or a script without."""
    if not word or word.casefold() in _NO_NAME or word in no_names():
        return False
    first = word[0]
    return first.isupper() or (first.isalpha() and not first.islower())


def name_from_the_start(text: str, start: int, end: int) -> tuple[int, int] | None:
    """From the first word on, as long as the words can be parts of a name; None where none is left."""
    first, last = start, start
    for place, word in enumerate(_WORDS.finditer(text, start, end)):
        plain = word.group().strip(".")
        particle = place and re.fullmatch(PARTICLE, plain)
        goes_on = place and plain.startswith("و")  # "and", written onto the next word in Arabic
        if place >= MOST_WORDS or goes_on or not (particle or is_part(plain)):
            break
        if not particle:
            last = word.end()
    if text[first:last].endswith(".") and not re.search(r"\b[^\W\d_]\.$", text[first:last]):
        last -= 1
    return _long_enough(text, first, last)


def name_at_the_end(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The last words that can all be parts of a name: where the cue stands behind it, other words may stand before."""
    first = end
    for word in reversed(list(_WORDS.finditer(text, start, end))[-MOST_WORDS:]):
        plain = word.group().strip(".")
        if not is_part(plain) and not re.fullmatch(PARTICLE, plain):
            break
        first = word.start() if is_part(plain) else first
    return _long_enough(text, first, end)


def _long_enough(text: str, start: int, end: int) -> tuple[int, int] | None:
    return (start, end) if end > start and sum(map(str.isalpha, text[start:end])) >= 2 else None
