"""Notebooks: cells, their outputs and what else is kept with them.

Source: Jupyter nbformat 4.5. Whatever is a text anywhere in the document is read; a picture in an output is opened.
"""

import base64
import binascii
from collections.abc import Callable

from tocsin.vocab.contents import TEXT_COPY, Contents, Opening
from tocsin.vocab.errors import BadInput, TooMuch
from tocsin.vocab.foreign import items, members

_DEEP = 40  # levels of what is read; real notebooks have ten


def is_notebook(document: object) -> bool:
    """Whether a JSON document is a notebook."""
    given = members(document)
    return isinstance(given.get("cells"), list) and isinstance(given.get("nbformat"), int)


def read(document: object, opening: Opening, inner: Callable[[bytes], Contents | None]) -> Contents:
    """Every text of a notebook."""
    given = members(document)
    for number, each in enumerate(items(given.get("cells")), start=1):
        cell = members(each)
        opening.add(f"cell {number}", _joined(cell.get("source")))
        for place, output in enumerate(items(cell.get("outputs")), start=1):
            section = f"cell {number}, output {place}"
            for key, value in members(output).items():
                _output(key, value, section, opening, inner)
        rest = {key: value for key, value in cell.items() if key not in {"source", "outputs", "cell_type", "id"}}
        _rest(rest, f"cell {number}, what is kept with it", opening, inner, 0)
    rest = {key: value for key, value in given.items() if key != "cells"}
    _rest(rest, "what is kept with the notebook", opening, inner, 0)
    return opening.contents("notebook (Jupyter)", TEXT_COPY)


def _output(key: str, value: object, section: str, opening: Opening, inner: Callable[[bytes], Contents | None]) -> None:
    if key == "data":
        for kind, each in members(value).items():
            if kind.startswith("image/") and kind != "image/svg+xml":
                _picture(_joined(each), section, opening, inner)
            else:
                _rest(each, section, opening, inner, 0)
    elif key in {"text", "traceback", "evalue"}:
        opening.add(section, _joined(value))
    elif key not in {"output_type", "name", "execution_count"}:
        _rest(value, section, opening, inner, 0)


def _rest(value: object, section: str, opening: Opening, inner: Callable[[bytes], Contents | None], depth: int) -> None:
    """Texts anywhere below, each after its name."""
    if depth > _DEEP:
        opening.miss(f"{section}: nested deeper than {_DEEP} levels")
    elif isinstance(value, str):
        opening.add(section, value)
    elif isinstance(value, list) and all(isinstance(each, str) for each in value):
        opening.add(section, _joined(value))
    elif isinstance(value, list):
        for each in value:
            _rest(each, section, opening, inner, depth + 1)
    elif isinstance(value, dict):
        for key, each in value.items():
            if isinstance(each, str) and key.startswith("image/"):
                _picture(each, section, opening, inner)
            elif isinstance(each, str):
                opening.add(section, f"{key}: {each}")
            else:
                _rest(each, section, opening, inner, depth + 1)


def _picture(text: str, section: str, opening: Opening, inner: Callable[[bytes], Contents | None]) -> None:
    opening.fact("pictures")
    try:
        data = base64.b64decode("".join(text.split()), validate=True)
        opening.unpack(len(data))
        found = inner(data)
    except TooMuch:
        raise
    except (binascii.Error, ValueError, BadInput):
        found = None
    if found is None:
        opening.miss(f"{section}: a picture that is broken, or of a kind that is not read here")
    else:
        opening.take(section, found)


def _joined(value: object) -> str:
    if isinstance(value, list):
        return "".join(each for each in value if isinstance(each, str))
    return value if isinstance(value, str) else ""
