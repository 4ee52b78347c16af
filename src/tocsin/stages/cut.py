"""Stage 7, the cut: what of the clean copy each recipient gets."""

from collections.abc import Mapping

import msgspec
import pyrage
from msgspec import Struct

from tocsin.rules.cut import cut_copy, cut_for, does_not_get, gets, held_back, proposed
from tocsin.rules.fold.share import after
from tocsin.rules.neutral import neutral
from tocsin.rules.second_net import Leak, search
from tocsin.stages.cleaning import copy_text
from tocsin.stages.desk import Desk
from tocsin.stages.party import names_of
from tocsin.stages.share import copy_of, find, loaded, refuse_unsealable, roads_for
from tocsin.stages.standing import marking_now
from tocsin.vocab.acts.cut import CutChosen
from tocsin.vocab.clean_copy import CleanCopy, PromptForm
from tocsin.vocab.cut import SEALED, Cut
from tocsin.vocab.errors import BadInput
from tocsin.vocab.ids import short
from tocsin.vocab.marking import Marking
from tocsin.vocab.release import ShareState
from tocsin.vocab.sharing import Party, Share
from tocsin.vocab.sheet import NoteSheet


class PreparedCut(Struct, frozen=True, kw_only=True):
    """One cut of a share's copy: what goes of it, under which mark, and what beside may stand in no document of it.

    The texts of prompts are in neutral form, or, where the cut seals them, still as they are; in `plain` all are so.
    """

    copy: CleanCopy
    plain: CleanCopy
    marking: Marking
    held_back: tuple[str, ...]


class CutLine(Struct, frozen=True, kw_only=True):
    """One recipient: its cut, what it gets and what not, in words; the cut that is proposed, and why."""

    party: str
    name: str
    cut: Cut
    gets: tuple[str, ...]
    held_back: tuple[str, ...]
    proposed: Cut
    why: str


def choose(desk: Desk, share: Share, cuts: Mapping[str, Cut], *, because: str = "") -> Share:
    """Record what each of these recipients gets; their documents are to be written anew, and every approval is void."""
    case, share = loaded(desk, share)
    after(ShareState(share.state), CutChosen)
    refuse_unsealable(desk, cuts, roads_for(desk, share, share.recipients))
    draft = desk.draft(case)
    for recipient, cut in cuts.items():
        if recipient not in share.recipients:
            raise BadInput(f"{recipient} is no recipient of {share.id}", hint=f"`tocsin share show {short(share.id)}`")
        if cut_for(share, recipient) is not cut:
            sheet = draft.sheet(NoteSheet(text=because)) if because else None
            draft.add(CutChosen(share=share.id, recipient=recipient, cut=cut, sheet=sheet))
    if draft.acts:
        draft.record()
    return find(desk, share.id)


def prepared_cuts(copy: CleanCopy, markings: Mapping[Cut, Marking]) -> dict[Cut, PreparedCut]:
    """Each of these cuts of a copy, made once for everybody who gets it."""
    found = {}
    for cut, marking in markings.items():
        plain = cut_copy(copy, cut, marking)
        given = plain if cut in SEALED else neutralized(plain)
        found[cut] = PreparedCut(copy=given, plain=plain, marking=marking, held_back=held_back(copy, cut))
    return found


def neutralized(copy: CleanCopy) -> CleanCopy:
    """The copy with the text of every prompt in neutral form: so it goes wherever it is not sealed."""
    return msgspec.structs.replace(
        copy,
        prompts=tuple(
            msgspec.structs.replace(one, text=neutral(one.text), form=PromptForm.NEUTRAL)
            if one.text and one.form is PromptForm.PLAIN
            else one
            for one in copy.prompts
        ),
    )


def sealed(copy: CleanCopy, to: str) -> CleanCopy:
    """The copy with the text of every prompt encrypted to one age recipient (age-encryption.org/v1, armored)."""
    try:
        key = pyrage.x25519.Recipient.from_str(to)
    except pyrage.RecipientError as fault:
        raise BadInput("the key of this road is no age recipient", hint="it begins with age1") from fault
    prompts = (
        msgspec.structs.replace(
            one,
            text=pyrage.encrypt(one.text.encode("utf-8", "surrogatepass"), [key], armored=True).decode(),
            form=PromptForm.SEALED,
        )
        if one.text
        else one
        for one in copy.prompts
    )
    return msgspec.structs.replace(copy, prompts=tuple(prompts))


def leaks_under_seal(copy: CleanCopy, withheld: tuple[str, ...]) -> tuple[Leak, ...]:
    """What of the withheld stands in prompts that are about to be sealed: afterwards nobody could look."""
    said = "\n".join(one.text for one in copy.prompts)
    found = search(said.encode("utf-8", "replace"), withheld).leaks if said.strip() else ()
    return tuple(Leak(value=one.value, encoding=f"{one.encoding}, under the seal") for one in found)


def cuts_of(desk: Desk, share: Share) -> tuple[tuple[CutLine, ...], dict[Cut, tuple[str, ...]]]:
    """Each recipient with its cut and the one that is proposed for it; and what every cut would give, in words."""
    name, state = f"cuts/{share.id}", desk.log.size()
    before = desk.shelf.get(name, state, desk.vault.registered)
    if isinstance(before, tuple):
        return before
    case, share = loaded(desk, share)
    copy, marking = copy_text(desk, copy_of(desk, share)), marking_now(desk, case, share)
    found = [one for one in desk.index.some("party", share.recipients).values() if isinstance(one, Party)]
    names = names_of(desk, found)
    lines = []
    for one in sorted(found, key=lambda one: share.recipients.index(one.id)):
        cut, involved = cut_for(share, one.id), case.parties.get(one.id)
        fit = proposed(one.kinds, involved.roles if involved else (), marking)
        lines.append(
            CutLine(
                party=one.id,
                name=names[one.id],
                cut=cut,
                gets=gets(copy, cut),
                held_back=does_not_get(copy, cut),
                proposed=fit.cut,
                why=fit.why,
            )
        )
    said = tuple(lines), {cut: gets(copy, cut) for cut in Cut}
    desk.shelf.put(name, state, (copy_of(desk, share).content, *(one.sheet for one in found)), said)
    return said
