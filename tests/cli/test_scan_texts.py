"""`--texts` by several processes: the same answers in the same order, and a fault after the answers before it."""

import json
from pathlib import Path

from tests.terminal import tocsin


def test_two_processes_answer_as_one_does(tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text(
        "".join(
            json.dumps({"id": n, "text": f"Dear Odile Brun, key {n}\npassword: heron-{n}!"}) + "\n" for n in range(9)
        ),
        "utf-8",
    )
    alone = tocsin("redact", "--texts", path)
    assert tocsin("redact", "--texts", path, "--workers", "2").out == alone.out
    with path.open("a", encoding="utf-8") as file:
        file.write("{\n")
    broken = tocsin("scan", "--texts", path, "--workers", "2")
    assert (broken.code, len(broken.lines)) == (2, 9)
    assert "texts.jsonl:10 is not JSON" in broken.err
