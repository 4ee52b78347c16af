"""The sockets: what stands in them holds what its docstring says."""

import os
from datetime import timedelta

import pytest

from tocsin.vocab.ids import KEY
from tocsin.vocab.ports import Append, Compartment, SealVerdict
from tocsin.wiring import SystemChance, SystemClock


def test_every_compartment_and_verdict_is_a_closed_code() -> None:
    assert all(KEY.match(word) for word in (*Compartment, *SealVerdict))
    assert {"ordinary", "sealed", "privileged"} == set(Compartment)


def test_the_clock_of_the_machine_is_utc_in_whole_milliseconds() -> None:
    now = SystemClock().now()
    assert now.utcoffset() == timedelta(0)
    assert now.microsecond % 1000 == 0
    assert SystemClock().now() >= now


@pytest.mark.parametrize("count", [0, 1, 32])
def test_the_chance_of_the_machine_gives_as_many_bytes_as_asked(count: int) -> None:
    assert len(SystemChance().random_bytes(count)) == len(os.urandom(count))


def test_two_draws_of_chance_differ() -> None:
    assert SystemChance().random_bytes(32) != SystemChance().random_bytes(32)


def test_an_append_needs_nothing_but_its_leaves() -> None:
    append = Append(stream="case-x", expected=0, leaves=(b"{}",))
    assert (list(append.seals), list(append.entities), list(append.objects)) == ([], [], [])
