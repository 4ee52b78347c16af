"""Everything that a provider, or somebody between, can do wrong: nobody comes in, and the log says exactly why."""

import json
import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.web.browser import Browser
from tests.web.provider import (
    SUBJECT,
    Claims,
    Manners,
    Told,
    b64,
    signed,
    told_desk,
    under_no_key,
    under_the_public_key,
)
from tests.web.scene import KEY
from tocsin.web import oidc_fetch
from tocsin.web.gate import cookie_name
from tocsin.web.oidc_fault import Trouble, sentence_of
from tocsin.web.oidc_round import VALID_FOR

ROUND = cookie_name(KEY, "round", is_secure=False)
SLOWEST_S = 1.0


@pytest.fixture(scope="module")
def told(template_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """One desk for all of them: Bo has connected an identity, so every yes would show."""
    home = tmp_path_factory.mktemp("told") / "home"
    shutil.copytree(template_home, home)
    with told_desk(home) as made, pytest.MonkeyPatch.context() as patch:
        patch.setattr(oidc_fetch, "DEADLINE_S", SLOWEST_S)
        made.connected()
        yield made


@pytest.fixture(autouse=True)
def as_it_should_be(told: Told) -> Iterator[None]:
    """The provider behaves again after each test."""
    told.provider.manners, told.provider.subject = Manners(), SUBJECT
    yield
    told.provider.manners = Manners()


def refused(told: Told, answer: httpx.Response, trouble: Trouble, log: pytest.LogCaptureFixture) -> None:
    """Nobody came in, for this reason and no other, and nothing of what came is shown."""
    assert answer.status_code in {403, 503}, (answer.status_code, answer.headers.get("location"))
    assert [record.args for record in log.records if record.name == "tocsin.web"] == [(trouble,)]
    assert sentence_of(trouble) in answer.text
    assert "<script>" not in answer.text.replace("<script src=", "")
    assert "evil" not in answer.text


def changed(**fields: object) -> Callable[[Claims], Claims]:
    """Claims in which some are other ones; None leaves one out."""
    return lambda claims: {name: value for name, value in (claims | fields).items() if value is not None}


def moved(name: str, by: int) -> Callable[[Claims], Claims]:
    """Claims in which a moment is another one."""

    def other(claims: Claims) -> Claims:
        base = claims["iat"]
        assert isinstance(base, int)
        return claims | {name: base + by}

    return other


def twice(claims: Claims) -> str:
    """A token in whose claims the subject stands twice: another first, ours last."""
    return signed(b'{"sub": "somebody-else",' + json.dumps(claims).encode()[1:])


def tampered(claims: Claims) -> str:
    """A token whose claims were changed after it was signed."""
    head, _, tail = signed(claims | {"sub": "somebody-else"}).split(".")
    return f"{head}.{b64(json.dumps(claims).encode())}.{tail}"


def with_header(header: bytes) -> Callable[[Claims], str]:
    """A token under this header, with a signature that is none."""
    return lambda claims: f"{b64(header)}.{b64(json.dumps(claims).encode())}.AAAA"


TOKENS: dict[str, tuple[Manners, Trouble]] = {
    "another nonce": (Manners(claims=changed(nonce="0" * 64)), Trouble.TOKEN_NONCE),
    "no nonce": (Manners(claims=changed(nonce=None)), Trouble.TOKEN_NONCE),
    "another audience": (Manners(claims=changed(aud="another-client")), Trouble.TOKEN_AUDIENCE),
    "a further audience": (Manners(claims=changed(aud=["tocsin-desk", "another"])), Trouble.TOKEN_AUDIENCE),
    "no audience": (Manners(claims=changed(aud=None)), Trouble.TOKEN_AUDIENCE),
    "another party": (Manners(claims=changed(azp="another-client")), Trouble.TOKEN_PARTY),
    "another issuer": (Manners(claims=changed(iss="https://evil.example")), Trouble.TOKEN_ISSUER),
    "the issuer with a slash": (
        Manners(claims=lambda claims: claims | {"iss": f"{claims['iss']}/"}),
        Trouble.TOKEN_ISSUER,
    ),
    "over": (Manners(claims=moved("exp", -61)), Trouble.TOKEN_OVER),
    "no end": (Manners(claims=changed(exp=None)), Trouble.TOKEN_TIME),
    "an end that is no number": (Manners(claims=changed(exp="never")), Trouble.TOKEN_TIME),
    "an end that is true": (Manners(claims=changed(exp=True)), Trouble.TOKEN_TIME),
    "made tomorrow": (Manners(claims=moved("iat", 86_400)), Trouble.TOKEN_TIME),
    "made an hour ago": (Manners(claims=moved("iat", -3_600)), Trouble.TOKEN_TIME),
    "not yet": (Manners(claims=moved("nbf", 300)), Trouble.TOKEN_TIME),
    "no subject": (Manners(claims=changed(sub=None)), Trouble.TOKEN_SUBJECT),
    "an empty subject": (Manners(claims=changed(sub="")), Trouble.TOKEN_SUBJECT),
    "a long subject": (Manners(claims=changed(sub="x" * 256)), Trouble.TOKEN_SUBJECT),
    "a number as subject": (Manners(claims=changed(sub=7)), Trouble.TOKEN_SUBJECT),
    "another access token": (Manners(claims=changed(at_hash="0" * 22)), Trouble.TOKEN_ACCESS),
    "a claim twice": (Manners(token=twice), Trouble.TOKEN_FORM),
    "claims that are a list": (Manners(token=lambda _: signed(b"[]")), Trouble.TOKEN_FORM),
    "no algorithm": (Manners(token=under_no_key), Trouble.TOKEN_FORM),
    "none with a signature": (
        Manners(token=with_header(b'{"alg": "none"}')),
        Trouble.TOKEN_ALGORITHM,
    ),
    "the public key as a secret": (Manners(token=under_the_public_key), Trouble.TOKEN_ALGORITHM),
    "changed after it was signed": (Manners(token=tampered), Trouble.TOKEN_SIGNATURE),
    "a key that is not there": (Manners(token=lambda claims: signed(claims, {"kid": "evil"})), Trouble.TOKEN_KEY),
    "the name of another key": (
        Manners(token=lambda claims: signed(claims, {"alg": "ES256", "kid": "rsa"})),
        Trouble.TOKEN_KEY,
    ),
    "something critical": (
        Manners(token=with_header(b'{"alg": "RS256", "kid": "rsa", "crit": ["exp"], "exp": 1}')),
        Trouble.TOKEN_FORM,
    ),
    "an enormous token": (Manners(claims=changed(more="x" * 20_000)), Trouble.TOKEN_FORM),
    "no token": (Manners(token=lambda _: ""), Trouble.TOKEN_FORM),
}


@pytest.mark.parametrize(("manners", "trouble"), TOKENS.values(), ids=TOKENS)
def test_a_token_that_is_wrong_signs_nobody_in(
    told: Told, caplog: pytest.LogCaptureFixture, manners: Manners, trouble: Trouble
) -> None:
    told.provider.manners = manners
    browser = Browser(told.base)
    refused(told, told.sign_in(browser), trouble, caplog)
    assert not browser.is_in()


TOKEN = "/token"
ANSWERS: dict[str, tuple[Manners, Trouble]] = {
    "enormous": (Manners(raw={TOKEN: (200, b'"' + b"x" * 1_000_000 + b'"', {})}), Trouble.TOO_MUCH),
    "slow": (Manners(slow_s=0.1), Trouble.TOO_SLOW),
    "elsewhere": (
        Manners(raw={TOKEN: (307, b"", {"Location": "http://127.0.0.1:9/evil"})}),
        Trouble.REDIRECTED,
    ),
    "an error": (Manners(raw={TOKEN: (400, b'{"error": "evil"}', {})}), Trouble.CODE_REFUSED),
    "a fault": (Manners(raw={TOKEN: (500, b"evil", {})}), Trouble.STATUS),
    "no JSON": (Manners(raw={TOKEN: (200, b"<html>evil", {})}), Trouble.NOT_JSON),
    "a key twice": (Manners(raw={TOKEN: (200, b'{"id_token": "a", "id_token": "b"}', {})}), Trouble.NOT_JSON),
    "deep": (Manners(raw={TOKEN: (200, b"[" * 50_000, {})}), Trouble.NOT_JSON),
    "a list": (Manners(raw={TOKEN: (200, b"[]", {})}), Trouble.NOT_JSON),
    "no ID token": (Manners(raw={TOKEN: (200, b'{"access_token": "a"}', {})}), Trouble.TOKEN_MISSING),
    "a number": (Manners(raw={TOKEN: (200, b'{"id_token": 7}', {})}), Trouble.TOKEN_MISSING),
    "of another issuer": (Manners(answer={"iss": "https://evil.example"}), Trouble.ANSWER_ISSUER),
    "of no issuer": (Manners(answer={"iss": None}), Trouble.ANSWER_ISSUER),
    "no": (Manners(answer={"code": None, "error": "access_denied"}), Trouble.DENIED),
    "a no in markup": (
        Manners(answer={"error": "<script>evil</script>", "error_description": "<script>evil</script>"}),
        Trouble.SAID_NO,
    ),
    "no code": (Manners(answer={"code": None}), Trouble.NO_CODE),
    "a code of somebody else": (Manners(answer={"code": "code-evil"}), Trouble.CODE_REFUSED),
    "an endless code": (Manners(answer={"code": "x" * 5_000}), Trouble.NO_CODE),
    "a code with a line": (Manners(answer={"code": "x\r\ny"}), Trouble.NO_CODE),
}


@pytest.mark.parametrize(("manners", "trouble"), ANSWERS.values(), ids=ANSWERS)
def test_an_answer_that_is_wrong_signs_nobody_in(
    told: Told, caplog: pytest.LogCaptureFixture, manners: Manners, trouble: Trouble
) -> None:
    told.provider.manners = manners
    browser, began = Browser(told.base), time.monotonic()
    refused(told, told.sign_in(browser), trouble, caplog)
    assert time.monotonic() < began + SLOWEST_S + 5
    assert not browser.is_in()


def test_with_none_of_it_wrong_bo_comes_in(told: Told) -> None:
    browser = Browser(told.base)
    assert told.sign_in(browser).status_code == 303
    assert browser.client.get("/api/v1/whoami").json()["person"] == told.bo


def at_the_provider(told: Told, browser: Browser) -> str:
    """Where the provider sends a browser back to that has begun a sign-in."""
    gone = browser.get("/sign-in/oidc").headers["location"]
    return str(browser.client.get(gone).headers["location"])


def test_a_round_trip_is_ended_once(told: Told, caplog: pytest.LogCaptureFixture) -> None:
    browser = Browser(told.base)
    back, cookie = at_the_provider(told, browser), browser.client.cookies[ROUND]
    told.provider.manners.raw = {TOKEN: (400, b"{}", {})}
    refused(told, browser.get(back), Trouble.CODE_REFUSED, caplog)
    told.provider.manners = Manners()
    caplog.clear()
    refused(told, browser.get(back), Trouble.NO_ROUND, caplog)  # the cookie was taken back
    caplog.clear()
    browser.client.cookies.set(ROUND, cookie)  # and whoever kept it has nothing of it
    refused(told, browser.get(back), Trouble.ROUND_USED, caplog)
    assert not browser.is_in()


def test_a_round_trip_of_another_browser_signs_nobody_in(told: Told, caplog: pytest.LogCaptureFixture) -> None:
    thief, victim = Browser(told.base), Browser(told.base)
    back = at_the_provider(told, thief)
    refused(told, victim.get(back), Trouble.NO_ROUND, caplog)
    caplog.clear()
    own = at_the_provider(told, victim)
    refused(told, victim.get(back), Trouble.OTHER_STATE, caplog)
    assert not victim.is_in()
    assert victim.get(own).status_code == 303  # a strange answer has not ended the victim's own


def test_a_round_trip_ends_after_a_while(told: Told, caplog: pytest.LogCaptureFixture) -> None:
    browser = Browser(told.base)
    back = at_the_provider(told, browser)
    told.story.clock.tick(VALID_FOR)
    refused(told, browser.get(back), Trouble.ROUND_OVER, caplog)


@pytest.mark.parametrize("text", ["", "x", "A" * 200, "%C3%A9", "AAAA.BBBB"])
def test_a_cookie_that_was_made_up_is_none(told: Told, caplog: pytest.LogCaptureFixture, text: str) -> None:
    browser = Browser(told.base)
    back = at_the_provider(told, browser)
    browser.client.cookies.clear()
    answer = httpx.get(back, headers={"Cookie": f"{ROUND}={text}"}, trust_env=False)
    refused(told, answer, Trouble.NO_ROUND, caplog)


@pytest.mark.parametrize("what", ["code", "state", "iss", "x"])
def test_a_parameter_that_stands_twice_signs_nobody_in(told: Told, caplog: pytest.LogCaptureFixture, what: str) -> None:
    browser = Browser(told.base)
    back = at_the_provider(told, browser) + "&x=1"
    found = re.search(rf"[?&]({what}=[^&]*)", back)
    assert found is not None
    refused(told, browser.get(f"{back}&{found[1]}"), Trouble.ANSWER_TWICE, caplog)


def test_unknown_keys_make_the_desk_ask_once_a_minute(told: Told, caplog: pytest.LogCaptureFixture) -> None:
    told.sign_in(Browser(told.base))
    told.provider.manners = Manners(token=lambda claims: signed(claims, {"kid": f"evil {time.monotonic()}"}))
    before = told.provider.asked.count("/jwks")
    for _ in range(8):
        assert told.sign_in(Browser(told.base)).status_code == 403
    assert told.provider.asked.count("/jwks") - before <= 1
