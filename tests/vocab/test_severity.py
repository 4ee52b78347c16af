"""The words of severity: ten factors, and scores that cannot be written wrongly."""

import msgspec
import pytest

from tocsin.vocab.severity import AivssInputs, CvssScore, Factor, Level


def test_each_of_the_ten_factors_is_a_field_that_starts_unknown() -> None:
    defaults = {field.name: field.default for field in msgspec.structs.fields(AivssInputs)}
    assert len(Factor) == 10
    assert all(defaults[factor.value] is Level.UNKNOWN for factor in Factor)


@pytest.mark.parametrize("score", ["9.30", "11.0", "-1.0", "9", 9.3, "10.1"])
def test_a_score_is_text_with_one_decimal(score: object) -> None:
    good = {
        "vector": "v",
        "base": "9.3",
        "base_band": "critical",
        "score": "10.0",
        "band": "critical",
        "nomenclature": "CVSS-B",
    }
    assert msgspec.convert(good, CvssScore).version == "4.0"
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(good | {"base": score}, CvssScore)
