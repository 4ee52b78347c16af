"""Keys and tokens that show by their form whose they are."""

import re

from tocsin.vocab.cue import one_of
from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.finding import Finding, Hit, Label, Pattern, finding
from tocsin.vocab.secret_form import entropy, is_placeholder
from tocsin.vocab.triage import Confidence

NAME = "key-families"
SUMMARY = "keys and tokens of known families, JSON web tokens, webhooks"

# Prefixes of keys: who issues them, the prefix, and what follows. Prefixes are documented by their issuers or listed by
# gitleaks 8 (MIT); that the rest has this length and alphabet is observed, not promised, so lengths are lower bounds.
FAMILIES: tuple[tuple[str, str, str], ...] = (
    ("aws", r"(?:akia|asia|abia|acca)", r"[A-Z0-9]{12,20}"),
    ("github", r"(?:gh[pousr]_|github_pat_)", r"\w{20,255}"),
    ("gitlab", r"gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|oas|soat)-", r"[\w.=-]{16,300}"),
    ("slack", r"(?:xox[abcdeoprs]-|xapp-|xwfp-)", r"[\w-]{10,300}"),
    ("openai-style", r"[sprx]k-", r"(?:[A-Za-z0-9]{1,40}[-_]){0,9}[A-Za-z0-9_-]{16,300}"),
    ("hugging-face", r"(?:hf_|api_org_)", r"[A-Za-z0-9]{16,100}"),
    ("google", r"(?:aiza|ya29\.|gocspx-)", r"[\w-]{18,500}"),
    ("stripe", r"(?:[srp]k_(?:live|test|prod)_|whsec_)", r"[A-Za-z0-9+/=]{10,250}"),
    ("sendgrid", r"sg\.", r"[\w-]{16,64}\.[\w-]{16,64}"),
    ("elevenlabs", r"sk_", r"[0-9a-f]{40,60}"),
    ("npm", r"npm_", r"[A-Za-z0-9]{30,80}"),
    ("pypi", r"pypi-", r"[\w-]{30,500}"),
    ("digitalocean", r"do[opr]_v1_", r"[0-9a-f]{40,80}"),
    ("shopify", r"shp(?:at|ca|pa|ss)_", r"[0-9a-fA-F]{24,64}"),
    ("groq", r"gsk_", r"[A-Za-z0-9]{20,100}"),
    ("replicate", r"r8_", r"[A-Za-z0-9]{20,80}"),
    ("perplexity", r"pplx-", r"[A-Za-z0-9]{20,100}"),
    ("langsmith", r"lsv2_(?:pt|sk)_", r"[\w]{20,100}"),
    ("nvidia", r"nvapi-", r"[\w-]{20,120}"),
    ("xai", r"xai-", r"[A-Za-z0-9]{20,120}"),
    ("fireworks", r"fw_", r"[A-Za-z0-9]{20,60}"),
    ("vault", r"hv[sbr]\.", r"[\w-]{20,300}"),
    ("databricks", r"dapi", r"[0-9a-f]{32}(?:-\d)?"),
    ("grafana", r"(?:glsa_|glc_)", r"[\w+/=]{20,300}"),
    ("docker", r"dckr_(?:pat|oat)_", r"[\w-]{20,60}"),
    ("twilio", r"(?:sk|ac)", r"[0-9a-f]{32}"),
    ("atlassian", r"atatt3", r"[\w=-]{30,300}"),
    ("new-relic", r"nr(?:ak|jb|ra|ii)-", r"[A-Za-z0-9]{20,60}"),
    ("postman", r"pmak-", r"[0-9a-f]{20,30}-[0-9a-f]{30,40}"),
    ("planetscale", r"pscale_(?:tkn|pw|oauth)_", r"[\w=.-]{20,80}"),
    ("sentry", r"sntry[su]_", r"[\w+/=-]{30,300}"),
    ("linear", r"lin_(?:api|oauth)_", r"[A-Za-z0-9]{20,80}"),
    ("notion", r"ntn_", r"[A-Za-z0-9]{30,60}"),
    ("supabase", r"sb(?:p|_secret|_publishable)_", r"[\w]{20,80}"),
    ("tailscale", r"tskey-", r"[\w-]{16,100}"),
    ("doppler", r"dp\.(?:pt|st|ct|sa|scim|audit)\.", r"[\w.-]{20,80}"),
    ("pulumi", r"pul-", r"[0-9a-f]{40}"),
    ("age", r"age-secret-key-1", r"[0-9A-Z]{50,64}"),
    ("telegram", r"[0-9]{8,10}:aa", r"[\w-]{30,40}"),
    ("mailgun", r"key-", r"[0-9a-f]{32}"),
)
_START = r"(?:(?<![A-Za-z0-9])|(?<=\\[nrt]))"  # no letter before it, but for that of an escaped line end
_SHOUTED = frozenset({"aws", "twilio", "age"})  # capitals only: the prefix is too short to be told otherwise


def _family(name: str, prefix: str, rest: str) -> Pattern:
    shown = prefix.upper() if name in _SHOUTED else prefix
    case = "" if name in _SHOUTED else "i:"
    return Pattern(
        rule=f"{name}-key",
        label=Label.API_KEY,
        trigger=prefix,
        regex=rf"{_START}(?:(?{case or ':'}{shown})){rest}(?![A-Za-z0-9])",
        reason="the prefix is that of a known family of keys",
        confidence=Confidence.HIGH,
    )


# Prefixes of further issuers, as their documents or gitleaks 8 and betterleaks (MIT) name them; what follows is asked
# to look drawn by chance.
PREFIXES: tuple[str, ...] = (
    *("sq0atp-", "sq0csp-", "sq0idp-", "EAAA", "shippo_live_", "shippo_test_", "EZAK", "EZTK", "fm1_", "fm2_", "fm1r_"),
    *("fm1a_", "fo1_", "ATBB", "ATCTT3", "pat-na1-", "pat-eu1-", "CCIPAT_", "CCIPRJ_", "bkua_", "bkaj_", "bkct_"),
    *("rubygems_", "dt0c01.", "dt0s01.", "figd_", "figo_", "ops_eyJ", "ABSK", "AKCp", "cmVmdGtu", "xkeysib-"),
    *("xsmtpsib-", "phc_", "phx_", "phs_", "vercel_", "vcp_", "nfp_", "nfc_", "rnd_", "HRKU-", "mdb_sa_sk_", "napi_"),
    *("neon_", "tvly-", "e2b_", "jina_", "pcsk_", "csk-", "pk-lf-", "sk-lf-", "ls__", "wandb_v1_", "sgp_", "slk_"),
    *("squ_", "sqp_", "sqa_", "tfp_", "pnu_", "pnb_", "CLOJARS_", "CFPAT-", "duffel_live_", "duffel_test_", "FLWSECK-"),
    *("FLWSECK_TEST-", "FLWPUBK-", "fio-u-", "ico-", "rdme_", "tk-us-", "sntryu_", "sntrys_", "mlsn.", "rzp_live_"),
    *(
        "rzp_test_",
        "LTAI",
        "AKID",
        "akab-",
        "aio_",
        "amzn.mws.",
        "amzn1.oa2-cs.v1.",
        "APA91b",
        "gAAAAA",
        "nsec1",
        "xprv",
    ),
    *(
        "sess-",
        "sha256~",
        "access-production-",
        "access-sandbox-",
        "access-development-",
        "v1.0-",
        "v2.local.",
        "v4.local.",
    ),
    *(
        "AQVN",
        "t1.9eu",
        "1000.",
        "rk_live_",
        "pk_live_",
        "pk_test_",
        "GR1348941",
        "glffct-",
        "eyJrIjoi",
        "glc_",
        "dop_v1_",
    ),
    *(
        "tgp_v1_",
        "sk_car_",
        "sk_org_",
        "cal_live_",
        "ak_live_",
        "apify_api_",
        "lin_wh_",
        "re_",
        "whsec_",
        "rpa_",
        "hfp_",
    ),
    *("gsk_", "ghu_", "tskey-auth-", "kv_", "mk_live_", "syt_", "mct_", "snyk_", "sbp_", "pat_", "edk_", "CL-", "wak_"),
    *(
        "openrouter-",
        "or-v1-",
        "ccm_",
        "secret_",
        "shppa_",
        "shpua_",
        "prtapl_",
        "stytch_",
        "user_live_",
        "Atza|",
        "Atzr|",
    ),
    *(
        "IGQV",
        "IGAA",
        "EAAC",
        "EAAG",
        "EAAB",
        "NGO-",
        "cr_live_",
        "AIzaSy",
        "vk1.a.",
        "y0_Ag",
        "tok_live_",
        "dsn_",
        "lsk_",
    ),
)
_DRAWN = r"[\w.=+/~:-]{16,600}"

PATTERNS: tuple[Pattern, ...] = (
    *(_family(*family) for family in FAMILIES),
    Pattern(
        rule="prefixed",
        label=Label.API_KEY,
        trigger=f"(?:{one_of(PREFIXES)})",
        regex=rf"{_START}(?<![_.])(?:{one_of(PREFIXES)}){_DRAWN}",
        reason="the prefix is that of a known family of keys, and what follows looks drawn by chance",
        confidence=Confidence.HIGH,
        examples=("with ⟦tvly-q8Zt1LmN0pRs7UvWx3Yb5C⟧ then", "⟦shippo_live_3b5d7f9a1c3e5b7d9f1a3c5e7b9d1f3a⟧"),
        counterexamples=("secret_name_of_the_service_in_use", "v1.0-release-candidate-for-all", "re_" + "x" * 30),
    ),
    Pattern(
        rule="prefixed-alike",
        label=Label.API_KEY,
        trigger=(
            r"[a-z0-9][_-](?:live|prod|prd|test|sandbox|stag(?:e|ing)|stg|dev|uat|int|secret|sk|pat|api|key|token|"
            r"tok|priv|svc|access|"
            r"refresh|bot|admin|v[0-9])[_-][a-z0-9]{6}"
        ),
        regex=(
            rf"{_START}(?<![_.-])[A-Za-z][A-Za-z0-9]{{0,15}}[_-](?:live|prod|prd|test|sandbox|stag(?:e|ing)|stg|dev|uat|int|secret|sk|pat|"
            r"api|key|token|tok|priv|svc|access|refresh|bot|admin|v\d)[_-](?:[A-Za-z0-9]{1,12}[_-]){0,2}"
            r"[A-Za-z0-9]{16,200}(?![A-Za-z0-9])"
        ),
        reason="a prefix as issuers of keys give them (who, what for), and what follows looks drawn by chance",
        confidence=Confidence.HIGH,
        examples=("our ⟦mw_live_q8Zt1LmN0pRs7UvWx3Yb⟧ is out",),
        counterexamples=(
            "run my_test_configurationofeverything",
            "job-v2-architecturedecisions",
            "app-api-7f9c8b6d5-abcde",
        ),
    ),
    Pattern(
        rule="json-web-token",
        label=Label.JWT,
        trigger=r"eyj",
        regex=r"(?<![\w-])eyJ[\w-]{8,4000}={0,2}\.(?:eyJ)?[\w-]{8,8000}={0,2}\.[\w-]{0,2000}",
        reason="three base64 parts of which the first is a JSON object (RFC 7519)",
        confidence=Confidence.HIGH,
        examples=("token ⟦eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl⟧ leaked",),
        counterexamples=("eyJust a word",),
    ),
    Pattern(
        rule="webhook",
        label=Label.API_KEY,
        trigger=(
            r"(?:hooks\.slack|discord(?:app)?\.com/api/webhooks|webhook\.office|logic\.azure|hooks\.zapier|"
            r"hook\.[a-z0-9]{2,6}\.make|chat\.googleapis|open\.(?:feishu|larksuite)|oapi\.dingtalk|qyapi\.weixin|"
            r"api\.telegram\.org/bot|outlook\.office|hooks\.mattermost|/hooks/|maker\.ifttt)"
        ),
        regex=(
            r"(?i:hooks\.slack\.com/(?:services|workflows|triggers)/|discord(?:app)?\.com/api/webhooks/|"
            r"\.webhook\.office\.com/webhookb?2?/|outlook\.office(?:365)?\.com/webhook/|"
            r"hooks\.zapier\.com/hooks/catch/|"
            r"hook\.\w{2,6}\.make\.com/|open\.(?:feishu|larksuite)\.c\w{1,3}/open-apis/bot/v2/hook/|access_token=|"
            r"qyapi\.weixin\.qq\.com/cgi-bin/webhook/send\?key=|maker\.ifttt\.com/trigger/\w{1,40}/with/key/|/hooks/)"
            r"(?P<value>[\w@/.-]{18,300})"
        ),
        reason="who knows the rest of this address can write there",
        confidence=Confidence.HIGH,
        examples=("to https://hooks.slack.com/services/⟦T0AB12CD3/B0EF45GH6/q8Zt1LmN0pRs7UvWx3Yb5C7d⟧ now",),
        counterexamples=("https://hooks.slack.com/services/", "see https://example.com/hooks/how-to-write-a-hook"),
    ),
    Pattern(
        rule="token-of-three-parts",
        label=Label.API_KEY,
        trigger=r"[mno][a-z0-9_-]{22,27}\.[a-z0-9_-]{5,7}\.[a-z0-9_-]{27}",
        regex=r"(?<![\w.-])[MNO][\w-]{22,27}\.[\w-]{5,7}\.[\w-]{27,50}(?![\w-])",
        reason="the form of a Discord bot's token",
        confidence=Confidence.HIGH,
        examples=("bot ⟦MTA4NzY1NDMyMTA5ODc2NTQzMg.GhJ4kL.q8Zt1LmN0pRs7UvWx3Yb5C7d9E1f2G3h⟧ x",),
        counterexamples=("Main.entry.point",),
    ),
    Pattern(
        rule="client-secret-by-form",
        label=Label.API_KEY,
        trigger=r"[0-9]q~[a-z0-9_.~-]{20}",
        regex=r"(?<![\w~.-])[\w~.-]{3}\dQ~[\w~.-]{31,34}(?![\w~-])",
        reason="the form of a client secret of Microsoft Entra",
        confidence=Confidence.HIGH,
        examples=("with ⟦abC8Q~q8Zt1LmN0pRs7UvWx3Yb5C7d9E1f2G3hJ4⟧ in",),
        counterexamples=("FAQ~2 is here",),
    ),
)


def patterns(dictionary: Dictionary) -> tuple[Pattern, ...]:
    """The rules; they need no dictionary."""
    return PATTERNS


def confirm(text: str, hit: Hit, dictionary: Dictionary) -> Finding | None:
    """The key without the stops behind it; None where it is a word or stands in a manual."""
    value = text[hit.start : hit.end].rstrip(".,;:!?)]}»”’/")
    end = hit.start + len(value)
    match hit.pattern.rule:
        case "json-web-token":
            return finding(hit, end=end)
        case "prefixed" | "prefixed-alike" | "webhook":
            runs = [run for run in re.split(r"[^A-Za-z0-9]+", value) if len(run) > 11 and _is_mixed(run)]
            fits = bool(runs) and entropy(max(runs, key=len)) > 2.9
            return finding(hit, end=end) if fits and "://" not in value else None
    fits = entropy(value) > 2.4 and not value.endswith("EXAMPLE") and not is_placeholder(value)
    return finding(hit, end=end) if fits else None


def _is_mixed(run: str) -> bool:
    digits = sum(map(str.isdigit, run))
    return digits > 1 and digits < len(run)
