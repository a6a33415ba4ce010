"""Undoes faults: all of them, or the one whose time is over."""

import time
from dataclasses import dataclass

from .. import repair
from ..failure import Failure
from ..record import Cluster
from . import frames, inject, timer
from .fault import Fault, all_faults


@dataclass(frozen=True)
class Healed:
    """`done_nanos`: CLOCK_MONOTONIC when the last effect was undone."""

    faults: list[Fault]
    done_nanos: int


def heal(cluster: Cluster, only_id: str | None = None) -> Healed:
    """The caller holds the lock. Nodes that were killed are started again, and are Ready on return."""
    active = all_faults()
    ending = [fault for fault in active if only_id is None or fault.id == only_id]
    if only_id is not None and not ending:
        raise Failure(f"no fault '{only_id}' is in effect")
    staying = [fault for fault in active if fault not in ending]
    for bridge in {fault.bridge for fault in ending}:
        frames.apply(bridge, staying)
    for fault in ending:
        inject.undo_cgroup(fault)
        timer.stop(fault)
        fault.forget()
    killed = {fault.node for fault in ending if fault.kind == "kill"}
    if killed:
        repair.restart_nodes(cluster, [node for node in cluster.nodes if node.name in killed])
    return Healed(ending, time.monotonic_ns())
