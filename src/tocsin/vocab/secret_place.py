"""What stands around a secret that is hinted at, halved or spelled."""

# What reminds somebody of a password.
HINTS: tuple[str, ...] = (
    *(
        "hint",
        "reminder",
        "hinweis",
        "gedächtnisstütze",
        "indice",
        "indizio",
        "pista",
        "dica",
        "geheugensteun",
        "ledtråd",
    ),
    *("vihje", "podpowiedź", "nápověda", "nápoveda", "emlékeztető", "ipucu", "подсказка", "підказка", "υπόδειξη"),
    *("gợi ý", "petunjuk", "kidokezo", "ヒント", "提示", "힌트", "تلميح", "רמז", "संकेत"),
)
# With what a password begins or ends.
HALVES: tuple[str, ...] = (
    *(
        "begins with",
        "starts with",
        "ends with",
        "ends in",
        "starting with",
        "beginning with",
        "ending in",
        "ending with",
    ),
    *("beginnt mit", "fängt mit", "endet mit", "endet auf", "hört mit", "commence par", "débute par", "finit par"),
    *("se termine par", "empieza por", "empieza con", "comienza por", "comienza con", "termina en", "termina con"),
    *("acaba en", "começa com", "começa por", "termina com", "termina em", "acaba em", "inizia con", "inizia per"),
    *("finisce con", "finisce per", "begint met", "eindigt op", "eindigt met", "börjar med", "börjar på", "slutar med"),
    *("slutar på", "begynner med", "slutter på", "slutter med", "begynder med", "ender på", "zaczyna się od"),
    *("kończy się na", "začíná na", "začíná", "končí na", "începe cu", "se termină cu", "ile başlıyor", "ile bitiyor"),
    *("начинается с", "начинается на", "заканчивается на", "починається з", "закінчується на", "αρχίζει με"),
    *(
        "ξεκινάει με",
        "τελειώνει σε",
        "τελειώνει με",
        "bắt đầu bằng",
        "kết thúc bằng",
        "dimulai dengan",
        "diakhiri dengan",
    ),
)
# Digits as people say them, in the languages in which codes are read out most.
_SPOKEN_DIGITS = (
    "zero oh nought one two three four five six seven eight nine null eins zwei zwo drei vier fünf "
    "sechs sieben acht neun "
    "zéro un deux trois quatre cinq sept huit neuf cero uno dos tres cuatro cinco seis siete ocho "
    "nueve um dois três "
    "quatro sete oito nove due tre quattro cinque sei sette otto nul een twee drie vijf zes zeven "
    "negen sıfır bir iki üç "
    "dört beş altı yedi sekiz dokuz sifuri moja mbili tatu nne tano sita saba nane tisa ноль один "
    "два три четыре пять "
    "шесть семь восемь девять không một hai ba bốn năm sáu bảy tám chín"
)
SPOKEN_DIGITS: tuple[str, ...] = tuple(sorted(set(_SPOKEN_DIGITS.split())))
