"""`bench lengths` scans the same signs at once and in short texts, of each sort."""

from pathlib import Path

from tests.bench.efforts import small
from tocsin.bench import lengths


def test_each_sort_of_text_has_the_length_that_was_asked_for() -> None:
    made = lengths.texts(3_000)
    assert {len(text) for text in made.values()} == {3_000}
    assert set(lengths.REPEATED) < set(made)


def test_a_small_run_gives_a_figure_with_a_bar_for_each_sort(tmp_path: Path) -> None:
    figures = lengths.run(small(tmp_path, size=1_500))
    assert len(figures) == len(lengths.texts(1))
    assert all(figure.count == 1_500 and figure.bar is not None and figure.bar.limit == 3 for figure in figures)
