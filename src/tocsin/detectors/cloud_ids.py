"""Accounts, projects, subscriptions and tenants of clouds, by their form."""

import re

from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.finding import Finding, Hit, Label, Pattern, finding
from tocsin.vocab.role import Role, role
from tocsin.vocab.triage import Confidence

NAME = "cloud-ids"
SUMMARY = "accounts, projects, subscriptions and tenants of clouds"

_UUID = r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"
# Forms as the operators document them: Amazon Resource Names, Alibaba Cloud Resource Names, Oracle Cloud Identifiers,
# resource names of Google Cloud, resource ids of Azure.
PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        rule="resource-name-of-an-account",
        label=Label.CLOUD_ID,
        trigger=r"(?:arn:aws|acs:[a-z0-9]|\.dkr\.ecr\.)",
        regex=(
            r"(?:\barn:aws[\w-]{0,12}:[\w-]{1,40}:[\w-]{0,24}:(?P<value>\d{12})(?=:)|"
            r"\bacs:\w{1,20}:[\w-]{0,24}:(?P<other>\d{16})(?=:))"
        ),
        reason="the account in the name of a resource",
        confidence=Confidence.HIGH,
        examples=("arn:aws:iam::⟦904117730265⟧:role/ci", "acs:ram::⟦1903317755201846⟧:role/ops"),
        counterexamples=("arn:aws:s3:::bucket", "arn:aws:iam::aws:policy/ReadOnlyAccess"),
    ),
    Pattern(
        rule="oracle-cloud-id",
        label=Label.CLOUD_ID,
        trigger=r"ocid1\.",
        regex=r"(?<![\w.])ocid1\.[a-z]{2,40}\.oc\d{1,2}\.[a-z0-9-]{0,24}\.(?:[a-z0-9-]{1,24}\.)?[a-z0-9]{20,100}(?!\w)",
        reason="an identifier of Oracle Cloud",
        confidence=Confidence.HIGH,
        examples=("user=⟦ocid1.user.oc1..aaaaaaaak3v7q2m9x4n8b5c1z6l0p3w7r2t5y9u4⟧ ",),
        counterexamples=("ocid1.user.oc1..", "see ocid1.tenancy"),
    ),
    Pattern(
        rule="project-of-a-cloud",
        label=Label.CLOUD_ID,
        trigger=r"(?:projects/|gcp_project|project[_-]?id|--project|\.iam\.gserviceaccount)",
        regex=(
            r"(?:(?<![\w/-])projects/(?P<value>[a-z][a-z0-9-]{4,28}[a-z0-9])(?=/(?:locations|"
            r"zones|regions|"
            r"serviceAccounts|secrets|topics|subscriptions|datasets|instances|global|logs|databases|buckets|"
            r"roles)\b)|"
            r"(?:GCP_PROJECT|GOOGLE_CLOUD_PROJECT|gcp_project\w{0,4}|--project)[\"']?[ =:]{1,3}[\"']?"
            r"(?P<other>[a-z][a-z0-9-]{4,28}[a-z0-9])(?![\w/]))"
        ),
        reason="the project in the name of a resource",
        examples=("projects/⟦fjord-prod-5521⟧/serviceAccounts/x", "GCP_PROJECT=⟦fjord-live-5521⟧"),
        counterexamples=("projects/readme", "src/projects/website/images", "--project my/path"),
    ),
    Pattern(
        rule="subscription-or-tenant",
        label=Label.CLOUD_ID,
        trigger=r"(?:subscription|tenant|microsoftonline|directory[ _]?id|account[ _-]?id)",
        regex=(
            r"(?i:(?:subscriptions?|tenants?|tenancy|directory)(?:[ _-]?id)?)[\"']?[ =:/]{1,4}[\"']?"
            rf"(?P<value>{_UUID})|"
            rf"microsoftonline\.com/(?P<other>{_UUID})|(?i:\b(?:aws[ _-]?)?account[ _-]?id)[\"']?[ =:]{{1,4}}[\"']?"
            r"(?P<account>\d{12})(?!\d)"
        ),
        reason="a word for a subscription, a tenant or an account of a cloud stands before it",
        examples=(
            "/subscriptions/⟦6f1d2c3b-4a59-4e68-9b7c-8d0e1f2a3b4c⟧/resourceGroups/x",
            '"tenantId": "⟦6f1d2c3b-4a59-4e68-9b7c-8d0e1f2a3b4c⟧"',
            '"accountId": "⟦904117730265⟧"',
        ),
        counterexamples=("request id 6f1d2c3b-4a59-4e68-9b7c-8d0e1f2a3b4c", '"account": "904117730265"'),
    ),
)
_NOBODYS = re.compile(r"0{12}|123456789012|111122223333|(\d)\1{11}|my-project|your-project\S*|project-id|example\S*")


def patterns(dictionary: Dictionary) -> tuple[Pattern, ...]:
    """The rules; they need no dictionary."""
    return PATTERNS


def confirm(text: str, hit: Hit, dictionary: Dictionary) -> Finding | None:
    """The id; None for those of manuals, and for what the text lays to the attacker."""
    found = re.compile(hit.pattern.regex).match(text, hit.match_start, hit.match_end + 40)
    if found is None:
        return None
    group = next((name for name, value in found.groupdict().items() if value is not None), 0)
    start, end = found.span(group)
    if _NOBODYS.fullmatch(text[start:end]) or role(text, hit.match_start, near=40) is Role.ATTACKER:
        return None
    return finding(hit, start=start, end=end)
