"""Runs the tests of this folder and says how many passed and failed."""

import pathlib
import sys
import unittest


class Outcome(unittest.TextTestResult):
    """Counts what passed, too."""

    passed = 0

    def addSuccess(self, test):
        super().addSuccess(test)
        self.passed += 1


def main() -> int:
    folder = str(pathlib.Path(__file__).parent)
    sys.path.insert(0, folder)
    loader = unittest.TestLoader()
    suite = unittest.TestSuite(loader.loadTestsFromName(name) for name in ("contract", "arithmetic", "candidate", "appointments"))
    outcome = unittest.TextTestRunner(stream=sys.stderr, verbosity=2, resultclass=Outcome).run(suite)
    failed = len(outcome.failures) + len(outcome.errors) + len(outcome.unexpectedSuccesses)
    print(f"{outcome.passed} passed, {failed} failed", flush=True)
    return 0 if outcome.passed and not failed and not loader.errors else 1


if __name__ == "__main__":
    sys.exit(main())
