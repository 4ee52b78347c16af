"""Names in scripts without capitals end where a particle or a verb begins."""

import pytest

from tests.scanners import ScannerLater
from tocsin.detectors import caseless_people
from tocsin.vocab.dictionary import NO_DICTIONARY

SCANNER = ScannerLater([caseless_people], NO_DICTIONARY)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("ग्राहक राजेश कुमार ने कहा कि", ["राजेश कुमार"]),
        ("ग्राहक का मोबाइल", []),
        ("आशा और किरण योजनाएँ", []),
        ("العميل غاضب ومحق", []),
        ("السيدة نجلاء الخطيب، اتصلت", ["نجلاء الخطيب"]),
        ("เรียน คุณสุดารัตน์, สวัสดี", ["สุดารัตน์"]),
        ("ขอบคุณครับ คุณภาพดี", []),
        ("שמי תמר אברמוביץ׳, ואני", ["תמר אברמוביץ׳"]),
    ],
)
def test_a_name_and_no_more(text: str, values: list[str]) -> None:
    assert [text[each.start : each.end] for each in SCANNER.scan(text)] == values
