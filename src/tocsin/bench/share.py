"""A share: written, decided and queued for many recipients, beside bare encodings."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from time import perf_counter
from typing import cast

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from tocsin.bench.figure import Bar, Effort, Figure, Kind, Times, multiple_of_time, take_turns
from tocsin.stages import fields, marking, party, people, ready, road
from tocsin.stages.cleaning import Choice, IndicatorGiven, make_copy
from tocsin.stages.desk import Desk
from tocsin.stages.intake import Opening, open_case
from tocsin.stages.overview import checklist_version
from tocsin.stages.packaging import package_for, prepare, write_documents
from tocsin.stages.release import Approving, approve, binding
from tocsin.stages.sending import send
from tocsin.stages.share import Point, Proposal, decide_points, propose
from tocsin.stages.standing import points_asked
from tocsin.store.log import Log
from tocsin.vocab.case import Case
from tocsin.vocab.delivery import RoadKind
from tocsin.vocab.directory import PartyEntry
from tocsin.vocab.errors import ProofFailed
from tocsin.vocab.marking import Marking, Tlp
from tocsin.vocab.party import PartyKind
from tocsin.vocab.ports import Vault
from tocsin.vocab.sharing import Share
from tocsin.wiring import open_desk
from tocsin.wiring.founding import make_home

RECIPIENTS = 50
FORMAT = "stix"
# Advises a circle: an active attack on more than us, and something to prevent it with.
FACTS = {"SIG": "active", "REACH": "ecosystem", "ACT": "prevent", "EXPO": "recoverable"} | {
    "HAZ": "partial",
    "FIX": "mitigation",
}
VICTIM = "Bench Hospital"  # taken out of the copy: the second net looks for it in every document
ROWS = {
    "plain_account": f"An agent of {VICTIM} read a poisoned page and wrote to jane.roe@mailbox.example.",
    "mitigation_detail": "Turn off link following in the mail tool until the gateway is patched.",
}
CONTEXT = "The agent posts its context to it once it has read the poisoned page; block it at the gateway."

_BASELINE = "msgspec.json.encode of one such document, typed, for each recipient"
SHARED = Kind(
    name="share",
    what=f"render, seal, decide, approve and queue a share for {RECIPIENTS} recipients, in three durable transactions",
    baseline=_BASELINE,
    bar=Bar(kind="at_most", limit=15),
)
