"""Beside the class: codes, foreign numbers, scores, what went elsewhere."""

from msgspec import Struct

from tocsin.operations.case import Named
from tocsin.operations.operation import READERS, WRITERS, Method, Operation
from tocsin.rules.severity import score_aivss, score_cvss
from tocsin.stages import coding
from tocsin.stages.coding import Mapping
from tocsin.stages.desk import Desk
from tocsin.stages.triage import hand_to_owner, score
from tocsin.vocab.case import Linked
from tocsin.vocab.reason import OwnerRole
from tocsin.vocab.severity import AivssInputs, AivssScore, CvssScore
from tocsin.vocab.technique import Code, Crossing
from tocsin.vocab.triage import Confidence, Statement

ForeignIds = tuple[tuple[str, str], ...]  # (scheme, number)


class TechniqueGiven(Named, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A technique or weakness code of a named edition; its name there, where the edition is not shipped."""

    scheme: str
    version: str
    code: str
    name: str = ""
    because: str = ""
    statement: Statement = Statement.HYPOTHESIS
    confidence: Confidence = Confidence.NOT_SPECIFIED


class Codes(Struct, frozen=True, kw_only=True):
    """The codes of a case, and what is known to have become of the one just mapped."""

    codes: tuple[Code, ...]
    crossings: tuple[Crossing, ...] = ()


class ForeignIdGiven(Named, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A number that somebody else gave the matter, as they write it."""

    scheme: str
    number: str


class VectorGiven(Named, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A CVSS 4.0 vector."""

    vector: str


class AivssGiven(Named, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything an AIVSS 0.8 score is made from; factors that nobody rated leave a range."""

    inputs: AivssInputs


class HandedOn(Named, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is not ours, and the role whose it is; the note says who was told, and when."""

    flag: str
    owner: OwnerRole
    note: str = ""


def list_codes(desk: Desk, asked: Named) -> Codes:
    """The technique and weakness codes of a case, with the names they had when they were mapped."""
    return Codes(codes=tuple(coding.codes(desk, desk.case(asked.case))))


def map_code(desk: Desk, asked: TechniqueGiven) -> Codes:
    """Map a technique or weakness code, with its edition and the name it has there."""
    mapping = Mapping(
        scheme=asked.scheme,
        version=asked.version,
        id=asked.code,
        name=asked.name,
        because=asked.because,
        statement=asked.statement,
        confidence=asked.confidence,
    )
    case, crossings = coding.map_technique(desk, desk.case(asked.case), mapping)
    return Codes(codes=tuple(coding.codes(desk, case)), crossings=crossings)


def list_foreign(desk: Desk, asked: Named) -> ForeignIds:
    """The numbers that others gave this matter."""
    return tuple(coding.foreign_ids(desk, desk.case(asked.case)))


def link_foreign(desk: Desk, asked: ForeignIdGiven) -> ForeignIds:
    """Record the number that somebody else gave this matter."""
    case = coding.link_foreign_id(desk, desk.case(asked.case), asked.scheme, asked.number)
    return tuple(coding.foreign_ids(desk, case))


def cvss(desk: Desk, asked: VectorGiven) -> CvssScore:
    """Record a CVSS 4.0 score with its vector; a score is no disclosure, no duty and no proof of safety."""
    found = score_cvss(asked.vector)
    score(desk, desk.case(asked.case), found)
    return found


def aivss(desk: Desk, asked: AivssGiven) -> AivssScore:
    """Record an OWASP AIVSS 0.8 score; factors that are not known leave a range."""
    found = score_aivss(asked.inputs)
    score(desk, desk.case(asked.case), found)
    return found


def hand(desk: Desk, asked: HandedOn) -> dict[str, Linked]:
    """Record that a matter which is not ours went to its owner; the case keeps the record."""
    return hand_to_owner(desk, desk.case(asked.case), asked.flag, asked.owner, asked.note).handed


OPERATIONS = (
    Operation(
        name="technique.list",
        method=Method.GET,
        path="/cases/{case}/techniques",
        may=READERS,
        takes=Named,
        gives=Codes,
        does=list_codes,
    ),
    Operation(
        name="technique.map",
        method=Method.POST,
        path="/cases/{case}/techniques",
        may=WRITERS,
        takes=TechniqueGiven,
        gives=Codes,
        does=map_code,
    ),
    Operation(
        name="foreign-id.list",
        method=Method.GET,
        path="/cases/{case}/foreign-ids",
        may=READERS,
        takes=Named,
        gives=ForeignIds,
        does=list_foreign,
    ),
    Operation(
        name="foreign-id.link",
        method=Method.POST,
        path="/cases/{case}/foreign-ids",
        may=WRITERS,
        takes=ForeignIdGiven,
        gives=ForeignIds,
        does=link_foreign,
    ),
    Operation(
        name="score.cvss",
        method=Method.POST,
        path="/cases/{case}/scores/cvss",
        may=WRITERS,
        takes=VectorGiven,
        gives=CvssScore,
        does=cvss,
    ),
    Operation(
        name="score.aivss",
        method=Method.POST,
        path="/cases/{case}/scores/aivss",
        may=WRITERS,
        takes=AivssGiven,
        gives=AivssScore,
        does=aivss,
    ),
    Operation(
        name="case.hand",
        method=Method.POST,
        path="/cases/{case}/hand",
        may=WRITERS,
        takes=HandedOn,
        gives=dict[str, Linked],
        does=hand,
    ),
)
