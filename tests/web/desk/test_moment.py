"""A moment in a field: UTC where it names no zone, and nothing else is taken for one."""

import pytest

from tocsin.vocab.errors import BadInput
from tocsin.web.desk.moment import moment_in


def test_a_moment_without_a_zone_is_utc_and_one_with_a_zone_keeps_it() -> None:
    assert moment_in("2026-12-01T18:00") == "2026-12-01T18:00:00+00:00"
    assert moment_in("2026-12-01T18:00:00+02:00") == "2026-12-01T18:00:00+02:00"
    assert moment_in("") is None


@pytest.mark.parametrize("text", ["tomorrow", "2026-13-01T00:00", "<script>"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="no moment"):
        moment_in(text)
