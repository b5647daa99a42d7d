"""Runs one module of CPython's Lib/test and writes a line of JSON for each single test's outcome.

    PYTHON record_outcomes.py test_generators OUTCOMES.jsonl

This file is the *guest program*: the same text runs under `python3` and under the machine, so that the two records
can be compared test by test.  Each line is written and flushed before the next test starts, so a crash loses nothing.
"""

import json
import sys
import traceback
import unittest
import warnings


class Recorder(unittest.TestResult):
    """A test result that writes each outcome, with the last line of its traceback, as it comes."""

    def __init__(self, stream):
        super().__init__()
        self.stream = stream

    def write(self, test, outcome, error=None):
        detail = "".join(traceback.format_exception_only(*error[:2])).strip()[-300:] if error else ""
        self.stream.write(json.dumps({"test": test.id(), "outcome": outcome, "detail": detail}) + "\n")
        self.stream.flush()

    def startTest(self, test):
        super().startTest(test)
        self.write(test, "started")

    def addSuccess(self, test):
        self.write(test, "passed")

    def addError(self, test, err):
        self.write(test, "error", err)

    def addFailure(self, test, err):
        self.write(test, "failed", err)

    def addSkip(self, test, reason):
        self.write(test, "skipped")

    def addExpectedFailure(self, test, err):
        self.write(test, "expected failure")

    def addUnexpectedSuccess(self, test):
        self.write(test, "unexpected success")

    def addSubTest(self, test, subtest, err):
        if err is not None:
            self.write(test, "failed", err)


def main(name, path):
    warnings.simplefilter("default")
    with open(path, "w", encoding="utf-8") as stream:
        __import__("test." + name)
        suite = unittest.defaultTestLoader.loadTestsFromName("test." + name)
        suite.run(Recorder(stream))
        stream.write(json.dumps({"test": "", "outcome": "finished", "detail": ""}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
