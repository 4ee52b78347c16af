"""A bill of materials of our own: an application over a gateway over a release that was poisoned."""

LITELLM = "pkg:pypi/litellm@1.82.7"
BILL = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.6",
    "metadata": {"component": {"type": "application", "name": "claims-assistant", "version": "2.1", "bom-ref": "app"}},
    "components": [
        {"type": "library", "name": "litellm", "version": "1.82.7", "purl": LITELLM, "bom-ref": "litellm"},
        {"type": "library", "name": "gate\u202eway", "version": "1", "bom-ref": "gateway"},
    ],
    "dependencies": [{"ref": "app", "dependsOn": ["gateway"]}, {"ref": "gateway", "dependsOn": ["litellm"]}],
    "vulnerabilities": [{"id": "CVE-2026-42208", "affects": [{"ref": "litellm"}]}],
}
