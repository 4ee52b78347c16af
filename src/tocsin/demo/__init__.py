"""The demonstration: one real event, fictional parties, the same code.

Modelled on the releases 1.82.7 and 1.82.8 of litellm on 24 March 2026. Facts of the event: AVID-2026-R1714; Mozilla.ai,
"Hardening your LLM dependency supply chain"; appsecuritystandards.org, "Credential harvester hiding in your security
scanner: the LiteLLM backdoor". The organization, its people and its partners do not exist; the evidence is our own.
"""
