"""The public form, read strictly: fields, files, what is wrong."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import PurePosixPath, PureWindowsPath
from typing import IO

import msgspec
from litestar.datastructures import UploadFile
from msgspec import Struct

from tocsin.operations.stream import anew, size_of
from tocsin.stages.understanding import Offer
from tocsin.vocab.limits import LIMITS
from tocsin.vocab.public_report import About, PublicReport
from tocsin.web.form import Fault, too_long
from tocsin.web.question import BY_NAME, QUESTIONS, STEPS, Question, Step, asked
from tocsin.web.refusal import refusal
from tocsin.web.texts import _

TRAP = "website"  # shown to no person; what fills in everything fills it in
NAME_CHARS = 200
MOST_PARTS = len(QUESTIONS) + LIMITS.public_files + 10  # of a form, files among them
_OURS = frozenset({"step", "go", "number", TRAP})


class Filled(Struct, frozen=True, kw_only=True):
    """A form as it was sent: where, to go where, every answer so far, and the files."""

    step: Step
    go: str
    number: str
    trap: str
    answers: Mapping[str, str]
    files: tuple[UploadFile, ...] = ()

    @property
    def about(self) -> About:
        """What is reported; not sure, until somebody said so."""
        found = self.answers.get("about", "")
        return About(found) if found in About.__members__.values() else About.UNSURE


def filled_in(given: Sequence[tuple[str, UploadFile | str]]) -> Filled:
    """The form in these parts; 400 where they are none that a page of ours sends."""
    texts: dict[str, str] = {}
    files: list[UploadFile] = []
    for name, value in given:
        if isinstance(value, UploadFile):
            if name != "files":
                raise refusal(400)
            if value.filename:
                files.append(value)
        elif name == "files" and not value:
            continue  # a browser sends an empty part where nothing was chosen
        elif name in texts or (name not in BY_NAME and name not in _OURS):
            raise refusal(400)
        else:
            texts[name] = value.replace("\r\n", "\n").strip()
    step = texts.get("step", "")
    if step not in Step.__members__.values():
        raise refusal(400)
    return Filled(
        step=Step(step),
        go=texts.get("go", ""),
        number=texts.get("number", ""),
        trap=texts.get(TRAP, ""),
        answers={name: text for name, text in texts.items() if name in BY_NAME},
        files=tuple(files),
    )


def next_step(filled: Filled) -> tuple[Step, list[Fault]]:
    """The page that follows, or the same again with everything that is wrong on it; back is always free."""
    place = STEPS.index(filled.step)
    if filled.go == "back":
        return STEPS[max(0, place - 1)], []
    faults = faults_in(filled, filled.step)
    return (filled.step, faults) if faults else (STEPS[min(place + 1, len(STEPS) - 1)], [])


def faults_to_send(filled: Filled) -> tuple[Step, list[Fault]]:
    """The first page with something wrong on it, and what; the last page and nothing where it can be sent."""
    for step in STEPS:
        faults = faults_in(filled, step)
        if faults:
            return step, faults
    return Step.CHECK, [*_faults_of_files(filled.files), *_faults_of_trap(filled.trap)]


def faults_in(filled: Filled, step: Step) -> list[Fault]:
    """What is wrong with the answers of one page."""
    found = (_fault(question, filled.answers.get(question.name, "")) for question in asked(filled.about, step))
    return [one for one in found if one is not None]


def told_in(filled: Filled, now: datetime) -> PublicReport:
    """The report; only what was asked stands in it. Nothing is wrong with it: see `faults_to_send`."""
    apart = {"name", "contact"}
    answers = {
        one.name: filled.answers.get(one.name) or one.default for one in asked(filled.about) if one.name not in apart
    }
    given: dict[str, object] = {"submission": "", "received_at": now, **answers}
    return msgspec.convert(given, PublicReport)


def offers_of(files: Sequence[UploadFile]) -> list[Offer]:
    """The files, as they are handed in."""
    return [_offer(one.filename, one.file) for one in files]


def _offer(name: str, content: IO[bytes]) -> Offer:
    return Offer(name=file_name(name), size_bytes=size_of(content), open=lambda: anew(content))


def file_name(given: str) -> str:
    """The last part of a name: some browsers send a whole path of their machine."""
    last = PureWindowsPath(PurePosixPath(given).name).name.strip()
    return last[-NAME_CHARS:] or "file"


def _fault(question: Question, given: str) -> Fault | None:
    if question.options:
        values = {one.value for one in question.options} | ({""} if question.default else set())
        return None if given in values else Fault(field=question.name, sentence=_("Choose one of the answers."))
    if question.is_required and not given:
        return Fault(field=question.name, sentence=_("Write a sentence: this is the one answer that we need."))
    if len(given) > question.most:
        said = f"{too_long(question.most, len(given))} {_('More can come as a file.')}"
        return Fault(field=question.name, sentence=said)
    return None


def _faults_of_files(files: Sequence[UploadFile]) -> list[Fault]:
    most, each = LIMITS.public_files, LIMITS.public_file_bytes
    if len(files) > most:
        said = _("Choose again, at most {most} files; there were {count}.").format(most=most, count=len(files))
        return [Fault(field="files", sentence=said)]
    sizes = [size_of(one.file) for one in files]
    if any(size > each for size in sizes):
        said = _("A file may have at most {most} MB. Choose the others again; bring that one another way.")
        return [Fault(field="files", sentence=said.format(most=each // 1024 // 1024))]
    if not all(sizes):
        return [Fault(field="files", sentence=_("One of the files was empty. Choose the others again."))]
    return []


def _faults_of_trap(trap: str) -> list[Fault]:
    said = _("This field stays empty. A program may have filled it in for you: clear it, and send again.")
    return [Fault(field=TRAP, sentence=said)] if trap else []
