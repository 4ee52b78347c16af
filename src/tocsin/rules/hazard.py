"""What must not be opened: content that runs code when a program loads it."""

# The first bytes of formats whose loading runs code. Python documentation, "pickle": "It is possible to construct
# malicious pickle data which will execute arbitrary code during unpickling." Protocols 2 to 5 begin with 0x80 and the
# protocol number. A zip archive may be a PyTorch file with a pickle inside.
_PICKLE = tuple(bytes((0x80, protocol)) for protocol in (2, 3, 4, 5))
_MODEL_ENDINGS = (".pt", ".pth", ".pkl", ".pickle", ".ckpt", ".joblib", ".npy", ".npz", ".h5", ".keras", ".bin")
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")


def hazard_of(name: str, head: bytes) -> str | None:
    """The closed code of the hazard that a binary file shows, or None: a silence that proves nothing."""
    plain = name.lower().removesuffix(".sample")
    if head.startswith(_PICKLE):
        return "runs_code_on_load"
    if head.startswith(b"PK") and (plain.endswith(_MODEL_ENDINGS) or b".pkl" in head):
        return "runs_code_on_load"
    if head.startswith(_PROGRAMS):
        return "program"
    return None
