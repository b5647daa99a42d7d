"""A unittest suite with every kind of outcome."""

import unittest


class Stack(list):
    def peek(self):
        return self[-1]


class TestStack(unittest.TestCase):
    def setUp(self):
        self.stack = Stack([1, 2])

    def test_peek(self):
        self.assertEqual(self.stack.peek(), 2)

    def test_empty(self):
        with self.assertRaises(IndexError):
            Stack().peek()

    def test_wrong(self):
        self.assertEqual(self.stack, [1, 3])

    def test_error(self):
        self.stack.missing()

    def test_each(self):
        for item in self.stack:
            with self.subTest(item=item):
                self.assertGreater(item, 1)

    @unittest.skipIf(True, "for the example")
    def test_skipped(self):
        pass


if __name__ == "__main__":
    unittest.main()
