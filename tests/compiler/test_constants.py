from __future__ import annotations

from cutaway.compiler.constants import ConstantPool, constant_key


def test_types_and_signs_of_zero_are_told_apart() -> None:
    values = [0, 0.0, -0.0, False, 0j, complex(0.0, -0.0), complex(-0.0, 0.0), "", b"", (), (0,), (0.0,), frozenset()]
    assert len({constant_key(value) for value in values}) == len(values)


def test_equal_constants_are_one_object() -> None:
    pool = ConstantPool()
    text = "".join(["a", "b"])
    assert pool.merge("ab")[1] is pool.merge(text)[1]
    assert pool.merge(("ab", (1.5, text)))[1] is pool.merge((text, (1.5, "ab")))[1]


def test_parts_are_shared_with_constants_of_their_own() -> None:
    pool = ConstantPool()
    inner = pool.merge((1, 2.5))[1]
    outer = pool.merge(((1, 2.5), "x"))[1]
    assert outer[0] is inner
    assert pool.merge(frozenset([(1, 2.5)]))[1] == frozenset([inner])


def test_flat_merge_looks_at_the_whole_only() -> None:
    pool = ConstantPool()
    first, second = tuple("ab"), tuple("ab")
    assert pool.merge_flat(first) is pool.merge_flat(second)
