"""The verifier by itself: python verifier.py CLAIM [--policy FILE].

Exit code 0 for VERIFIED and SELF-LOGGED; 1 for UNANSWERED, CONTRADICTED, INCOMPLETE and FAILED; 2 for what is no claim
file, no policy or no key.
"""

import argparse
import json
import sys
from pathlib import Path

from tocsin.verifier.claim import MAX_BYTES, verify
from tocsin.verifier.relations import PASSED
from tocsin.verifier.signed import Unreadable


def main() -> int:
    """Read the files named on the command line, print the report as JSON in ASCII, give the exit code."""
    parser = argparse.ArgumentParser(description="Check a claim file, offline.")
    parser.add_argument("claim", type=Path, help="the claim file")
    parser.add_argument("--policy", type=Path, help="your witnesses: a C2SP tlog-policy file, not from the sender")
    parser.add_argument(
        "--key", action="append", default=[], help="a verifier key you have from its owner; may be repeated"
    )
    given = parser.parse_args()
    try:
        with given.claim.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
        report = verify(raw, given.policy.read_bytes() if given.policy else None, given.key)
    except (OSError, Unreadable) as fault:
        sys.stderr.write(f"error: {str(fault).encode('unicode_escape').decode()}\n")
        return 2
    sys.stdout.write(json.dumps(report, indent=2) + "\n")
    return 0 if report["verdict"] in PASSED else 1


if __name__ == "__main__":
    sys.exit(main())
