"""What the public form asks, of whom, and in which words."""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from msgspec import Struct

from tocsin.vocab.public_report import About, Handling, Naming, PublicReport, Reporter, Told
from tocsin.web.texts import _, mark

LINE_CHARS = 300  # an answer on one line
TEXT_CHARS = 5_000  # two pages
ACCOUNT_CHARS = 20_000  # what happened: the longest reports people write have ten pages; more comes as a file

_ALL = frozenset(About)
_HAPPENED, _WEAKNESS, _BEHAVIOUR = (frozenset({one}) for one in (About.HAPPENED, About.WEAKNESS, About.BEHAVIOUR))


class Step(StrEnum):
    """The pages of the form, in their order."""

    ABOUT = "about"
    WHAT = "what"
    YOU = "you"
    CHECK = "check"


STEPS = tuple(Step)
TITLES: dict[Step, str] = {
    Step.ABOUT: mark("What do you want to report?"),
    Step.WHAT: mark("What you saw"),
    Step.YOU: mark("About you, and who may know"),
    Step.CHECK: mark("Check and send"),
}


class Option(Struct, frozen=True):
    """One answer of a closed question."""

    value: str
    label: str
    help: str = ""


class Question(Struct, frozen=True, kw_only=True):
    """One question. Without options it is answered in words, of `most` characters at most."""

    name: str
    step: Step
    label: str
    help: str = ""
    of: frozenset[About] = _ALL  # who is asked, by what they report
    labels: Mapping[About, str] = {}  # where the same question is put in other words
    options: tuple[Option, ...] = ()
    default: str = ""
    most: int = 0
    is_long: bool = False
    is_required: bool = False

    def label_for(self, about: About) -> str:
        """How it is put to somebody who reports this."""
        return _(self.labels.get(about, self.label))


_YES_NO = (Option(Told.YES, mark("Yes")), Option(Told.NO, mark("No")), Option(Told.UNKNOWN, mark("I do not know")))

QUESTIONS: tuple[Question, ...] = (
    Question(
        name="about",
        step=Step.ABOUT,
        label=mark("What do you want to report?"),
        options=(
            Option(
                About.HAPPENED,
                mark("Something happened"),
                mark("An AI system was attacked or misused, or gave something away."),
            ),
            Option(
                About.WEAKNESS, mark("A weakness"), mark("Somebody could attack or misuse an AI system in this way.")
            ),
            Option(
                About.BEHAVIOUR,
                mark("Wrong or harmful behaviour"),
                mark("An AI system did it by itself, as far as you know."),
            ),
            Option(About.UNSURE, mark("I am not sure"), mark("Tell it in your own words. Sorting it is our work.")),
        ),
        is_required=True,
    ),
    Question(
        name="account",
        step=Step.WHAT,
        label=mark("What did you see?"),
        help=mark("The only answer that is needed. A few sentences are enough. Leave out other people's names."),
        labels={
            About.HAPPENED: mark("What happened?"),
            About.WEAKNESS: mark("What is the weakness?"),
            About.BEHAVIOUR: mark("What did the system do?"),
        },
        most=ACCOUNT_CHARS,
        is_long=True,
        is_required=True,
    ),
    Question(
        name="system",
        step=Step.WHAT,
        label=mark("Which AI system or product?"),
        help=mark("Name, version, address: what you know of it."),
        most=LINE_CHARS,
    ),
    Question(
        name="noticed",
        step=Step.WHAT,
        of=_HAPPENED | _BEHAVIOUR,
        label=mark("When did you notice it?"),
        help=mark("Such as 24 March 2026, about noon, in Berlin."),
        most=LINE_CHARS,
    ),
    Question(
        name="going_on",
        step=Step.WHAT,
        of=_HAPPENED,
        label=mark("Is it still going on?"),
        options=_YES_NO,
        default=Told.UNKNOWN,
    ),
    Question(
        name="harm",
        step=Step.WHAT,
        of=_HAPPENED | _BEHAVIOUR,
        label=mark("Who or what was harmed, or could be?"),
        most=TEXT_CHARS,
        is_long=True,
    ),
    Question(
        name="steps",
        step=Step.WHAT,
        of=_WEAKNESS | _BEHAVIOUR,
        label=mark("How can we see it ourselves?"),
        help=mark("Steps, inputs, settings. Files come at the end."),
        labels={About.BEHAVIOUR: mark("What had you asked it, or given it?")},
        most=TEXT_CHARS,
        is_long=True,
    ),
    Question(
        name="used",
        step=Step.WHAT,
        of=_WEAKNESS,
        label=mark("Does somebody use it already to do harm?"),
        options=_YES_NO,
        default=Told.UNKNOWN,
    ),
    Question(
        name="published",
        step=Step.WHAT,
        of=_WEAKNESS,
        label=mark("Is it known in public?"),
        options=_YES_NO,
        default=Told.UNKNOWN,
    ),
    Question(
        name="plan",
        step=Step.WHAT,
        of=_WEAKNESS,
        label=mark("Do you plan to publish it, and when?"),
        most=LINE_CHARS,
    ),
    Question(
        name="again",
        step=Step.WHAT,
        of=_BEHAVIOUR,
        label=mark("Does it happen again when you try?"),
        options=_YES_NO,
        default=Told.UNKNOWN,
    ),
    Question(
        name="reporter",
        step=Step.YOU,
        label=mark("You report as"),
        options=(
            Option(Reporter.RESEARCHER, mark("A researcher")),
            Option(Reporter.USER, mark("Somebody who uses the system")),
            Option(Reporter.AFFECTED, mark("Somebody it did harm to")),
            Option(Reporter.VENDOR, mark("A vendor or supplier")),
            Option(Reporter.OTHER, mark("Somebody else")),
            Option(Reporter.UNKNOWN, mark("I would rather not say")),
        ),
        default=Reporter.UNKNOWN,
    ),
    Question(
        name="contact",
        step=Step.YOU,
        label=mark("How may we reach you?"),
        help=mark(
            "Mail, telephone, anything you read. Without it, the page of your report is the only way between us."
        ),
        most=LINE_CHARS,
    ),
    Question(
        name="name",
        step=Step.YOU,
        label=mark("Your name, or what we may call you"),
        most=LINE_CHARS,
    ),
    Question(
        name="naming",
        step=Step.YOU,
        label=mark("May we name you to others?"),
        help=mark("Such as in thanks, when it is published."),
        options=(
            Option(Naming.NEVER, mark("No")),
            Option(Naming.ASK_FIRST, mark("Only after you asked me")),
            Option(Naming.MAY, mark("Yes")),
        ),
        default=Naming.ASK_FIRST,
    ),
    Question(
        name="handling",
        step=Step.YOU,
        label=mark("Who may know what you report?"),
        help=mark("Nobody here passes it on beyond this without asking you, unless the law obliges us to."),
        options=(
            Option(Handling.RED, mark("Only the people here who work on it"), "TLP:RED"),
            Option(Handling.AMBER_STRICT, mark("Only this organisation"), "TLP:AMBER+STRICT"),
            Option(Handling.AMBER, mark("This organisation, and its clients who need to know"), "TLP:AMBER"),
            Option(Handling.GREEN, mark("Others who defend systems, but not the public"), "TLP:GREEN"),
            Option(Handling.CLEAR, mark("Anyone"), "TLP:CLEAR"),
            Option(Handling.UNKNOWN, mark("I do not know"), mark("We treat it as the first until we asked you.")),
        ),
        default=Handling.UNKNOWN,
    ),
)
BY_NAME = {one.name: one for one in QUESTIONS}


def asked(about: About, step: Step | None = None) -> tuple[Question, ...]:
    """What somebody who reports this is asked, at one step or in all."""
    return tuple(one for one in QUESTIONS if about in one.of and step in {None, one.step})


def answered(told: PublicReport, *, name: str, contact: str) -> Iterator[tuple[str, str]]:
    """Every question that was put, and the answer in words; "" where there was none."""
    apart = {"name": name, "contact": contact}
    for question in asked(told.about):
        given = apart[question.name] if question.name in apart else str(getattr(told, question.name))
        option = next((one for one in question.options if one.value == given), None)
        yield question.label_for(told.about), _(option.label) if option else given
