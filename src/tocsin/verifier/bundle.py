"""The verifier's rooms joined to one file that runs by itself.

Nothing is changed but this: imports of one room by another fall away, for all then stand in one file.
"""

import ast
from collections.abc import Mapping

ROOMS = ("signed", "policy", "statement", "relations", "claim", "__main__")  # each imports only those before it

HEADER = '''"""Verifier of claim files: what was shared, checked offline.

    python verifier.py CLAIM [--policy FILE] [--key VERIFIERKEY ...]

One file; it needs Python 3.11 and the package `cryptography`, reads what it is given and asks nobody. It knows nothing
of the program that made the claim. Exit code 0 for VERIFIED and SELF-LOGGED; 1 for UNANSWERED, CONTRADICTED, INCOMPLETE
and FAILED; 2 for what is no claim file, no policy or no key.
"""
'''


def bundle(sources: Mapping[str, str]) -> str:
    """The one file, from the text of every room in `ROOMS`; ValueError where two rooms give one name two meanings."""
    given = dict[str, str]()
    parts = [HEADER]
    for room in ROOMS:
        tree = ast.parse(sources[room])
        dropped = set[int]()
        for node in tree.body:
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tocsin.verifier"):
                dropped |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
            for name in _given_by(node):
                meaning = ast.unparse(node)
                if given.setdefault(name, meaning) != meaning:
                    raise ValueError(f"{name} means two things in the verifier's rooms")
        lines = sources[room].splitlines(keepends=True)
        parts.append("".join(line for number, line in enumerate(lines, 1) if number not in dropped))
    return "\n\n".join(parts)


def _given_by(node: ast.stmt) -> list[str]:
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.Assign(targets=targets):
            return [inner.id for target in targets for inner in ast.walk(target) if isinstance(inner, ast.Name)]
    return []
