"""Check digits: whether the last signs of a number fit the others."""

_VERHOEFF_TURNED: tuple[tuple[int, ...], ...] = ((0, 1, 2, 3, 4, 5, 6, 7, 8, 9), (1, 5, 7, 6, 2, 8, 3, 0, 9, 4))
_ODD_OF_ITALY = dict(
    zip("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21,
        2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23), strict=True)
)  # fmt: skip


def digits_of(value: str) -> list[int]:
    """The digits of a number as it is written."""
    return [int(sign) for sign in value if sign.isdigit()]


def luhn(digits: list[int]) -> bool:
    """ISO/IEC 7812-1 annex B."""
    doubled = [digit if place % 2 == 0 else sum(divmod(2 * digit, 10)) for place, digit in enumerate(reversed(digits))]
    return len(digits) > 1 and sum(doubled) % 10 == 0


def weighted(digits: list[int], weights: tuple[int, ...]) -> int:
    """The sum of digits times weights, as many as there are weights."""
    return sum(digit * weight for digit, weight in zip(digits, weights, strict=False))


def mod_97(value: str) -> bool:
    """ISO/IEC 7064 MOD 97-10, over letters and digits."""
    return int("".join(str(int(sign, 36)) for sign in value)) % 97 == 1


def verhoeff(digits: list[int]) -> bool:
    """Verhoeff's check over the dihedral group of the pentagon (Aadhaar)."""
    turned = list(_VERHOEFF_TURNED)
    while len(turned) < 8:
        turned.append(tuple(turned[-1][digit] for digit in turned[1]))
    sum_ = 0
    for place, digit in enumerate(reversed(digits)):
        sum_ = _joined(sum_, turned[place % 8][digit])
    return sum_ == 0


def _joined(one: int, other: int) -> int:
    if one < 5:
        return (one + other) % 5 if other < 5 else 5 + (one + other) % 5
    return 5 + (one - other) % 5 if other < 5 else (one - other) % 5


def codice_fiscale(value: str) -> bool:
    """The last letter of an Italian codice fiscale (decree of 23 December 1976, article 10)."""
    signs = value.upper()
    even = sum(int(sign) if sign.isdigit() else ord(sign) - 65 for sign in signs[1:15:2])
    return len(signs) == 16 and (even + sum(_ODD_OF_ITALY[sign] for sign in signs[0:15:2])) % 26 == ord(signs[15]) - 65


def is_day(year: int, month: int, day: int) -> bool:
    """Whether a month has this day."""
    longest = (31, 29 if year % 4 == 0 else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return 1 <= month <= 12 and 1 <= day <= longest[month - 1]
