"""The boundary: what a share and a classification are not.

Every exported statement prints them (R23, R24). They stand here once, so that they cannot drift apart.
"""

VOLUNTARY = "This is a voluntary share. It satisfies no mandatory report."

NO_CLOCK = "A share never stops, meets or closes a reporting clock."

PRELIMINARY = "This classification is preliminary and is not a legal determination."

FOUR_RECORDS = (
    "It does not take the place of the incident response record, the legal record, the communication to users or the "
    "remediation record."
)

NOT_LEGAL_ADVICE = "Not legal advice."

ASK_COUNSEL = "It may apply; ask counsel."

TLP_READING = (
    "Ordering the Traffic Light Protocol's labels from open to strict is this program's reading; FIRST does not define "
    "an order for machines."
)

# As they stand at the foot of every exported statement, in this order.
STATEMENT = (VOLUNTARY, PRELIMINARY, FOUR_RECORDS, NOT_LEGAL_ADVICE)
