"""The four other records of a case, and which of them are missing."""

from tocsin.vocab.record import RecordKind, RecordLink, RecordState


def record_board(links: tuple[RecordLink, ...]) -> tuple[RecordLink, ...]:
    """One line for each of the four records, in their order; the last statement counts, none at all is missing."""
    last = {link.kind: link for link in links}
    return tuple(last.get(kind, RecordLink(kind=kind, state=RecordState.MISSING)) for kind in RecordKind)


def missing_records(links: tuple[RecordLink, ...]) -> tuple[RecordKind, ...]:
    """The records that nobody linked and nobody declared unneeded."""
    return tuple(line.kind for line in record_board(links) if line.state is RecordState.MISSING)
