"""What runs code when it is loaded is told by its first bytes; silence proves nothing."""

import pickle
import zipfile
from io import BytesIO

import pytest

from tocsin.rules.hazard import hazard_of


@pytest.mark.parametrize("protocol", [2, 3, 4, 5])
@pytest.mark.parametrize("name", ["model.pkl", "innocent.txt", "no name"])
def test_a_pickle_is_told_whatever_it_is_called(protocol: int, name: str) -> None:
    assert hazard_of(name, pickle.dumps([1], protocol)) == "runs_code_on_load"


@pytest.mark.parametrize("name", ["model.pt", "MODEL.PTH", "weights.bin", "x.ckpt.sample", "a.keras", "b.npz"])
def test_an_archive_called_like_a_model_is_told(name: str) -> None:
    assert hazard_of(name, b"PK\x03\x04rest") == "runs_code_on_load"


def test_an_archive_with_a_pickle_inside_is_told_whatever_it_is_called() -> None:
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as writing:
        writing.writestr("archive/data.pkl", b"x")
    assert hazard_of("holiday.zip", archive.getvalue()) == "runs_code_on_load"


@pytest.mark.parametrize("head", [b"MZ\x90", b"\x7fELF\x02", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe"])
def test_a_program_is_told(head: bytes) -> None:
    assert hazard_of("a.txt", head) == "program"


@pytest.mark.parametrize(
    ("name", "head"),
    [("a.txt", b"plain"), ("a.zip", b"PK\x03\x04doc"), ("model.pt", b"plain"), ("a", b""), ("a.pkl", b"\x80\x01")],
)
def test_where_nothing_shows_nothing_is_claimed(name: str, head: bytes) -> None:
    assert hazard_of(name, head) is None
