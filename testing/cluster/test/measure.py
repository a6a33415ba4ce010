#!/usr/bin/env python3
"""Measures the embedded cluster: times of up, down and faults, and what it costs while nothing happens.

Takes the cluster that is up down, and leaves none behind. Prints one line per figure; takes about three minutes.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.dont_write_bytecode = True
sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent.parent)]

from fixture import Fixture

from embedded import cgroups, processes

UPS = 5
FAULTS = 20
IDLE_SECONDS = 60


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        fixture = Fixture(Path(folder))
        fixture.cluster("down")
        ups, downs = [], []
        for _ in range(UPS):
            ups.append(_seconds(fixture, "up", "--nodes", "3"))
            downs.append(_seconds(fixture, "down"))
        print(f"up --nodes 3, warm: {_spread(ups)} s")
        print(f"down: {_spread(downs)} s")
        fixture.cluster("up", "--nodes", "3")
        print(f"up when up: {_seconds(fixture, 'up'):.2f} s")
        _idle("3 nodes, no pods")
        _faults(fixture)
        fixture.cluster("down")


def _faults(fixture: Fixture) -> None:
    one = fixture.pods()[0]
    targets = (one.target, "node/node3")
    for kind in ("cut", "deaf", "freeze"):
        for target in targets:
            command, effect = [], []
            for _ in range(FAULTS):
                began = time.monotonic_ns()
                made = json.loads(fixture.cluster("fault", kind, target, "--json"))
                command.append((time.monotonic_ns() - began) / 1e6)
                effect.append((made["doneNanos"] - made["atNanos"]) / 1e6)
                fixture.cluster("fault", "heal")
            print(
                f"fault {kind} {target}: command {_spread(command)} ms, effect within {_spread(effect)} ms of atNanos"
            )
    command, effect = [], []
    for _ in range(3):
        began = time.monotonic_ns()
        made = json.loads(fixture.cluster("fault", "kill", one.target, "--json"))
        command.append((time.monotonic_ns() - began) / 1e6)
        effect.append((made["doneNanos"] - made["atNanos"]) / 1e6)
        fixture.pods()
    print(f"fault kill {one.target}: command {_spread(command)} ms, effect within {_spread(effect)} ms of atNanos")


def _idle(what: str) -> None:
    time.sleep(15)  # what starts beside a new cluster is not idling
    pids = {running.pid for running in processes.find()} | set(cgroups.processes(cgroups.TREE))
    before = {pid: _cpu_seconds(pid) for pid in pids}
    time.sleep(IDLE_SECONDS)
    used = sum(_cpu_seconds(pid) - spent for pid, spent in before.items())
    memory = sum(_proportional_bytes(pid) for pid in pids)
    print(
        f"{what}: {len(pids)} processes, {memory / 2**20:.0f} MiB (Pss), {100 * used / IDLE_SECONDS:.1f} % of one CPU over {IDLE_SECONDS} s"
    )


def _seconds(fixture: Fixture, *words: str) -> float:
    began = time.monotonic()
    fixture.cluster(*words)
    return time.monotonic() - began


def _spread(values: list[float]) -> str:
    return f"p50 {statistics.median(values):.1f}, {min(values):.1f} to {max(values):.1f} ({len(values)} runs)"


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _proportional_bytes(pid: int) -> int:
    """Memory with shared pages shared out among their users."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


if __name__ == "__main__":
    main()
