"""Components: how one is named, and when two names mean the same thing.

A name is third-party text. What is compared are keys: a package URL in its normal form, a strong digest, or a model's
or data set's id with its revision. A name that is no worldwide one counts only within the document that it stands in.
"""

import re
from enum import StrEnum
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from tocsin.vocab.errors import BadInput
from tocsin.vocab.reading import ComponentSeen, Detail
from tocsin.vocab.sheet import ComponentSheet

_NAME_CHARS = 300  # the longest name of a package index has about two hundred
_HEX = {"SHA-256": 64, "SHA-384": 96, "SHA-512": 128, "SHA3-256": 64, "SHA3-384": 96, "SHA3-512": 128}
_STRONG = {**_HEX, "BLAKE2b-256": 64, "BLAKE2b-384": 96, "BLAKE2b-512": 128, "BLAKE3": 64}  # names as in CycloneDX
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_TYPED = re.compile(r"(?P<type>[a-z_]+):(?P<name>.+)", re.DOTALL)

# Where names are not case sensitive. Source: package-url/purl-spec, PURL-TYPES, as read 2026-11-23 (the text that
# became ECMA-427).
_FOLDED = frozenset(
    {"alpm", "apk", "bitbucket", "composer", "deb", "github", "golang", "hex", "npm", "oci", "pub", "pypi"}
)
_MODELS = frozenset({"huggingface", "mlflow"})


class ComponentType(StrEnum):
    """What sort of thing it is."""

    MODEL = "model"
    DATASET = "dataset"
    PACKAGE = "package"
    TOOL = "tool"
    MCP_SERVER = "mcp_server"
    SKILL = "skill"
    AGENT = "agent"
    SERVICE = "service"
    APPLICATION = "application"
    CONTAINER = "container"
    FILE = "file"
    OTHER = "other"


# Ids of these are given out once in the world (a hub, a registry of servers), so a name alone joins two documents.
_WORLDWIDE = frozenset({ComponentType.MODEL, ComponentType.DATASET, ComponentType.MCP_SERVER, ComponentType.SKILL})

_TYPES = {
    **dict.fromkeys(("machine-learning-model", "model", "ai_aipackage", "base_model"), ComponentType.MODEL),
    **dict.fromkeys(("data", "dataset", "training_data", "dataset_datasetpackage"), ComponentType.DATASET),
    **dict.fromkeys(("library", "framework", "package", "software_package"), ComponentType.PACKAGE),
    **dict.fromkeys(("application", "system", "deployer"), ComponentType.APPLICATION),
    **dict.fromkeys(("file", "software_file", "software_snippet"), ComponentType.FILE),
    **{str(one): one for one in ("container", "service", "agent", "tool", "mcp_server", "skill")},
}


class Relation(StrEnum):
    """Why what is wrong with one component may be wrong with the next: the second word of a path."""

    DEPENDS_ON = "depends_on"
    PART_OF = "part_of"
    TRAINED_ON = "trained_on"
    DERIVED_FROM = "derived_from"  # fine-tuned, adapted, quantized, merged, forked
    VARIANT_OF = "variant_of"  # related, and nobody says which came first
    IMPLEMENTS = "implements"
    MADE_WITH = "made_with"  # used while it was built
    TESTED_WITH = "tested_with"  # with its data or its tests
    USES = "uses"  # as data or configuration; nobody says that it cannot do without
    VERSION_NOT_STATED = "version_not_stated"  # the document names the component without saying which version


class Holding(StrEnum):
    """What a party says it does with a component."""

    SUPPLIES = "supplies"
    OPERATES = "operates"
    USES = "uses"


class Standing(StrEnum):
    """What a component is in a case."""

    AFFECTED = "affected"
    SUSPECTED = "suspected"
    CONTEXT = "context"  # named so that the case can be understood; nobody says it is hit


class Sameness(StrEnum):
    """How two namings stand to each other."""

    SAME = "same"
    VERSION_NOT_STATED = "version_not_stated"  # the same component; one of the two does not say which version
    OTHER_VERSION = "other_version"
    DIFFERENT = "different"


class Naming(Struct, frozen=True, kw_only=True):
    """How somebody names a component. `digests` are (algorithm as in CycloneDX, hex).

    `within` names the document in which a name stands that means something there alone.
    """

    type: ComponentType
    name: str
    version: str = ""
    purl: str = ""
    revision: str = ""
    digests: tuple[tuple[str, str], ...] = ()
    within: str = ""

    def __str__(self) -> str:
        """As people read it, and as `naming_of` reads it back."""
        if self.purl or self.name.startswith("sha256:"):
            return self.purl or self.name
        version = self.revision or self.version
        return f"{self.type}:{self.name}" + (f"@{version}" if version else "")


class Key(Struct, frozen=True):
    """One way to know a component again: its line (all versions of it) and its version, "" where nobody says."""

    line: str
    version: str = ""


def keys_of(naming: Naming) -> tuple[Key, ...]:
    """Every key by which this naming is known: digest, package URL, id. Two namings with one key are the same thing."""
    found = [Key(f"{name}:{value.lower()}") for name, value in naming.digests if is_strong(name, value)]
    purl = purl_key(naming.purl)
    if purl is not None:
        found.append(purl)
        if purl.line.startswith("pkg:huggingface/") and "?" not in purl.line:
            found.append(Key(f"model:{purl.line.removeprefix('pkg:huggingface/')}", purl.version))
    # A revision and a version label are two ways to say which one; a document that has both ties them together.
    versions = [one for one in (naming.revision.strip().lower(), naming.version.strip()) if one] or [""]
    if naming.name and naming.type in _WORLDWIDE:
        found += [Key(f"{naming.type}:{naming.name}", version) for version in versions]
    elif naming.name and not found:
        within = f" within {naming.within}" if naming.within else ""
        found += [Key(f"{naming.type}:{naming.name}{within}", version) for version in versions]
    return tuple(dict.fromkeys(found))


def compare(one: Naming, other: Naming) -> Sameness:
    """Whether two namings mean the same thing."""
    here, there = set(keys_of(one)), set(keys_of(other))
    if here & there:
        return Sameness.SAME
    lines = {(a, b) for a in here for b in there if a.line == b.line}
    if any(not a.version or not b.version for a, b in lines):
        return Sameness.VERSION_NOT_STATED
    return Sameness.OTHER_VERSION if lines else Sameness.DIFFERENT


def any_version(naming: Naming) -> Naming:
    """The same component without a version: who supplies one version is to be asked about every other."""
    purl = purl_key(naming.purl)
    return replace(naming, version="", revision="", purl=purl.line if purl else "", digests=())


def naming_of(text: str) -> Naming:
    """A component as somebody types it: `pkg:…`, `sha256:…`, `model:ID@REVISION`, `dataset:NAME`, `service:NAME@1.2`.

    A digest may follow behind `#`, as `model:example/guard#sha256:…`. BadInput says what else may be typed.
    """
    given, _, mark = text.strip().partition("#sha256:")
    if len(given) > _NAME_CHARS or not given.isprintable():
        raise BadInput("a component's name has hidden signs or is too long", hint="type it, or copy it anew")
    if given.lower().startswith("sha256:"):
        given, mark = "", given[len("sha256:") :]
    digests = (("SHA-256", mark.lower()),) if mark else ()
    if mark and not is_strong("SHA-256", mark):
        raise BadInput("a SHA-256 digest has 64 hexadecimal signs", hint="take it from the file again")
    if not given and mark:
        return Naming(type=ComponentType.OTHER, name=f"sha256:{mark.lower()}", digests=digests)
    if given.startswith("pkg:"):
        return _from_purl(given, digests)
    found = _TYPED.fullmatch(given)
    if found is None or found["type"] not in ComponentType.__members__.values():
        raise BadInput(
            f"{given[:60]!r} names no component",
            hint=f"write pkg:…, sha256:…, or TYPE:NAME@VERSION with one of: {', '.join(ComponentType)}",
        )
    name, version = _split_version(found["name"])
    is_revision = _COMMIT.fullmatch(version.lower()) is not None
    return Naming(
        type=ComponentType(found["type"]),
        name=name,
        version="" if is_revision else version,
        revision=version.lower() if is_revision else "",
        digests=digests,
    )


def type_of(word: str, purl: str = "") -> ComponentType:
    """The type behind a document's own word; what is not known is a package where it has a package URL."""
    known = _TYPES.get(word.lower())
    if known is None and purl:
        key = purl_key(purl)
        return _type_of_purl(key.line) if key else ComponentType.OTHER
    return ComponentType(known) if known else ComponentType.OTHER


def naming_seen(seen: ComponentSeen, within: str = "") -> Naming:
    """The naming of a component that a reader found in a document."""
    return Naming(
        type=type_of(seen.kind, seen.purl or ""),
        name=seen.name,
        version=seen.version or "",
        purl=seen.purl or "",
        digests=tuple((one.name, one.value) for one in seen.digests),
        within=within,
    )


def sheet_of(naming: Naming, note: str = "") -> ComponentSheet:
    """The naming as it lies in the vault."""
    return ComponentSheet(
        kind=naming.type,
        name=naming.name,
        version=naming.version,
        purl=naming.purl,
        revision=naming.revision,
        digests=tuple(Detail(name=name, value=value) for name, value in naming.digests),
        note=note,
    )


def naming_in(sheet: ComponentSheet) -> Naming:
    """The naming that lies in the vault; a type that a newer version wrote is `other`."""
    known = sheet.kind in ComponentType.__members__.values()
    return Naming(
        type=ComponentType(sheet.kind) if known else ComponentType.OTHER,
        name=sheet.name,
        version=sheet.version,
        purl=sheet.purl,
        revision=sheet.revision,
        digests=tuple((one.name, one.value) for one in sheet.digests),
    )


def is_strong(algorithm: str, value: str) -> bool:
    """Whether a digest says by itself which bytes are meant. MD5 and SHA-1 do not: collisions are known for both."""
    return len(value) == _STRONG.get(algorithm) and all(sign in "0123456789abcdefABCDEF" for sign in value)


def purl_key(purl: str) -> Key | None:
    """The key of a package URL, None where it is none.

    Qualifiers other than `repository_url` and the subpath are left out: they say which file, not which component.
    Source: package-url/purl-spec, "How to parse", as read 2026-11-23.
    """
    rest = purl.strip().rpartition("#")[0] if "#" in purl else purl.strip()
    rest, _, qualifiers = rest.partition("?")
    scheme, colon, rest = rest.partition(":")
    if scheme.lower() != "pkg" or not colon:
        return None
    kind, _, rest = rest.lstrip("/").partition("/")
    kind = kind.lower()
    at = rest.rfind("@")
    path, version = (rest[:at], unquote(rest[at + 1 :])) if at > rest.rfind("/") else (rest, "")
    parts = [unquote(part) for part in path.split("/") if part]
    if not kind or not parts:
        return None
    if kind in _FOLDED:
        parts = [part.lower() for part in parts]
    if kind == "pypi":
        parts[-1] = parts[-1].replace("_", "-")
    elsewhere = next((part for part in qualifiers.split("&") if part.lower().startswith("repository_url=")), "")
    line = f"pkg:{kind}/{'/'.join(parts)}" + (f"?repository_url={unquote(elsewhere[15:])}" if elsewhere else "")
    return Key(line, version.lower() if kind == "huggingface" else version)


def _from_purl(purl: str, digests: tuple[tuple[str, str], ...]) -> Naming:
    key = purl_key(purl)
    if key is None:
        raise BadInput(f"{purl[:60]!r} is no package URL", hint="write pkg:TYPE/NAME@VERSION, as in pkg:pypi/litellm")
    name = key.line.partition("/")[2].partition("?")[0]
    return Naming(type=_type_of_purl(key.line), name=name, version=key.version, purl=purl, digests=digests)


def _type_of_purl(line: str) -> ComponentType:
    kind = line.removeprefix("pkg:").partition("/")[0]
    if kind in _MODELS:
        return ComponentType.MODEL
    return ComponentType.CONTAINER if kind in ("docker", "oci") else ComponentType.PACKAGE


def _split_version(text: str) -> tuple[str, str]:
    at = text.rfind("@")
    return (text[:at], text[at + 1 :].strip()) if at > 0 and text[at + 1 :].strip() else (text.rstrip("@"), "")
