"""What was begun on a case and not sent, and where it goes on."""

from collections.abc import Sequence

from msgspec import Struct

from tocsin.operations.share import ShareLine
from tocsin.vocab.case import Case
from tocsin.vocab.release import Purpose, ShareState
from tocsin.web.texts import _, mark

OPEN = frozenset({ShareState.DRAFT, ShareState.WRITTEN, ShareState.APPROVED})
_LEFT = frozenset({ShareState.SENDING, ShareState.SHARED})
_GO_ON: dict[str, str] = {
    Purpose.FIRST: mark("Go on with the share"),
    Purpose.CORRECTION: mark("Go on with the correction"),
    Purpose.WITHDRAWAL: mark("Go on with the withdrawal"),
}
_CORRECT = mark("the correction that you began to write")
# Forms of a case's pages whose text stays in the browser until they are sent, by the page and the name of the draft.
_FORMS: tuple[tuple[str, str, str], ...] = (
    ("/triage", "triage", mark("what you typed in the triage")),
    ("/checklist", "checklist", mark("what you typed in the checklist")),
    ("/clean", "clean", mark("what you chose for the clean copy")),
    ("/shares/new", "share", mark("the share that you began to propose")),
    ("/close", "close", mark("what you typed for the closing")),
)


class Begun(Struct, frozen=True, kw_only=True):
    """One thing under way: where it goes on, in words; `title` and `state` where it is a share already."""

    path: str
    words: str
    title: str = ""
    state: str = ""


class Drafted(Struct, frozen=True, kw_only=True):
    """A form whose text may lie in this browser: its place is the page's path, `#` and the name of the draft."""

    place: str
    words: str


def begun_on(case: Case, shares: Sequence[ShareLine]) -> tuple[Begun, ...]:
    """What is under way on a case, newest first: shares that are not sent yet, and a correction before it is one."""
    open_ones = open_shares(shares)
    last = _to_correct(case, shares)
    if last is None or any(one.state in OPEN and one.follows for one in shares):
        return open_ones
    words = _("Go on with the correction: it is not proposed yet")
    return (Begun(path=f"/shares/{last.id}#correct", words=words, title=last.title), *open_ones)


def correction_on(case: Case, shares: Sequence[ShareLine]) -> Begun | None:
    """The correction or withdrawal that is under way on a case."""
    following = next((one for one in shares if one.state in OPEN and one.follows), None)
    if following is not None:
        return _share(following)
    return next((one for one in begun_on(case, shares) if not one.state), None)


def following(share: str, shares: Sequence[ShareLine]) -> Begun | None:
    """What is under way and corrects or withdraws a share, or what corrected it before."""
    before = {one.id: one.follows for one in shares}
    for one in shares:
        earlier = one.follows
        while one.state in OPEN and earlier is not None:
            if earlier == share:
                return _share(one)
            earlier = before.get(earlier)
    return None


def drafted_on(case: str, shares: Sequence[ShareLine]) -> tuple[Drafted, ...]:
    """Every form of a case whose text may lie in this browser; its script shows those where some does."""
    left = (one for one in shares if one.state in _LEFT)
    return (
        *(Drafted(place=f"/shares/{one.id}#correct", words=_(_CORRECT)) for one in left),
        *(Drafted(place=f"/cases/{case}{page}#{name}", words=_(words)) for page, name, words in _FORMS),
    )


def open_shares(shares: Sequence[ShareLine]) -> tuple[Begun, ...]:
    """The shares that are not sent yet, newest first."""
    return tuple(_share(one) for one in shares if one.state in OPEN)


def kinds_of_drafts() -> tuple[tuple[str, str], ...]:
    """Forms of any case whose text may lie in this browser: the name of the draft, and what it is."""
    return (("correct", _(_CORRECT)), *((name, _(words)) for _page, name, words in _FORMS))


def _share(one: ShareLine) -> Begun:
    return Begun(path=f"/shares/{one.id}", words=_(_GO_ON[one.purpose]), title=one.title, state=one.state)


def _to_correct(case: Case, shares: Sequence[ShareLine]) -> ShareLine | None:
    """The last share that went out and that nothing follows, where its correction was begun."""
    followed = {one.follows for one in shares if one.state != ShareState.DROPPED}
    ends = (one for one in shares if one.state in _LEFT and one.id not in followed)
    last = next((one for one in ends if one.purpose != Purpose.WITHDRAWAL), None)
    if last is None or case.closed_at is not None:
        return None
    return last if case.to_correct or case.copy != last.copy else None
