"""Flattened attributes: `a.0.b.c` names put back into lists and objects.

Used by OpenInference (semantic conventions, "Flattening attributes") and by early GenAI instrumentations
(`gen_ai.prompt.0.content`).
"""

from collections.abc import Mapping


def unflatten(attributes: Mapping[str, object], prefix: str) -> list[tuple[int, dict[str, object]]]:
    """The numbered objects under a prefix, in order: nested objects by their dotted names.

    A number inside a name makes a list of (number, object) no more: only the first number counts here, later ones stay
    in the name, to be unflattened in their turn.
    """
    found: dict[int, dict[str, object]] = {}
    for name, value in attributes.items():
        head, _, rest = name.removeprefix(prefix + ".").partition(".")
        if name.startswith(prefix + ".") and rest and len(head) <= 9 and head.isascii() and head.isdigit():
            found.setdefault(int(head), {})[rest] = value
    return sorted(found.items())
