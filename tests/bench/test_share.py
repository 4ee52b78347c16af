"""A small run of `bench share` writes, approves and queues whole shares."""

from pathlib import Path

from tests.bench.efforts import small
from tocsin.bench import share, sharing
from tocsin.wiring import open_desk


def test_a_small_run_queues_a_share_for_everybody(tmp_path: Path) -> None:
    figures = share.run(small(tmp_path, size=3))
    assert [figure.name for figure in figures] == [
        *("share", "writing", "deciding", "queueing"),
        *("rendering", "rendering and second net", "sealing"),
    ]
    assert [figure.bar and figure.bar.limit for figure in figures] == [15, *[None] * 6]
    with open_desk(tmp_path / "home") as desk:
        assert desk.index.count("share") == 2  # the first is not measured
        assert desk.index.count("delivery") == 2 * sharing.RECIPIENTS
