"""The project speaks of itself alone, calmly, and leaves nothing for later."""

import re
from pathlib import Path

import pytest

# Spelled in pieces, so that this file does not say what it looks for.
UNSPEAKABLE = {
    "a place on somebody's machine": r"(?<![\w.])/(?:work/(?:main|shared|\.library)|root/|opt/(?:pypi|wheels))",
    "the address of a package registry": r"files\.python"
    + r"hosted|pypi\.org/"
    + r"simple|registry\.npm"
    + r"js|deb\.deb"
    + r"ian",
    "something left for later": "TO" + "DO|FIX" + "ME",
    "how it was made": r"(?i)co-auth" + r"ored-by|generated (?:with|by) (?:an? )?(?:ai|llm|language model)\b",
}
EXPECTED = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "LICENSE", "mkdocs.yml")


def slips(path: str, text: str) -> list[str]:
    """What should not be said, with its line."""
    return [
        f"{path}:{text.count(chr(10), 0, said.start()) + 1} says {what}: {said.group()!r}"
        for what, pattern in UNSPEAKABLE.items()
        for said in re.finditer(pattern, text)
    ]


def test_no_file_speaks_of_its_workplace(readable_files: dict[str, str]) -> None:
    faults = [slip for path, text in readable_files.items() for slip in slips(path, text)]
    assert not faults, "\n".join(faults)


def test_a_reader_finds_the_usual_pages(root: Path) -> None:
    assert [name for name in EXPECTED if not (root / name).is_file() or not (root / name).stat().st_size] == []


def test_the_front_page_claims_no_more_than_is_true(root: Path) -> None:
    said = (root / "README.md").read_text("utf-8").lower()
    for needed in ("make demo", "make test", "voluntary", "not a statute", "no mandatory report"):
        assert needed in said
    assert not re.search(r"(?<!not )(?<!nor )\b(?:certified|compliant)\b", said)  # R3


@pytest.mark.parametrize(
    "text",
    [
        "see /" + "work/shared/data\n",
        "TO" + "DO: later\n",
        "https://pypi.org/" + "simple/\n",
        "Co-Auth" + "ored-By: x\n",
    ],
)
def test_a_slip_is_found(text: str) -> None:
    (slip,) = slips("README.md", f"first line\n{text}")
    assert slip.startswith("README.md:2 ")


def test_ordinary_speech_is_no_slip() -> None:
    assert slips("a.md", "a package on PyPI, /var/lib/work, homework/main\n") == []
