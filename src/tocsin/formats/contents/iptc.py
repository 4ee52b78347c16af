"""IPTC: who took a picture, where, and of what.

Source: IPTC Information Interchange Model 4.2, record 2. It lies in the resources of Adobe Photoshop, of which number
1028 (0x0404) holds it ("Adobe Photoshop File Formats Specification", 2019).
"""

import re
import struct

from tocsin.vocab.contents import Opening

_NAMES = {
    **{5: "title", 25: "keyword", 40: "instructions", 80: "Author", 85: "Author's title", 90: "City", 92: "location"},
    **{95: "province", 101: "country", 105: "headline", 110: "Credit", 115: "source", 116: "copyright"},
    **{118: "Contact", 120: "caption", 122: "Written by"},
}
_RESOURCE = re.compile(rb"8BIM\x04\x04(.)", re.DOTALL)


def read(data: bytes, opening: Opening) -> None:
    """The texts of record 2, each after its name."""
    found = _RESOURCE.search(data)
    if found is None:
        return
    named = 1 + found.group(1)[0]
    at = found.end() - 1 + named + named % 2 + 4
    while data[at : at + 1] == b"\x1c" and at + 5 <= len(data):
        record, number, size = struct.unpack_from(">BBH", data, at + 1)
        if size & 0x8000:  # a length of its own length, for texts that are longer than any here
            opening.miss("a long IPTC value")
            return
        if record == 2 and number in _NAMES:
            text = data[at + 5 : at + 5 + size].decode("utf-8", "replace")
            opening.add("IPTC", f"{_NAMES[number]}: {text}", f"data set 2:{number}")
        at += 5 + size
