"""unittest and doctest run in process; subtests, mocks, skips, failures' text."""
import doctest
import io
import re
import unittest
from unittest import mock


class T(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        print("setUpClass")

    def setUp(self):
        self.addCleanup(print, "cleanup", self._testMethodName)

    def test_ok(self):
        self.assertEqual(1, 1)
        with self.assertRaisesRegex(ValueError, "bad"):
            raise ValueError("bad thing")

    def test_fails(self):
        self.assertEqual([1, 2, 3], [1, 2, 4], "lists differ")

    def test_error(self):
        {}["missing"]

    @unittest.skip("skipped here")
    def test_skip(self):
        pass

    @unittest.expectedFailure
    def test_expected(self):
        self.assertTrue(False)

    def test_subtests(self):
        for i in range(3):
            with self.subTest(i=i):
                self.assertNotEqual(i, 1)

    def test_mock(self):
        m = mock.Mock(return_value=5, side_effect=None)
        m.attr.method(1, k=2)
        self.assertEqual(m(), 5)
        m.attr.method.assert_called_once_with(1, k=2)
        with mock.patch("os.getcwd", lambda: "patched"):
            import os

            self.assertEqual(os.getcwd(), "patched")
        mm = mock.MagicMock()
        mm.__len__.return_value = 3
        self.assertEqual(len(mm), 3)
        with mock.patch.object(T, "setUp", autospec=True) as s:
            T("test_ok").setUp()
        self.assertEqual(s.call_count, 1)

    def test_logs(self):
        import logging

        with self.assertLogs("x", "INFO") as cm:
            logging.getLogger("x").info("hello")
        self.assertEqual(cm.output, ["INFO:x:hello"])


class A(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.v = 1

    async def test_async(self):
        self.assertEqual(self.v, 1)


out = io.StringIO()
suite = unittest.defaultTestLoader.loadTestsFromModule(__import__("__main__"))
result = unittest.TextTestRunner(out, verbosity=2).run(suite)
print(re.sub(r"in \d+\.\d+s", "in TIME", out.getvalue()))
print(result.testsRun, len(result.failures), len(result.errors), len(result.skipped), len(result.expectedFailures))


def documented(x):
    """
    >>> documented(2)
    4
    >>> documented("a")
    Traceback (most recent call last):
        ...
    TypeError: unsupported operand type(s) for ** or pow(): 'str' and 'int'
    >>> documented(3)
    10
    >>> for i in range(2):
    ...     print(i)
    0
    1
    >>> print("a\\n\\nb")  # doctest: +NORMALIZE_WHITESPACE
    a
    <BLANKLINE>
    b
    >>> [1, 2, 3]  # doctest: +ELLIPSIS
    [1, ...]
    """
    return x**2


print(doctest.testmod())
