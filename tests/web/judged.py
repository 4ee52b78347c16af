"""The verifier of the browser and that of the command line over the same claims.

As a plug-in of pytest (`-p tests.web.judged`) it writes down every claim that a run of tests has judged, with what was
found: so the cases of the one verifier's own tests are those of the other's too.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tocsin.verifier import claim
from tocsin.verifier.signed import Unreadable
from tocsin.web.asset import FOLDER

Case = tuple[bytes, bytes | None, tuple[str, ...]]  # a claim, a policy, the keys that were given
BEGIN = """
const fs = require("fs");
for (const name of ["claim-signed.js", "claim-judge.js", "claim-verify.js"]) require(process.argv[1] + "/" + name);
const bytes = (text) => new Uint8Array(Buffer.from(text, "latin1"));
const given = JSON.parse(fs.readFileSync(0));
const give = (found) => process.stdout.write(JSON.stringify(found));
"""
RUNNER = """
(async () => {
  const found = [await tocsinVerifier.missing()];
  for (const [raw, policy, keys] of given) {
    try {
      found.push(await tocsinVerifier.verify(bytes(raw), policy === null ? null : bytes(policy), keys));
    } catch (fault) {
      const isNone = fault instanceof tocsinVerifier.Unreadable;
      found.push(isNone ? { unreadable: fault.message } : { fault: String(fault.stack) });
    }
  }
  give(found);
})();
"""
JUDGED = "TOCSIN_JUDGED"
AT_ONCE = 2_000  # cases handed to node together: of 18 kB each they are 36 MB


def found_here(case: Case) -> Any:
    """What the verifier of the command line finds, as JSON."""
    raw, policy, keys = case
    try:
        return json.loads(json.dumps(claim.verify(raw, policy, keys)))
    except Unreadable as fault:
        return {"unreadable": str(fault)}


def found_there(cases: Sequence[Case]) -> list[Any]:
    """What the verifier of the browser finds, run by node; the test says aloud where there is none."""
    lacks, *found = in_node(RUNNER, [said(case) for case in cases])
    if lacks:
        pytest.skip(f"this node lacks {', '.join(lacks)}: the two verifiers are not compared")
    return list(found)


def in_node(script: str, given: Any) -> Any:
    """What a script gives that has the verifier of the browser, and `given`, at hand."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is absent: the two verifiers are not compared")
    command = [node, "-e", BEGIN + script, str(FOLDER)]
    ran = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def said(case: Case) -> list[Any]:
    """A case as JSON: every byte is one sign."""
    raw, policy, keys = case
    return [raw.decode("latin-1"), None if policy is None else policy.decode("latin-1"), list(keys)]


def differences(cases: Sequence[Case]) -> list[str]:
    """The cases in which the two do not say the same, in every word."""
    found = list[str]()
    for start in range(0, len(cases), AT_ONCE):
        some = cases[start : start + AT_ONCE]
        pairs = zip(map(found_here, some), found_there(some), strict=True)
        found += [f"case {number}: {one} | {other}" for number, (one, other) in enumerate(pairs, start) if one != other]
    return [one[:2_000] for one in found]


def pytest_configure() -> None:
    """Before any test is imported: every judgement is written down."""
    path, judge = os.environ.get(JUDGED), claim.verify
    if not path:
        return

    def judged(raw: bytes, policy: bytes | None = None, given: Sequence[str] = ()) -> Any:
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(json.dumps(said((raw, policy, tuple(given)))) + "\n")
        return judge(raw, policy, given)

    claim.verify = judged
