"""A claim at the terminal: verified without a home, handed out, refused."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import story, template_home
from tests.claims import OTHER, POLICY, RECIPIENT_KEY, bent, failed, whole_story
from tests.rules.test_intake_receipt import receipt
from tests.terminal import tocsin
from tocsin.ledger.record import key_of

__all__ = ["receipt", "story", "template_home"]


@pytest.fixture
def claim(tmp_path: Path) -> Path:
    """A claim file that somebody sent us."""
    path = tmp_path / "march.claim.json"
    path.write_bytes(whole_story().claim())
    return path


def test_a_claim_is_verified_where_there_is_no_home(
    claim: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TOCSIN_HOME", str(tmp_path / "nothing"))
    ran = tocsin("verify", claim)
    assert ran.code == 0
    assert ran.out.startswith("SELF-LOGGED")
    for said in ("not shown", "stated by the sender in this file", "not proven", "satisfies no mandatory report", "E3"):
        assert said in ran.out
    assert not (tmp_path / "nothing").exists()


def test_every_check_is_named_for_scripts(claim: Path) -> None:
    report = tocsin("verify", claim, "--json").record
    assert report["verdict"] == "SELF-LOGGED"
    assert failed(report) == []
    assert isinstance(report["checks"], list)
    assert len(report["checks"]) == 14


def test_a_changed_claim_fails_with_one(claim: Path) -> None:
    claim.write_bytes(claim.read_bytes().replace(b'"mail"', b'"mall"'))
    ran = tocsin("verify", claim)
    assert ran.code == 1
    assert ran.out.startswith("FAILED")
    assert "what the records say" not in ran.out


def test_an_unmet_policy_and_another_key_fail_with_one(claim: Path, tmp_path: Path) -> None:
    policy = tmp_path / "policy"
    policy.write_bytes(POLICY)
    assert failed(tocsin("verify", claim, "--policy", policy, "--json").record) == ["witnesses"]
    other = key_of(RECIPIENT_KEY.name, OTHER.public_key()).to_text()
    assert failed(tocsin("verify", claim, "--key", other, "--json").record) == ["keys"]
    mine = tocsin("verify", claim, "--key", RECIPIENT_KEY.to_text(), "--json")
    assert mine.code == 0
    assert "pinned by you" in mine.out


def test_an_unanswered_claim_leaves_with_one_and_says_what_it_has(tmp_path: Path) -> None:
    path = tmp_path / "asked.claim.json"
    path.write_bytes(whole_story().claim(asks="acknowledged"))
    ran = tocsin("verify", path)
    assert ran.code == 1
    assert ran.out.startswith("UNANSWERED")
    assert "sent (" in ran.out


@pytest.mark.parametrize("more", [(), ("--key", "rubbish"), ("--policy", "missing.txt")])
def test_what_is_no_claim_file_no_key_or_no_policy_leaves_with_two(claim: Path, more: tuple[str, ...]) -> None:
    ran = tocsin("verify", claim if more else __file__, *more)
    assert ran.code == 2
    assert "hint:" in ran.err
    assert tocsin("verify").code == 2


def test_hidden_signs_of_a_claim_reach_no_terminal(tmp_path: Path) -> None:
    path = tmp_path / "odd.claim.json"
    path.write_bytes(bent(whole_story().claim(), lambda body: body["statement"].update(asks="sent\x1b[31m")))
    ran = tocsin("verify", path)
    assert ran.code == 1
    assert "\x1b" not in ran.out


def test_the_verifier_that_is_handed_out_says_the_same_on_its_own(claim: Path, tmp_path: Path) -> None:
    script = tmp_path / "alone" / "verifier.py"
    script.parent.mkdir()
    assert tocsin("verify", "--hand-out", script).code == 0
    ran = subprocess.run(
        [sys.executable, "-I", script, claim], cwd=script.parent, capture_output=True, check=False, text=True
    )
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout) == tocsin("verify", claim, "--json").json


def test_the_receipt_of_a_public_report_is_checked_as_well(receipt: bytes, tmp_path: Path) -> None:
    path = tmp_path / "receipt.json"
    path.write_bytes(receipt)
    ran = tocsin("verify", path)
    assert ran.code == 0
    assert ran.out.startswith("SELF-LOGGED")
    assert "whose key this is" in ran.out
    key = str(json.loads(receipt)["key"])
    assert tocsin("verify", path, "--key", key, "--json").record["is_pinned"] is True
    path.write_bytes(receipt.replace(b'"salt": "', b'"salt": "00'))
    assert tocsin("verify", path).code == 1
