"""STIX 2.1: bundles, written and read back."""
