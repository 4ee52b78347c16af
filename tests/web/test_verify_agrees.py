"""Two verifiers, one answer: the script of the page says in every word what `tocsin verify` says."""

import ast
import json
import os
import re
import subprocess
import sys
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest

from tests.claims import (
    DELIVERY,
    LOG_KEY,
    ORIGIN,
    OTHER_KEY,
    POLICY,
    RECIPIENT,
    RECIPIENT_KEY,
    SECOND_KEY,
    SENDER,
    SENDER_KEY,
    WITNESS,
    WITNESS_KEY,
    WITNESSED_AT,
    Story,
    a_feedback,
    a_recall,
    a_receipt,
    a_share,
    an_effect,
    whole_story,
)
from tests.web.judged import JUDGED, Case, differences, found_here, in_node, said
from tocsin import verifier
from tocsin.ledger.merkle import from_stored, inclusion_proof, leaf_hash
from tocsin.ledger.record import TYP
from tocsin.ledger.sdjwt import signer
from tocsin.verifier.claim import SIGNED_AS, digest
from tocsin.verifier.signed import Refused, base64url, canonical, open_sdjwt, read_key, root_from
from tocsin.verifier.signed import leaf_hash as hash_of
from tocsin.verifier.statement import Record, derive
from tocsin.web.asset import FOLDER

ROOT = Path(__file__).resolve().parents[2]
ENDURE = os.environ.get("TOCSIN_ENDURE") == "1"
# Values that Python and JavaScript are apt to take differently.
ODD: tuple[Any, ...] = (
    *(
        None,
        True,
        False,
        0,
        1,
        -1,
        2**53 - 1,
        "",
        "a",
        "x" * 43,
        "\u2028",
        "\U0001f600'\"",
        "E1",
        "not shown",
        "~",
        "a~b",
    ),
    *([], {}, ["a"], {"a": 1}, [["a", "b", "c"]], ["E3"], [1], "2026-03-24T12:00:00Z", "2026-02-30T12:00:00Z"),
    *("0000-01-01T00:00:00Z", "2026-01-01T24:00:60Z", "acknowledged", RECIPIENT_KEY.name, "\n", "\ud800"),
)


def test_every_claim_of_the_verifiers_own_tests_is_judged_alike(tmp_path: Path) -> None:
    """All but the walk over every byte, which stands below for itself."""
    written = tmp_path / "judged.jsonl"
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-n",
        "0",
        "-p",
        "tests.web.judged",
        "tests/verifier",
        "-k",
        "not any_changed",
    ]
    ran = subprocess.run(
        command, cwd=ROOT, check=False, env=os.environ | {JUDGED: str(written)}, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stdout[-2_000:]
    cases = {line: _case(json.loads(line)) for line in written.read_text("utf-8").splitlines()}
    assert len(cases) > 150
    small = [case for case in cases.values() if len(case[0]) < 1_000_000]
    verdicts = {found_here(case).get("verdict") for case in small}
    assert verdicts >= {"VERIFIED", "SELF-LOGGED", "UNANSWERED", "CONTRADICTED", "INCOMPLETE", "FAILED"}
    assert not differences([*cases.values()])


def test_changed_bytes_are_judged_alike() -> None:
    story = witnessed(whole_story())
    raw = story.claim(completeness=story.all_entries())
    random = Random(7)  # noqa: S311  # the same changes in every run
    ends = [
        found.end() - 1 for found in re.finditer(rb"[A-Za-z0-9_-]{20,}", raw)
    ]  # of base64: two spellings differ there
    places = range(len(raw)) if ENDURE else sorted({*ends, *random.sample(range(len(raw)), 300)})
    cases: list[Case] = [(raw, POLICY, (RECIPIENT_KEY.to_text(),))]
    for place in places:
        for other in {raw[place] ^ 1, raw[place] + 1, random.choice(b'"\\{}[],:\xed\xff\x00')} - {raw[place]}:
            cases.append((raw[:place] + bytes([other]) + raw[place + 1 :], None, ()))
    assert found_here(cases[0])["verdict"] == "VERIFIED"
    assert not differences(cases)


def test_what_only_a_sender_could_bend_is_judged_alike() -> None:
    """Claims that are signed again after any change, of records that are signed with anything in them."""
    random = Random(11)  # noqa: S311  # the same changes in every run
    cases = [_bent(random) for _ in range(6_000 if ENDURE else 600)]
    verdicts = [found_here(case).get("verdict", "no claim") for case in cases]
    assert {"SELF-LOGGED", "INCOMPLETE", "UNANSWERED", "FAILED", "no claim"} <= {*verdicts}
    assert not differences(cases)


def test_paths_lead_to_the_same_root_or_to_none() -> None:
    """Whole, too short, too long, bent or for another place: RFC 9162 section 2.1.3.2."""
    asked: list[tuple[int, int, list[str]]] = []
    for size in (1, 2, 3, 7, 8, 13):
        leaves = [hash_of(b"%d" % number) for number in range(size)]
        nodes = from_stored(partial(_stored, leaves))
        for index in range(size):
            path = [node.hex() for node in inclusion_proof(index, size, nodes)]
            bent = [path[:-1], path[1:], [*path, "00" * 32], [*path[:-1], "00" * 31], path[::-1]]
            asked += [(index, size, way) for way in (path, *bent)]
            asked += [(index + 1, size, path), (index, size + 1, path), (-1, size, path), (index, 0, path)]
    found = in_node(ROOTS, [[index, str(size), path] for index, size, path in asked])
    for (index, size, path), there in zip(asked, found, strict=True):
        try:
            here = root_from(hash_of(b"%d" % index), index, size, [bytes.fromhex(node) for node in path]).hex()
        except Refused as fault:
            here = str(fault)
        assert here == there, (index, size, path)


def _stored(leaves: list[bytes], _level: int, start: int, end: int) -> list[bytes]:
    return leaves[start:end]


ROOTS = """
(async () => {
  const { rootFrom, leafHash, utf8, fromHex, hex, Refused } = tocsinSigned, found = [];
  for (const [index, size, path] of given) {
    try {
      found.push(hex(await rootFrom(await leafHash(utf8(`${index}`)), BigInt(index), BigInt(size), path.map(fromHex))));
    } catch (fault) {
      found.push(fault instanceof Refused ? fault.message : String(fault.stack));
    }
  }
  give(found);
})();
"""


def test_every_word_of_the_verifier_stands_in_the_script() -> None:
    """All that may be said in Python is said in the script, hole for hole; the cases compare what is filled in."""
    script = "".join((FOLDER / f"claim-{room}.js").read_text("utf-8") for room in ("signed", "judge", "verify"))
    there = {
        re.sub(r"\$\{(?:[^{}]|\{[^{}]*\})*\}", "{}", text)
        for pair in re.findall(r'"((?:[^"\\\n]|\\.)*)"|`([^`]*)`', script)
        for text in pair
    }
    said_here = {text for room in ("signed", "policy", "statement", "relations", "claim") for text in _said_in(room)}
    assert len(said_here) > 100
    assert {text for text in said_here if text not in there} == set()


def _said_in(room: str) -> set[str]:
    """Every sentence of a room: what is expected otherwise, said of a check, or raised."""
    tree = ast.parse((Path(verifier.__path__[0]) / f"{room}.py").read_text("utf-8"))
    documents = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and isinstance(node.body[0], ast.Expr)
    }
    parts = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in ast.walk(node)
        if part is not node
    }
    found = set[str]()
    for node in ast.walk(tree):
        if id(node) in documents or id(node) in parts:
            continue
        if isinstance(node, ast.JoinedStr):
            found.add("".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value)
    return {text for text in found if text.count(" ") > 2 and "_" not in text and "\n" not in text}


def witnessed(story: Story, at: int = WITNESSED_AT) -> Story:
    """The story, whose log a witness has seen."""
    story.log.witnesses = [(WITNESS, WITNESS_KEY.name, at)]
    return story


def _case(written: list[Any]) -> Case:
    raw, policy, keys = written
    return raw.encode("latin-1"), None if policy is None else policy.encode("latin-1"), tuple(keys)


def _bent(random: Random) -> Case:
    story = _odd_story(random)
    if random.random() < 0.4:
        witnessed(story, random.choice([WITNESSED_AT, 0, 2**62, 1, 2**40]))
    body = _body(story, random)
    for _ in range(random.choice([0, 0, 1, 1, 2])):
        _change(body, random)
    try:
        signature = base64url(
            signer(SENDER)(SIGNED_AS + canonical({k: v for k, v in body.items() if k != "signature"}))
        )
        raw = canonical({**body, "signature": signature})
    except UnicodeEncodeError:  # half a character, which no canonical JSON has
        raw = json.dumps({**body, "signature": ""}).encode()
    given = random.choice(
        [()] * 30 + [(RECIPIENT_KEY.to_text(),), (OTHER_KEY.to_text(),), ("rubbish",), ("a+b+c",), ("a +b+c'",)]
    )
    return raw, _policy(random), given


def _policy(random: Random) -> bytes | None:
    if random.random() < 0.7:
        return None
    text = POLICY.decode()
    if random.random() < 0.5:
        keys = (
            f"log {LOG_KEY.to_text()}\nwitness W {WITNESS_KEY.to_text()} http://x\n\twitness S {SECOND_KEY.to_text()}\n"
        )
        least, quorum = random.choice(["any", "all", "1", "2", "3", "0", "x"]), random.choice(["G", "W", "none", "Q"])
        text = f"# mine\n{keys}group G {least} W S\nquorum {quorum}\n"
    if random.random() < 0.3:
        place = random.randrange(len(text))
        text = (
            text[:place]
            + random.choice(["", "\n", " ", "x", "é", "\t", "\u00a0", "\x1c"])
            + text[place + random.randrange(2) :]
        )
    return text.encode()


def _odd_story(random: Random) -> Story:
    """A share and what answers it, each signed as it is, whatever stands in it."""
    story = Story()
    share = a_share(story)
    told = _tell(story, random, msgspec.to_builtins(share), logged=True, odd=0.3)
    entered = {"type": "record_entered/1", "leaf": leaf_hash(told.encode()).hex(), "delivery": DELIVERY}
    for act in (entered, {"type": "delivery_moved/1", "delivery": DELIVERY, "state": "sent"}):
        if random.random() < 0.3:
            _change(act, random)
        try:
            story.acts.append(story.log.act(act))
        except (ValueError, TypeError):
            continue  # what the ledger itself would not write
    answers = (
        a_receipt(story, share, digest(told)),
        a_feedback(story, digest(told), grade=random.choice(["E2", "E3"])),
        an_effect(story, digest(told)),
        a_recall(story, digest(told)),
    )
    for answer in answers:
        if random.random() < 0.6:
            _tell(
                story,
                random,
                msgspec.to_builtins(answer),
                logged=answer.iss == ORIGIN or random.random() < 0.3,
                odd=0.4,
            )
    return story


def _tell(story: Story, random: Random, claims: dict[str, Any], *, logged: bool, odd: float) -> str:
    if random.random() < odd:
        _change(claims, random)
    key, private = (SENDER_KEY, SENDER) if claims.get("iss") == ORIGIN else (RECIPIENT_KEY, RECIPIENT)
    header = {"alg": "ES256", "typ": TYP, "kid": key.id}
    message = ".".join(base64url(json.dumps(part).encode()) for part in (header, claims))
    leaf = f"{message}.{base64url(signer(private)(message.encode()))}"
    story.shown.append((f"{leaf}~", story.log.add(leaf.encode()) if logged else None))
    return leaf


def _body(story: Story, random: Random) -> dict[str, Any]:
    """A claim as a sender could write it who does not care whether it holds."""
    keys, seen = [read_key(key.to_text()) for key in (SENDER_KEY, RECIPIENT_KEY)], list[Record]()
    stated: dict[str, Any] = {
        "by": ORIGIN,
        "asks": random.choice(["sent", "sent", "acknowledged"]),
        "stated_at": "2026-04-02T08:00:00Z",
    }
    stated["period"] = random.choice([None, {"from": "2026-01-01T00:00:00Z", "to": "2026-04-01T00:00:00Z"}])
    acts = [json.loads(story.log.entries[place])["act"] for place in sorted(story.acts)]
    try:
        for compact, _ in story.shown:
            leaf = compact.split("~")[0]
            seen.append(Record(digest(leaf), hash_of(leaf.encode()).hex(), open_sdjwt(compact, keys)[0]))
        statement = derive(stated, seen, acts)
    except (ValueError, TypeError, KeyError, AttributeError):
        statement = {**stated, "shares": []}
    listed = None
    if random.random() < 0.5:
        grades = {one.leaf: "E3" for one in seen if one.typ in {"share", "feedback"}}
        types = {one.leaf: one.typ for one in seen}
        leaves = [leaf_hash(leaf).hex() for leaf in story.log.entries]
        listed = {
            "first": 0,
            "before": [],
            "leaves": [[leaf, types.get(leaf, "act"), grades.get(leaf)] for leaf in leaves],
        }
    return {
        "format": "tocsin-claim/1",
        "statement": statement,
        "records": [
            {"sdjwt": text, "proof": "" if place is None else _proof(story, place)} for text, place in story.shown
        ],
        "entries": [{"leaf": story.log.entries[place].decode(), "proof": _proof(story, place)} for place in story.acts],
        "keys": [RECIPIENT_KEY.to_text()],
        "beacons": [],
        "completeness": listed,
        "kid": SENDER_KEY.id,
    }


def _proof(story: Story, place: int) -> str:
    return story.log.proof(place).to_bytes().decode()


def _change(body: dict[str, Any], random: Random) -> None:
    """Something in it is gone, another, twice, more, or in another order."""
    inside, key = random.choice([*_places(body)])
    held = inside[key]
    match random.randrange(6):
        case 0:
            del inside[key]
        case 1 if isinstance(inside, list):
            inside.insert(key, random.choice(inside))
        case 2 if isinstance(inside, dict):
            inside[random.choice(["more", "é", "toString", "__proto__", "12"])] = random.choice(ODD)
        case 3 if isinstance(held, str) and held:
            place = random.randrange(len(held))
            inside[key] = (
                held[:place]
                + random.choice(["", "a", "\n", "~", ".", "=", "+", "-", "0", "/", "é"])
                + held[place + 1 :]
            )
        case 4 if isinstance(inside, list):
            random.shuffle(inside)
        case _:
            inside[key] = random.choice(ODD)


def _places(value: Any) -> Any:
    for key in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield value, key
        yield from _places(value[key])


def test_the_comparison_finds_a_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    case: Case = (whole_story().claim(), None, ())
    assert not differences([case])
    monkeypatch.setattr("tests.web.judged.found_here", lambda _: found_here(case) | {"verdict": "VERIFIED"})
    assert len(differences([case])) == 1
    assert said(case)[1] is None
