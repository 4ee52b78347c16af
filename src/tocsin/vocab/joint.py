"""Points and signs of addresses in brackets, as attackers' are written."""

import re

# The word for the point of an address, and for its sign, in the languages of reports.
_DOTS = (
    "dot|punto|ponto|point|punkt|punt|punct|piste|prick|pont|kropka|tečka|bodka|točka|tačka|nokta|nöqtə|pika|punktur|"
    "taškas|punkts|точка|крапка|τελεία|chấm|titik|nukta|نقطة|نقطه|נקודה|डॉट|จุด|点|點|ドット|점|닷"
)
_ATS = (
    "at|arobase|arroba|chiocciola|snabel-a|snabela|krøllalfa|miukumauku|małpa|zavináč|kukac|собака|собачка|@|kuyruklu a"
)
DOT = rf"(?:\.|\s?[\[({{]\s?(?:\.|(?i:{_DOTS}))\s?[\])}}]\s?)"  # a point, or one in brackets
AT = rf"(?:@|[\[({{]\s?(?:(?i:{_ATS}))\s?[\])}}])"
DOT_TRIGGER = rf"[\[({{] ?(?:{_DOTS}) ?[\])}}]"
AT_TRIGGER = rf"[\[({{] ?(?:{_ATS}) ?[\])}}]"
_DOT_IN_BRACKETS = re.compile(rf"\s?[\[({{]\s?(?:\.|(?i:{_DOTS}))\s?[\])}}]\s?")
_AT_IN_BRACKETS = re.compile(rf"\s?[\[({{]\s?(?:(?i:{_ATS}))\s?[\])}}]\s?")


def joined(written: str) -> str:
    """An address with its points and its sign as machines write them."""
    return _AT_IN_BRACKETS.sub("@", _DOT_IN_BRACKETS.sub(".", written))
