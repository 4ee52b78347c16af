"""Claim files checked, offline: every check by name, and a verdict.

What the caller owes: a policy and keys from somewhere other than the sender (none in the file would count), and a
judgement whether a witness is really independent of the sender.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from hashlib import sha256

from tocsin.verifier.policy import Policy, read_policy
from tocsin.verifier.relations import Checks, Found, counted, examine
from tocsin.verifier.signed import (
    ES256,
    Checkpoint,
    Json,
    Key,
    Refused,
    Unreadable,
    canonical,
    check_es256,
    expect,
    leaf_hash,
    load,
    moment,
    open_checkpoint,
    open_sdjwt,
    read_key,
    read_proof,
    root_from,
    unbase64,
)
from tocsin.verifier.statement import ASKS, NOT_PROVEN, STATED, Record

FORMAT = "tocsin-claim/1"
SIGNED_AS = b"tocsin-claim/1\n"  # before the signed bytes: no other signature of the key can pass for a claim's
MEMBERS = {"beacons", "completeness", "entries", "format", "keys", "kid", "records", "signature", "statement"}
MAX_BYTES = 16 * 1024 * 1024  # a claim of 100 shares has about 500 kB
MAX_PARTS = 1_000  # entries, records, keys or beacons: what is checked within seconds
TYPES = {  # what a record of each type always shows, and what may be withheld; all have iss, typ and id
    "share": (
        "content_commit label_commit beacon",
        "channel recipient tlp iep released_at kind policy_row legal_basis_state redaction_profile counts approvers",
    ),
    "receipt": ("share_digest content_commit terms_accepted received_at", "person_role system"),
    "feedback": ("share_digest grade", "sightings_ge_k hunted false_positive already_known_since at"),
    "effect": ("because_of", "change_kind change_ref before_after at"),
    "recall": ("share_digest reason_class", "replacement deadline"),
}


def verify(raw: bytes, policy: bytes | None = None, given: Sequence[str] = ()) -> Json:
    """Verdict, checks, keys with their ties, statement, what is unknown, what is not proven.

    `given` are verifier keys that the caller has from elsewhere. Unreadable for what is no claim file, no policy or no
    key. Where the verdict is FAILED nothing may be concluded, and no statement is given. A claim file is known by
    either of two marks, so that one damaged byte does not make it something else.
    """
    if FORMAT.encode() not in raw and b'"signature":"' not in raw:
        raise Unreadable("this is no claim file")
    whom, pins = read_policy(policy) if policy is not None else Policy(), [read_key(text) for text in given]
    checks, report = Checks(), Json(keys=[], unknown=[], statement=None)
    with suppress(Refused):
        _examine(raw, whom, pins, checks, report)
    return {"verdict": checks.verdict, "checks": checks.all(), **report, "not_proven": list(NOT_PROVEN)}


def _examine(raw: bytes, policy: Policy, pins: list[Key], checks: Checks, report: Json) -> None:
    """Every check in the order of CHECKS, each building on those before it."""
    with checks.run("limits") as one:
        expect(len(raw) <= MAX_BYTES, f"more than {MAX_BYTES} bytes")
        one["said"] = f"{len(raw)} bytes"
    with checks.run("form") as one:
        claim = _read_form(raw)
        acts, log, own, report["unknown"] = _read_acts(claim["entries"])
        one["said"] = "canonical JSON, every member in its place"
    with checks.run("signature") as one:
        _check_signature(claim, own)
        expect(claim["statement"]["by"] == log[0].name, "the claim is made in the name of somebody else")
        one["said"] = f"signed by {log[0].name}"
    with checks.run("log") as one:
        head, places = _check_log(claim, log, [key for _, key in policy.witnesses])
        one["said"] = f"{len(places)} entries stand in {head.origin}, a log of {head.size}, signed by its newest key"
    with checks.run("witnesses") as one:
        seen = _check_witnesses(one, policy, [*log, *own], head)
        checks.verdict = "VERIFIED" if one["state"] == "ok" else checks.verdict
    with checks.run("keys") as one:
        keys = [*own, *map(read_key, claim["keys"])]
        _check_keys(keys, own, head.origin)
        report["keys"] = [
            _tie(key, [*pins, *policy.logs], number < 1 + len(own)) for number, key in enumerate((log[-1], *keys))
        ]
        unused = {key.name for key in pins} - {key.name for key in (log[-1], *keys)}
        one["said"] = f"given, and nobody's here: {', '.join(sorted(unused))}" if unused else f"{len(keys) + 1} keys"
    with checks.run("records") as one:
        records = [read_record(part["sdjwt"], keys, own, places) for part in claim["records"]]
        expect(len({record.digest for record in records}) == len(records), "a record stands twice")
        report["unknown"] += [f"record {one.digest}: type {one.typ[:50]!r}" for one in records if one.typ not in TYPES]
        one["said"] = counted(record.typ for record in records)
    place_of = {digest(leaf): place for leaf, place in places.items()}
    report["statement"] = examine(Found(claim, records, place_of, acts, policy, seen, head), checks)


def _read_form(raw: bytes) -> Json:
    claim = load(raw)
    expect(isinstance(claim, dict) and canonical(claim) == raw, "it is not canonical JSON (RFC 8785)")
    expect(set(claim) == MEMBERS and claim["format"] == FORMAT, "its members are not those of a claim")
    for name, members in (("entries", {"leaf", "proof"}), ("records", {"proof", "sdjwt"})):
        expect(all(set(part) == members for part in claim[name]), f"{name}: a part of another form")
    expect(all(len(claim[name]) <= MAX_PARTS for name in ("beacons", "entries", "keys", "records")), "too many parts")
    expect({*STATED} <= set(claim["statement"]) and claim["statement"]["asks"] in ASKS, "the statement lacks a member")
    moment(claim["statement"]["stated_at"])
    return Json(claim)


def _read_acts(entries: list[Json]) -> tuple[list[Json], list[Key], dict[Key, int], list[str]]:
    """The acts shown, the log's keys oldest first, the sender's record keys with their places, what is not known."""
    acts, log, own, unknown = list[Json](), list[Key](), dict[Key, int](), list[str]()
    for place, leaf in sorted((read_proof(part["proof"]).place, part["leaf"]) for part in entries):
        value = load(leaf)
        expect(canonical(value) == leaf.encode(), f"entry {place} is not canonical JSON")
        acts.append(act := value["act"])
        match act["type"]:
            case "log_opened/1":
                log.append(read_key(act["key"]))
                expect(place == 0 and log[0].name == act["origin"], "the log was not opened by its first entry")
            case "log_key_rotated/1":
                expect(log and log[-1].text == act["old_key"], "a rotation of the log's key is left out")
                log.append(read_key(act["new_key"]))
                expect(log[-1].name == log[0].name, "the log's new key has another name")
            case "record_key_added/1":
                own.setdefault(Key(log[0].name, ES256, bytes.fromhex(act["key"])), place)
            case "record_entered/1" | "delivery_moved/1":
                pass  # how a share was transported: for the statement
            case other:
                unknown.append(f"entry {place}: act {str(other)[:50]!r}")
    expect(log and own, "the acts that name the log's key and the sender's key are not shown")
    return acts, log, own, unknown


def _check_log(claim: Json, log: list[Key], witnesses: list[Key]) -> tuple[Checkpoint, dict[str, int]]:
    """The one checkpoint, and the place of every leaf that is proved to stand under it."""
    parts = [(part["leaf"], read_proof(part["proof"])) for part in claim["entries"]]
    parts += [(part["sdjwt"].split("~")[0], read_proof(part["proof"])) for part in claim["records"] if part["proof"]]
    expect(len({proof.note for _, proof in parts}) == 1, "the proofs are not under one checkpoint")
    head = open_checkpoint(parts[0][1].note, [log[-1], *witnesses])
    expect(
        log[-1] in head.signed and head.origin == log[-1].name, "the checkpoint is not signed by the log's newest key"
    )
    for leaf, proof in parts:
        root = root_from(leaf_hash(leaf.encode()), proof.place, head.size, proof.path)
        expect(root == head.root, f"what is shown as entry {proof.place} does not stand in the log")
    expect(len({proof.place for _, proof in parts}) == len(parts), "two parts are said to be one entry")
    return head, {leaf: proof.place for leaf, proof in parts}


def _check_witnesses(one: dict[str, str], policy: Policy, senders: list[Key], head: Checkpoint) -> list[int]:
    """When known witnesses cosigned the checkpoint."""
    seen = {name: head.signed[key] for name, key in policy.witnesses if key in head.signed}
    expect(not policy.logs or {*policy.logs} & {*head.signed}, "the policy does not know this log, or not by this key")
    mine = {key.public for key in senders}
    expect(
        not any(key.public in mine or key.name == head.origin for _, key in policy.witnesses),
        "the log witnesses itself",
    )
    if policy.enough is None:
        one.update(state="not run", said="no policy asks for a witness: nobody but the sender need have seen this log")
    else:
        who = ", ".join(sorted(seen)) or "nobody"
        expect(policy.enough(frozenset(seen)), f"the policy asks for more than those who cosigned: {who}")
        one["said"] = f"cosigned by {who}; whether they are independent of the sender is for you to judge"
    return [*seen.values()]


def _check_keys(keys: list[Key], own: Mapping[Key, int], origin: str) -> None:
    expect(all(key.kind == ES256 for key in keys), "a key that signs no records")
    expect(all((key.name == origin) == (key in own) for key in keys), "a key of the sender that its log does not name")
    expect(len({key.public for key in keys}) == len(keys), "two parties have one key")
    expect(len({(key.name, key.id) for key in keys}) == len(keys), "two keys share name and id")


def _tie(key: Key, pins: list[Key], is_senders: bool) -> Json:
    """How a key is tied to its owner; Refused where the caller has another key of that owner and kind."""
    if key in pins:
        tied = "pinned by you"
    else:
        expect(
            (key.name, key.kind) not in {(pin.name, pin.kind) for pin in pins},
            f"{key.name} has another key than you gave",
        )
        named = "named by the sender's log" if is_senders else "not in the sender's log"
        tied = f"stated by the sender in this file ({named}): compare it with what {key.name} publishes"
    return {"owner": key.name, "key": key.text, "tied": tied}


def _check_signature(claim: Json, own: Mapping[Key, int]) -> None:
    known = [key for key in own if key.id == claim["kid"]]
    expect(known, "signed with a key that the sender's log does not name")
    body = {name: value for name, value in claim.items() if name != "signature"}
    check_es256(known[0], SIGNED_AS + canonical(body), unbase64(claim["signature"], url=True), low=True)


def read_record(compact: str, keys: list[Key], own: Mapping[Key, int], places: Mapping[str, int]) -> Record:
    """A record signed by one of these keys; of the sender (`own`) it must stand in the log, after its key."""
    claims, key = open_sdjwt(compact, keys)
    leaf = compact.split("~", 1)[0]
    expect(isinstance(claims.get("typ"), str), "a record without a type")
    expect(key not in own or leaf in places, "a record of the sender that is not shown to stand in its log")
    expect(key not in own or places[leaf] > own[key], "a record that is older in the log than the key that signed it")
    if claims["typ"] in TYPES:
        always, perhaps = (set(names.split()) for names in TYPES[claims["typ"]])
        always |= {"iss", "typ", "id"}
        expect(always <= set(claims) <= always | perhaps, f"a {claims['typ']} with other members than it should have")
    return Record(digest(leaf), leaf_hash(leaf.encode()).hex(), claims)


def digest(leaf: str) -> str:
    """What other records call a record by: SHA-256 over its issuer-signed JWT, in hex."""
    return sha256(leaf.encode()).hexdigest()
