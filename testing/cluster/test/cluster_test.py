#!/usr/bin/env python3
"""Tests of the embedded cluster, on the real thing: takes the cluster that is up down, and leaves none behind.

Usage: cluster_test.py [WORD...]: only the cases whose name contains one of the words. Last line: `N passed, N failed`.
"""

import os
import sys
import tempfile
import time
import traceback
from pathlib import Path

sys.dont_write_bytecode = True
sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent.parent)]

import fault_cases
import life_cases
import use_cases
from fixture import Fixture

from embedded import prerequisites


def main(words: list[str]) -> int:
    if os.geteuid() != 0:
        print("the tests of the embedded cluster need root", file=sys.stderr)
        print("0 passed, 1 failed")
        return 1
    cases = [*life_cases.FIRST, *use_cases.ALL, *fault_cases.ALL, *life_cases.LAST]
    chosen = [case for case in cases if not words or any(word in case.__name__ for word in words)]
    if not chosen:
        print(f"no case has {' or '.join(words)} in its name", file=sys.stderr)
        return 2
    prerequisites.check()
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        fixture = Fixture(Path(folder))
        for case in chosen:
            began = time.monotonic()
            try:
                case(fixture)
                passed += 1
                verdict = "ok"
            except Exception:
                failed += 1
                verdict = f"FAILED\n{traceback.format_exc()}"
            print(f"{time.monotonic() - began:6.1f} s  {case.__name__.replace('_', ' ')}: {verdict}", flush=True)
        fixture.fusebox("cluster", "down")
    print(f"{passed} passed, {failed} failed")
    return 0 if failed == 0 else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
