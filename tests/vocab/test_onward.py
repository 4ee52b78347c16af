"""A next step is a closed code with its words; what runs beside the way is told apart from it."""

import msgspec

from tocsin.vocab.onward import BESIDE, Code, Onward


def test_a_step_is_a_plain_value_with_its_code() -> None:
    step = Onward(code=Code.CLEAN, sentence="you may clean now", command="tocsin case clean case-1")
    assert msgspec.json.decode(msgspec.json.encode(step)) == {
        "code": "clean",
        "sentence": "you may clean now",
        "command": "tocsin case clean case-1",
        "share": "",
        "row": "",
    }


def test_the_way_is_more_than_what_runs_beside_it() -> None:
    assert set(Code) > BESIDE
    assert not BESIDE & {Code.MARK, Code.CLEAN, Code.SEND, Code.CLOSE}
