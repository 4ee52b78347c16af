"""Components: how they are typed, and when two names mean the same thing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tocsin.vocab.component import (
    ComponentType,
    Key,
    Naming,
    Sameness,
    any_version,
    compare,
    is_strong,
    keys_of,
    naming_in,
    naming_of,
    naming_seen,
    purl_key,
    sheet_of,
    type_of,
)
from tocsin.vocab.errors import BadInput
from tocsin.vocab.reading import ComponentSeen, Detail
from tocsin.vocab.sheet import ComponentSheet

COMMIT = "043235d6088ecd3dd5fb5ca3592b6913fd516027"
SHA = "ab" * 32


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("pkg:pypi/litellm@1.82.7", (ComponentType.PACKAGE, "litellm", "1.82.7", "")),
        ("pkg:npm/%40angular/animation@12.3.1", (ComponentType.PACKAGE, "@angular/animation", "12.3.1", "")),
        (f"pkg:huggingface/distilbert@{COMMIT}", (ComponentType.MODEL, "distilbert", COMMIT, "")),
        ("pkg:oci/static@sha256%3A244fd47e07d10", (ComponentType.CONTAINER, "static", "sha256:244fd47e07d10", "")),
        ("model:example/guard@1.4", (ComponentType.MODEL, "example/guard", "1.4", "")),
        (f"model:example/guard@{COMMIT.upper()}", (ComponentType.MODEL, "example/guard", "", COMMIT)),
        ("model:local/llama:8b", (ComponentType.MODEL, "local/llama:8b", "", "")),
        ("dataset:claims-2025", (ComponentType.DATASET, "claims-2025", "", "")),
        ("mcp_server:@example/mail@0.3.1", (ComponentType.MCP_SERVER, "@example/mail", "0.3.1", "")),
        (f"sha256:{SHA}", (ComponentType.OTHER, f"sha256:{SHA}", "", "")),
    ],
)
def test_a_component_is_read_as_it_is_typed(typed: str, expected: tuple[str, str, str, str]) -> None:
    found = naming_of(typed)
    assert (found.type, found.name, found.version, found.revision) == expected
    assert keys_of(naming_of(str(found))) == keys_of(found), "what is shown can be typed again"


@pytest.mark.parametrize(
    "typed",
    ["", "litellm", "weights:guard", "pkg:", "pkg:pypi", "sha256:abc", "model:", "model:a#sha256:00", "model:a\u202eb"],
)
def test_what_names_no_component_is_refused_with_a_way_out(typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        naming_of(typed)
    assert refused.value.hint


# From the examples of package-url/purl-spec, PURL-TYPES, as read 2026-11-23; each pair is one package there.
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("pkg:PYPI/Django_AllAuth@12.23", "pkg:pypi/django-allauth@12.23"),
        ("pkg:github/Package-URL/purl-Spec@244fd47", "pkg:github/package-url/purl-spec@244fd47"),
        ("pkg:deb/debian/curl@7.50.3-1?arch=i386&distro=jessie", "pkg:deb/debian/curl@7.50.3-1?arch=amd64"),
        ("pkg://npm/foobar@12.3.1", "pkg:npm/foobar@12.3.1#sub/path"),
        (f"pkg:huggingface/microsoft/deberta@{COMMIT.upper()}", f"pkg:huggingface/microsoft/deberta@{COMMIT}"),
    ],
)
def test_two_spellings_of_a_package_url_have_one_key(one: str, other: str) -> None:
    assert purl_key(one) == purl_key(other) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("pkg:pypi/litellm@1", "pkg:pypi/litellm@1?repository_url=https://packages.example.com"),
        ("pkg:huggingface/A/b", "pkg:huggingface/a/b"),
        ("pkg:npm/a", "pkg:pypi/a"),
        ("pkg:maven/Org/a", "pkg:maven/org/a"),
    ],
)
def test_what_another_place_serves_is_another_package(one: str, other: str) -> None:
    assert purl_key(one) != purl_key(other)


@given(st.text(max_size=60))
def test_no_text_makes_the_reader_of_package_urls_stumble(text: str) -> None:
    for purl in (text, f"pkg:{text}", f"pkg:pypi/{text}"):
        key = purl_key(purl)
        assert key is None or key.line.startswith("pkg:")


def test_a_model_and_its_package_url_on_the_hub_are_the_same() -> None:
    on_the_hub = naming_of(f"pkg:huggingface/example/guard@{COMMIT}")
    assert compare(on_the_hub, naming_of(f"model:example/guard@{COMMIT}")) is Sameness.SAME


def test_equal_bytes_are_the_same_under_any_name() -> None:
    one = Naming(type=ComponentType.MODEL, name="example/guard", version="1", digests=(("SHA-256", SHA),))
    other = Naming(type=ComponentType.FILE, name="copy.safetensors", digests=(("SHA-256", SHA.upper()),))
    assert compare(one, other) is Sameness.SAME


@pytest.mark.parametrize(("algorithm", "value"), [("MD5", "ab" * 16), ("SHA-1", "ab" * 20), ("SHA-256", "zz" * 32)])
def test_a_digest_that_can_be_forged_or_is_none_says_nothing(algorithm: str, value: str) -> None:
    one = Naming(type=ComponentType.FILE, name="a", digests=((algorithm, value),))
    other = Naming(type=ComponentType.FILE, name="b", digests=((algorithm, value),))
    assert not is_strong(algorithm, value)
    assert compare(one, other) is Sameness.DIFFERENT


def test_versions_are_told_apart_and_a_missing_one_is_said() -> None:
    one, two, none = (naming_of(f"pkg:pypi/litellm{version}") for version in ("@1.82.7", "@1.82.8", ""))
    assert compare(one, two) is Sameness.OTHER_VERSION
    assert compare(one, none) is Sameness.VERSION_NOT_STATED
    assert compare(one, naming_of("pkg:pypi/vllm@1.82.7")) is Sameness.DIFFERENT


def test_a_name_that_is_no_worldwide_one_counts_in_its_document_alone() -> None:
    gateway = Naming(type=ComponentType.SERVICE, name="api-gateway", within="one.json")
    assert compare(gateway, replace(gateway, within="other.json")) is Sameness.DIFFERENT
    model = Naming(type=ComponentType.MODEL, name="example/guard", within="one.json")
    assert compare(model, replace(model, within="other.json")) is Sameness.SAME


def test_a_revision_and_a_version_label_are_both_keys() -> None:
    both = Naming(type=ComponentType.MODEL, name="m", version="1.0", revision=COMMIT)
    assert set(keys_of(both)) == {Key("model:m", "1.0"), Key("model:m", COMMIT)}


def test_any_version_leaves_the_line_alone() -> None:
    found = any_version(naming_of(f"pkg:pypi/litellm@1.82.7#sha256:{SHA}"))
    assert keys_of(found) == (Key("pkg:pypi/litellm"),)


@given(st.sampled_from([*ComponentType]), st.text(min_size=1, max_size=20), st.text(max_size=8))
def test_a_naming_comes_back_from_its_sheet(type_: ComponentType, name: str, version: str) -> None:
    naming = Naming(type=type_, name=name, version=version, digests=(("SHA-256", SHA),))
    assert naming_in(sheet_of(naming)) == naming


def test_a_type_of_a_newer_version_is_other() -> None:
    assert naming_in(ComponentSheet(kind="hologram", name="x")).type is ComponentType.OTHER


def test_foreign_words_find_their_type() -> None:
    assert type_of("machine-learning-model") is ComponentType.MODEL
    assert type_of("data") is ComponentType.DATASET
    assert type_of("PyPI", "pkg:pypi/a") is ComponentType.PACKAGE
    assert type_of("PyPI") is ComponentType.OTHER
    assert type_of("odd", "no purl") is ComponentType.OTHER


def test_what_a_reader_saw_becomes_a_naming() -> None:
    seen = ComponentSeen(kind="library", name="a", version="1", digests=(Detail(name="SHA-256", value=SHA),))
    found = naming_seen(seen, "report.json")
    assert (found.type, found.version, found.digests, found.within) == (
        ComponentType.PACKAGE,
        "1",
        (("SHA-256", SHA),),
        "report.json",
    )
