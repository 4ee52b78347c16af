"""Writes the reference pages from the code, so that they cannot say anything else.

`python docs/generate.py` writes them; `--check` writes nothing and exits 1 where a page differs. A part that has not
been built yet has no rows: the page says so.
"""

import inspect
import json
import re
import sys
import tomllib
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec

REFERENCE = Path(__file__).resolve().parent / "reference"
CATALOGUES = REFERENCE.parent.parent / "src" / "tocsin" / "catalogues"
MARK = "<!-- Written by docs/generate.py from the code; `make docs` writes it again. -->"
EMPTY = "None is built yet.\n"
FIELD = re.compile(
    r"^    (?P<name>[a-z]\w*): (?P<type>[^=#]+?)(?: = (?P<default>.+?))?(?:  # (?P<note>.*))?$", re.MULTILINE
)


def formats() -> str:
    """The languages: one row a plug-in of `registry.FORMATS`, which are read, and of `WRITERS`, which are written."""
    rows = [(code(plug.NAME), plug.SUMMARY, _room(plug)) for plug in _attribute("tocsin.registry", "FORMATS", ())]
    writers = [(code(plug.NAME), plug.SUMMARY, _room(plug)) for plug in _attribute("tocsin.registry", "WRITERS", ())]
    return page(
        "Formats",
        "What `tocsin add` reads. A format is recognised by content, never by file name; `--format NAME` overrides. "
        "The original bytes are kept in every case; what a format did not understand is listed with its place.",
        f"{table(('name', 'reads', 'room'), rows)}\n## Written\n\nWhat a document is written as; "
        "[Documents](../guide/documents.md) says what each can carry.\n\n"
        f"{table(('name', 'writes', 'room'), writers)}",
    )


def acts() -> str:
    """The acts of the log: one section a kind, one row a field."""
    parts = []
    for act in _attribute("tocsin.vocab.act", "ACTS", ()):
        rows = [
            (code(field.name), code(typed))
            for field, typed in zip(msgspec.structs.fields(act), _types(act), strict=True)
        ]
        parts.append(f"## `{act.__struct_config__.tag}`\n\n{doc(act)}\n\n{table(('field', 'type'), rows)}")
    return page(
        "Acts",
        "Every step is an act in the log, and these are all there are. An act holds ids, closed codes, decisions and "
        "salted commitments; names, free text and content lie in the vault behind a commitment. A released act never "
        "changes: a new shape gets the next number, and the old one is read for ever.",
        "\n".join(parts) or EMPTY,
    )


def errors() -> str:
    """The faults: one row a class, with its code and the one thing to do next."""
    module = import_module("tocsin.vocab.errors")
    rows = [
        (code(fault.code), code(fault.__name__), doc(fault), fault.default_hint)
        for fault in _faults(module.TocsinError)
    ]
    return page(
        "Errors",
        "A considered *no* is an answer and exits 1. A fault is one of these; the terminal prints `error:` and then "
        "`hint:`. The code is stable, the words may improve.",
        table(("code", "class", "whose, and what it means", "usual hint"), rows),
    )


def settings() -> str:
    """The settings of a home: one row a key."""
    found = _attribute("tocsin.settings", "Settings", None)
    rows = []
    for match in FIELD.finditer(inspect.getsource(found)) if found else ():
        default = code(match["default"]) if match["default"] else "none: must be set"
        rows.append((code(match["name"]), code(match["type"]), default, match["note"] or ""))
    return page(
        "Settings",
        "One TOML file in the home, `tocsin.toml`. Unknown keys are errors. What leaves the house has no default.",
        table(("key", "type", "default", "meaning"), rows),
    )


def commands() -> str:
    """The commands: one section each, with arguments and options."""
    parts = [_command_section(name, command) for name, command in all_commands()]
    return page(
        "Commands",
        "Exit codes: 0 done; 1 a considered no; 2 wrong use or bad input; 3 the outside world failed, try again; "
        "70 unexpected fault; 130 interrupted. `--json` puts one document (or JSON Lines) on stdout; everything else "
        "goes to stderr. A command that is not built yet is absent.",
        "\n".join(parts) or EMPTY,
    )


def operations() -> str:
    """The operations of the API: one section each, from the description that a server gives of itself."""
    described = json.loads(_attribute("tocsin.web.openapi", "document", lambda: b'{"paths": {}}')())
    rows = [(path, method, said) for path, methods in described["paths"].items() for method, said in methods.items()]
    parts = [_operation_section(f"{method.upper()} /api/v1{path}", said) for path, method, said in rows]
    return page(
        "Operations",
        "Everything that can be asked of a desk, by the API as by the pages; [The API](../guide/api.md) says how, and "
        "which headers any of them takes. A running server gives the same as OpenAPI at `/api/openapi.json`, with the "
        "shape of everything that is taken and given.",
        "\n".join(parts) or EMPTY,
    )


def catalogues() -> str:
    """The dated data: one row a shipped file."""
    rows = []
    for path in sorted(CATALOGUES.rglob("*.toml")):
        head = tomllib.loads(path.read_text("utf-8"))["header"]
        name = path.relative_to(CATALOGUES).as_posix()
        said = f"{head['title']} ({head['issuer']}, {head['date']})"
        rows.append((code(name), said, head["version"], str(head["read_on"]), head["certainty"].replace("_", " ")))
    for path in sorted((CATALOGUES / "tables").glob("*.json")):  # our own proposals; their form has no other header
        table_ = json.loads(path.read_bytes())
        said = f"{table_['name']}: decision table {table_['namespace']}:{table_['key']}"
        rows.append((code(f"tables/{path.name}"), said, table_["version"], "", "design"))
    return page(
        "Catalogues",
        "Law, checklists, routes and tables are dated data, not code. A file of the same name under `catalogues/` in "
        "the home takes the place of the shipped one. None of it is legal advice; counsel decides.",
        table(("file", "what", "version", "read on", "certainty"), rows),
    )


PAGES: dict[str, Callable[[], str]] = {
    "formats": formats,
    "acts": acts,
    "errors": errors,
    "settings": settings,
    "catalogues": catalogues,
    "commands": commands,
    "operations": operations,
}


def all_commands() -> Iterator[tuple[str, Any]]:
    """Every command of the terminal with the words that call it, without `tocsin`."""
    whole = _attribute("tocsin.cli.commands", "whole", None)
    if whole is not None:
        yield from _walk("", whole())


def page(title: str, lead: str, body: str) -> str:
    """A whole page; the second line tells a person not to edit it."""
    return f"# {title}\n\n{MARK}\n\n{lead}\n\n{body}"


def table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """A Markdown table, or the sentence that there is nothing."""
    if not rows:
        return EMPTY
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "".join(f"| {' | '.join(_cell(cell) for cell in line)} |\n" for line in lines)


def _cell(text: str) -> str:
    line = " ".join(text.split()).replace("|", "&#124;")
    return line if line.startswith("`") else line.replace("<", "&lt;")


def code(text: str) -> str:
    """Text as code; nothing stays nothing."""
    return f"`{text}`" if text else ""


def doc(thing: object) -> str:
    """A docstring, its paragraphs kept."""
    return inspect.getdoc(thing) or ""


def _walk(words: str, command: Any) -> Iterator[tuple[str, Any]]:
    inner = getattr(command, "commands", None)
    if inner is None:
        yield words.strip(), command
        return
    for name in sorted(inner):
        if not inner[name].hidden:
            yield from _walk(f"{words} {name}", inner[name])


def _command_section(words: str, command: Any) -> str:
    shown = [part for part in command.params if not part.hidden]
    arguments = [part for part in shown if part.param_type_name == "argument"]
    usage = " ".join(["tocsin", words, *(_argument(part) for part in arguments)])
    rows = [(code(_argument(part)), part.help or "") for part in arguments]
    rows += [
        (code(", ".join([*part.opts, *part.secondary_opts])), part.help or "")
        for part in shown
        if part.param_type_name == "option" and part.name != "help"
    ]
    options = f"\n{table(('argument or option', 'meaning'), rows)}" if rows else ""
    example = f"\n{command.epilog}\n" if command.epilog else ""
    return f"## `{words}`\n\n`{usage}`\n\n{command.help or ''}\n{options}{example}"


def _operation_section(place: str, said: dict[str, Any]) -> str:
    needed = {True: "needed", False: ""}
    rows = [
        (code(part["name"]), part["in"], needed[part["required"]], _shape(part["schema"]))
        for part in said["parameters"]
        if part["in"] != "header"
    ]
    for media_type, content in said.get("requestBody", {}).get("content", {}).items():
        shape = content["schema"]
        rows += [
            (code(name), "body", needed[name in shape["required"]], _shape(one))
            for name, one in shape.get("properties", {}).items()
        ]
        if not shape:
            rows.append(("", "body", needed[True], code(media_type)))
    ((media_type, content),) = said["responses"]["200"]["content"].items()
    given = _shape(content["schema"]) if content["schema"] else code(media_type)
    fields = f"\n{table(('field', 'where', '', 'type'), rows)}" if rows else ""
    beside = f"Who may: {', '.join(said['x-roles'])}. It gives {given}."
    return f"## `{said['operationId']}`\n\n`{place}`\n\n{said['summary']}\n\n{beside}\n{fields}"


def _shape(shape: dict[str, Any]) -> str:
    """A shape of JSON Schema in a word or two."""
    if "$ref" in shape:
        return code(re.split(r"[/.]", shape["$ref"])[-1])
    if "anyOf" in shape:
        return " or ".join(dict.fromkeys(_shape(one) for one in shape["anyOf"]))
    if "enum" in shape:
        return " or ".join(code(str(one)) for one in shape["enum"])
    if shape.get("type") == "array":
        inside = shape.get("prefixItems") or [shape.get("items") or {}]
        return f"list of {' and '.join(_shape(one) for one in inside)}"
    if shape.get("type") == "object" and isinstance(shape.get("additionalProperties"), dict):
        return f"object of {_shape(shape['additionalProperties'])}"
    return str(shape.get("format") or shape.get("type") or "anything")


def _argument(part: Any) -> str:
    name = str(part.metavar or part.name).upper()
    name = f"{name}…" if part.nargs == -1 and not name.endswith("…") else name
    return name if part.required else f"[{name}]"


def _types(struct: type) -> list[str]:
    return [match["type"] for match in FIELD.finditer(inspect.getsource(struct))]


def _room(module: Any) -> str:
    return code(module.__name__.removeprefix("tocsin.").replace(".", "/"))


def _faults(family: Any) -> list[Any]:
    below = [fault for fault in family.__subclasses__() if fault.__module__ == family.__module__]
    return [family, *(deeper for fault in below for deeper in _faults(fault))]


def _attribute(module: str, name: str, otherwise: object) -> Any:
    return getattr(import_module(module), name) if find_spec(module) else otherwise


def main(arguments: list[str]) -> int:
    """Write the pages, or only compare them; 1 where one differs."""
    differing = []
    for name, make in PAGES.items():
        path, text = REFERENCE / f"{name}.md", make().rstrip() + "\n"
        if not path.is_file() or path.read_text("utf-8") != text:
            differing.append(path.name)
            if "--check" not in arguments:
                path.write_text(text, "utf-8")
    if differing and "--check" in arguments:
        sys.stderr.write(f"error: the code says more than {', '.join(differing)}\nhint: make docs\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
