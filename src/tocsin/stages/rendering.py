"""Stage 7, the bytes: documents of one share rendered and searched.

The second net looks for everything that was withheld in the whole of a document, the guessability gate for forms by
which something could be guessed; no language has another way to a document. Where the documents of a share are one
blank with gaps, what stands in all of them is searched once, and for each recipient again only what differs.
"""

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from tocsin.rules.guessable import Guessable, guessable_in
from tocsin.rules.second_net import Leak, search
from tocsin.rules.structure import texts_of
from tocsin.stages import typeset
from tocsin.vocab.blank import Blank, BlankWriter, Stretch, filled, is_own, said, stretches
from tocsin.vocab.clean_copy import CleanCopy
from tocsin.vocab.package import Package, Rendered, Writer

# Where nothing goes on: between two ids, and between two members of a JSON object. In a text of JSON the quotation mark
# would be escaped.
_ENDS = re.compile(rb'\n|,(?="[a-z0-9_]+":)')


class Caught(Struct, frozen=True, kw_only=True):
    """What a document holds that stops it: withheld values, parts that could not be searched, what can be guessed."""

    leaks: tuple[Leak, ...]
    opaque: tuple[str, ...]
    guessable: tuple[Guessable, ...]


class Rendering:
    """The documents of one share in one language, one after another."""

    def __init__(self, writer: Writer, withheld: Sequence[str], kept: Sequence[str] = ()) -> None:
        self._writer = writer
        self._withheld = withheld
        self._kept = kept  # what a person has said to be the attacker's, or public
        self._run: _Run | None = None
        self._looked: tuple[CleanCopy, tuple[Guessable, ...]] | None = None

    def document(self, package: Package) -> tuple[Rendered, Caught]:
        """One recipient's document, and what in it stops it."""
        rendered, caught = self._written(package)
        return rendered, replace(caught, guessable=tuple(dict.fromkeys((*caught.guessable, *self._said(package)))))

    def _said(self, package: Package) -> tuple[Guessable, ...]:
        """What the gate finds before a language breaks it into lines, once for all that say the same."""
        if self._looked is None or self._looked[0] is not package.copy:
            self._looked = package.copy, guessable_in("\n".join(texts_of(package)), self._kept)
        return self._looked[1]

    def _written(self, package: Package) -> tuple[Rendered, Caught]:
        if isinstance(self._writer, BlankWriter):
            return self._from_blank(self._writer, package)
        rendered = typeset.write(self._writer, package)
        return rendered, self._search_all(rendered)

    def _from_blank(self, writer: BlankWriter, package: Package) -> tuple[Rendered, Caught]:
        """The whole is searched the first time, without its ids, which are drawn from the seed and say nothing.

        While nothing was found in it, a value can only stand where something is the recipient's own: between two ids
        all of it is searched, so that a value is found too that begins or ends outside the recipient's own text.
        """
        own, common = writer.own(package), replace(package, number="", recipient="", seed=b"")
        if self._run is None or self._run.common != common:
            blank = writer.blank(package)
            whole = stretches(blank)
            found = self._caught(_each_once(said(whole, own)))
            anew = tuple(filter(is_own, whole)) if _is_clean(found) else whole
            self._run = _Run(common=common, blank=blank, searched=anew)
        else:
            found = self._caught(said(self._run.searched, own))
        return filled(self._run.blank, own, package), found

    def _search_all(self, rendered: Rendered) -> Caught:
        """In the bytes, and in what a reader takes out of them where they are compressed."""
        lines = typeset.show(self._writer, rendered.data).lines
        read = "\n".join(f"{label}\n{value}" for label, value in lines)
        return self._caught(rendered.data + b"\n" + read.encode())

    def _caught(self, data: bytes) -> Caught:
        found = search(data, self._withheld)
        guessable = guessable_in(data.decode("utf-8", "replace"), self._kept)
        return Caught(leaks=found.leaks, opaque=found.opaque, guessable=guessable)


class _Run(Struct, frozen=True, kw_only=True):
    """A blank while it serves: the package without what is a recipient's own, and what is searched from now on."""

    common: Package
    blank: Blank
    searched: tuple[Stretch, ...]


def _each_once(text: bytes) -> bytes:
    return b"\n".join(dict.fromkeys(_ENDS.split(text)))


def _is_clean(found: Caught) -> bool:
    return not found.leaks and not found.opaque and not found.guessable
