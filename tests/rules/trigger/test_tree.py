"""The tree of a pattern: widths, cases, loops, what looks beyond."""

import re

from tocsin.rules.trigger.tree import WIDEST, Branch, Repeat, Signs, fewest_signs, looks_beyond, read, widest


def test_widths_are_those_of_the_pattern() -> None:
    nodes = read(r"a{2,5}(?:bc|d)?(?=xyz)(?P<e>e)(?P=e)", re.MULTILINE)
    assert (sum(map(fewest_signs, nodes)), widest(nodes), looks_beyond(nodes)) == (4, 9, 3)
    endless = read(r"a\w*", re.MULTILINE)
    assert widest(endless) == WIDEST


def test_both_cases_of_a_letter_are_meant_where_case_is_left_aside() -> None:
    nodes = read("(?i:a(?-i:b)ж)", re.MULTILINE)
    first, second, third = nodes
    assert isinstance(first, Signs)
    assert isinstance(second, Signs)
    assert isinstance(third, Signs)
    assert (first.ascii, second.ascii) == (frozenset(b"aA"), frozenset(b"b"))
    assert {"ж".encode(), "Ж".encode()} <= set(third.spelled)


def test_a_loop_over_groups_is_any_of_its_signs() -> None:
    nodes = read(r"(?:ab[0-9]?){0,9}(?:x|yz)", re.MULTILINE)
    loop, branch = nodes
    assert isinstance(loop, Repeat)
    assert loop.nodes == (Signs(frozenset(b"ab0123456789"), wide=False),)
    assert isinstance(branch, Branch)
