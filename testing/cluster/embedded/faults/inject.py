"""Makes a fault. Everything is looked up first, then the clock is read, then comes the effect."""

import time
from dataclasses import dataclass, replace

from .. import cgroups
from ..failure import Failure
from ..record import Cluster
from . import frames, target, timer
from .fault import Fault, all_faults, new_id


@dataclass(frozen=True)
class Effect:
    """`at_nanos` and `done_nanos`: CLOCK_MONOTONIC just before and just after the fault took effect."""

    fault: Fault
    at_nanos: int
    done_nanos: int


def inject(cluster: Cluster, kind: str, text: str, for_seconds: float | None, container: str | None = None, tcp_port: int | None = None) -> Effect:
    """The caller holds the lock. `for_seconds`: heals by itself then; None: by `heal` only."""
    found = target.find(cluster, text, container)
    active = all_faults()
    if any((fault.target, fault.kind, fault.tcp_port) == (found.name, kind, tcp_port) for fault in active):
        raise Failure(f"{kind} {found.name} is in effect already; undo it with: ./fusebox cluster fault heal")
    fault = Fault(new_id(), kind, found.name, found.node.name, found.cgroup, found.bridge, found.port, tcp_port=tcp_port)
    lasts = kind != "kill" or found.is_node  # a killed pod is not a state: its kubelet starts it again
    if lasts:
        fault.write()
    if lasts and for_seconds is not None:
        timer.start(fault, for_seconds)
    at_nanos = time.monotonic_ns()
    try:
        _take_effect(fault, [*active, fault])
    except Exception:
        undo_cgroup(fault)
        fault.forget()
        timer.stop(fault)
        raise
    done_nanos = time.monotonic_ns()
    if lasts:
        replace(fault, at_nanos=at_nanos).write()
    return Effect(fault, at_nanos, done_nanos)


def _take_effect(fault: Fault, active: list[Fault]) -> None:
    if fault.kind in ("cut", "deaf") or (fault.kind == "kill" and fault.bridge is None):
        frames.apply(fault.bridge, active)
    if fault.kind == "freeze":
        cgroups.freeze(fault.cgroup)
    if fault.kind == "kill":
        cgroups.kill(fault.cgroup)


def undo_cgroup(fault: Fault) -> None:
    if fault.kind == "freeze":
        cgroups.thaw(fault.cgroup)
