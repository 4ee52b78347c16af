"""Taxonomy codes: looked up by edition, followed through renumbering."""

from collections.abc import Iterable

from tocsin.vocab.technique import Code, Crossing, Crosswalk, Entry, Taxonomy


def look_up(taxonomies: Iterable[Taxonomy], scheme: str, version: str, identifier: str) -> Code | None:
    """The code with its name in exactly that edition; None where the edition or the id is not shipped."""
    for taxonomy in taxonomies:
        if (taxonomy.scheme, taxonomy.scheme_version) == (scheme, version):
            for entry in taxonomy.entries:
                if entry.id == identifier:
                    return Code(scheme=scheme, version=version, id=entry.id, name=full_name(taxonomy, entry))
    return None


def full_name(taxonomy: Taxonomy, entry: Entry) -> str:
    """The entry's name, a sub-technique's behind that of its parent: "LLM Prompt Injection: Indirect"."""
    parent = next((other for other in taxonomy.entries if other.id == entry.parent), None)
    return entry.name if parent is None else f"{parent.name}: {entry.name}"


def crossings_of(code: Code, crosswalks: Iterable[Crosswalk]) -> tuple[Crossing, ...]:
    """What is known to have become of a code. A row or a code without a version speaks for every version."""
    return tuple(
        crossing
        for crosswalk in crosswalks
        for crossing in crosswalk.crossings
        if (crossing.from_.scheme, crossing.from_.id) == (code.scheme, code.id)
        and (not code.version or not crossing.from_.version or code.version == crossing.from_.version)
    )
