"""Tools of a model and malicious packages."""

import pytest

from tests.scanners import ScannerLater
from tocsin.detectors import called_tools
from tocsin.vocab.dictionary import NO_DICTIONARY

SCANNER = ScannerLater([called_tools], NO_DICTIONARY)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"tools":[{"name":"menu.read"},{"name":"refund.create"},{"name":"case.close"}]', 3),
        ('"guests":[{"name":"mira.lind"},{"name":"k.lind"}]', 0),
        ("she called svc_till at noon", 0),
        ("library `fast-menu-loader` 3.0.7", 1),
        ("the log says added menu-kit@0.0.9 (postinstall ran)", 1),
    ],
)
def test_a_name_is_a_tool_or_a_package_by_the_record_it_stands_in(text: str, found: int) -> None:
    assert len(SCANNER.scan(text)) == found


def test_an_account_behind_a_verb_for_calling_is_not_shared_as_a_tool() -> None:
    assert SCANNER.scan("it called usr_mira and called backup_admin") == ()
