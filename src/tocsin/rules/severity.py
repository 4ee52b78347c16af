"""Severity: CVSS v4.0 by library, AIVSS v0.8 by its published arithmetic."""

from decimal import ROUND_HALF_UP, Decimal

from cvss import CVSS4
from cvss.exceptions import CVSS4Error

from tocsin.vocab.errors import BadInput
from tocsin.vocab.severity import AivssInputs, AivssScore, Band, CvssScore, Factor, Level, Strength, Threat

CVSS_HINT = "give a vector such as CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"

BASE_METRICS = ("AV", "AC", "AT", "PR", "UI", "VC", "VI", "VA", "SC", "SI", "SA")
SUPPLEMENTAL_METRICS = ("S", "AU", "R", "V", "RE", "U")  # they never change a score
LONGEST_VECTOR = 300  # signs; all 32 metrics of CVSS v4.0 with their values need fewer

# Source of both tables and of the arithmetic below: OWASP AIVSS v0.8, 19 March 2026.
THREAT_MULTIPLIER = {
    Threat.ATTACKED: Decimal("1.00"),
    Threat.PROOF_OF_CONCEPT: Decimal("0.97"),
    Threat.UNREPORTED: Decimal("0.50"),
}
MITIGATION_FACTOR = {
    Strength.NONE_OR_WEAK: Decimal("1.00"),
    Strength.PARTIAL: Decimal("0.83"),
    Strength.STRONG: Decimal("0.67"),
}

BANDS = (  # lowest score of each, CVSS v4.0 section 6 and AIVSS v0.8
    (Decimal("9.0"), Band.CRITICAL),
    (Decimal("7.0"), Band.HIGH),
    (Decimal("4.0"), Band.MEDIUM),
    (Decimal("0.1"), Band.LOW),
)


def score_cvss(vector: str) -> CvssScore:
    """The score of a CVSS v4.0 vector; BadInput where it is another version or no complete vector."""
    metrics = _metrics(vector)
    base = _library_score("CVSS:4.0/" + "/".join(f"{metric}:{metrics[metric]}" for metric in BASE_METRICS))
    whole = _library_score(vector)
    return CvssScore(
        vector=vector,
        base=str(base),
        base_band=band(base),
        score=str(whole),
        band=band(whole),
        nomenclature=_nomenclature(metrics),
    )


def score_aivss(inputs: AivssInputs) -> AivssScore:
    """The AIVSS v0.8 score; unknown factors count 0 for the low end and 1 for the high end."""
    base = Decimal(score_cvss(inputs.vector).base)
    levels = {factor: Level(getattr(inputs, factor.value)) for factor in Factor}
    unknown = tuple(factor for factor, level in levels.items() if level is Level.UNKNOWN)
    known_sum = sum((Decimal(level) for level in levels.values() if level is not Level.UNKNOWN), Decimal(0))
    low = _aivss(base, known_sum, inputs)
    high = _aivss(base, known_sum + len(unknown), inputs)
    return AivssScore(
        inputs=inputs,
        base=str(base),
        low=str(low),
        high=str(high),
        low_band=band(low),
        high_band=band(high),
        unknown=unknown,
    )


def amplification(base: Decimal, factor_sum: Decimal, threat: Threat) -> Decimal:
    """AARS, the share of the room above the base score that the factors fill: (10 - base) x sum / 10 x threat."""
    return (10 - base) * (factor_sum / 10) * THREAT_MULTIPLIER[threat]


def band(score: Decimal) -> Band:
    """The word for a score with one decimal."""
    return next((word for lowest, word in BANDS if score >= lowest), Band.NONE)


def write_aivss(score: AivssScore) -> str:
    """As people read it: one number, or the range with how many factors are unknown."""
    if score.low == score.high and not score.unknown:
        return f"AIVSS {score.version}: {score.low} ({score.low_band})"
    bands = score.low_band if score.low_band is score.high_band else f"{score.low_band} to {score.high_band}"
    count = len(score.unknown)
    return (
        f"AIVSS {score.version}: {score.low} to {score.high} ({bands}; {count} of {len(Factor)} factors unknown: "
        f"{', '.join(score.unknown)})"
    )


def round_half_up(value: Decimal) -> Decimal:
    """To one decimal, halves upwards."""
    return value.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def _aivss(base: Decimal, factor_sum: Decimal, inputs: AivssInputs) -> Decimal:
    raw = base + amplification(base, factor_sum, inputs.threat)
    return round_half_up(raw * MITIGATION_FACTOR[inputs.mitigation])


def _metrics(vector: str) -> dict[str, str]:
    if vector.startswith("CVSS:") and not vector.startswith("CVSS:4.0/"):
        version = vector[5:].split("/", 1)[0][:10]
        raise BadInput(f"CVSS {version!r} is not read: only vectors of CVSS v4.0 are", hint=CVSS_HINT)
    if len(vector) > LONGEST_VECTOR:
        raise BadInput(
            f"the CVSS vector has {len(vector):,} signs; at most {LONGEST_VECTOR} make sense", hint=CVSS_HINT
        )
    _library_score(vector)
    return dict(field.split(":", 1) for field in vector.split("/")[1:])


def _library_score(vector: str) -> Decimal:
    try:
        return Decimal(str(CVSS4(vector).base_score))
    except CVSS4Error as error:
        raise BadInput(f"no CVSS v4.0 vector: {error}", hint=CVSS_HINT) from error


def _nomenclature(metrics: dict[str, str]) -> str:
    given = (
        {metric for metric, value in metrics.items() if value != "X"} - set(BASE_METRICS) - set(SUPPLEMENTAL_METRICS)
    )
    return "CVSS-B" + ("T" if "E" in given else "") + ("E" if given - {"E"} else "")
