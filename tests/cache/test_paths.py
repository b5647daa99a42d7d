"""Cache paths, against importlib's."""

from __future__ import annotations

import importlib.util
import sys

import pytest

from cutaway.cache.paths import CacheLayout, cache_from_source, source_from_cache

TAG = sys.implementation.cache_tag


@pytest.mark.parametrize("prefix", [None, "/tmp/cache", "/tmp/cache/", "relative"])
@pytest.mark.parametrize("optimization", ["", "1", "2", "any"])
@pytest.mark.parametrize("path", ["a.py", "/a.py", "lib/a.py", "/usr/lib/a.b.py", "./x/.py", "noext", "/x/no", "d/.a"])
def test_cache_from_source(monkeypatch: pytest.MonkeyPatch, path: str, optimization: str, prefix: str | None) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", prefix)
    expected = importlib.util.cache_from_source(path, optimization=optimization)
    layout = CacheLayout(TAG, optimization, prefix)
    assert cache_from_source(path, layout) == expected
    if path.endswith(".py") and path.count(".") == 1:
        assert source_from_cache(expected, layout) == importlib.util.source_from_cache(expected)


@pytest.mark.parametrize("path", ["a.pyc", "x/a.cpython-311.pyc", "__pycache__/a.pyc", "__pycache__/a.b.c.d.pyc"])
@pytest.mark.parametrize("path_end", ["", "/__pycache__/a.x.y.pyc", "/__pycache__/a.x.opt-.pyc"])
def test_refusals(path: str, path_end: str) -> None:
    layout = CacheLayout(TAG)
    with pytest.raises(ValueError) as expected:
        importlib.util.source_from_cache(path + path_end)
    with pytest.raises(ValueError) as caught:
        source_from_cache(path + path_end, layout)
    assert str(caught.value) == str(expected.value)


def test_optimization_must_be_alphanumeric() -> None:
    with pytest.raises(ValueError, match=r"^'a-b' is not alphanumeric$"):
        cache_from_source("a.py", CacheLayout(TAG, "a-b"))


def test_no_tag_no_cache() -> None:
    for function in (cache_from_source, source_from_cache):
        with pytest.raises(NotImplementedError, match=r"^sys\.implementation\.cache_tag is None$"):
            function("a.py", CacheLayout(None))
