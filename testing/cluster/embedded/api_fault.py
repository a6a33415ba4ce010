"""An outage of the API server alone: etcd, controllers and nodes run on."""

import time
from dataclasses import dataclass

from . import processes, repair
from .failure import Failure
from .record import Cluster


@dataclass(frozen=True)
class Outage:
    """`at_nanos`: CLOCK_MONOTONIC just before the effect began, `done_nanos` when it was complete."""

    at_nanos: int
    done_nanos: int


def stop() -> Outage:
    """Without a farewell: connections break at once, as in a crash."""
    running = processes.find("kube-apiserver")
    if not running:
        raise Failure("the API server is stopped already; start it with: ./fusebox cluster api start")
    at_nanos = time.monotonic_ns()
    processes.end(running)
    return Outage(at_nanos, time.monotonic_ns())


def start(cluster: Cluster) -> Outage:
    """Returns when it is ready."""
    at_nanos = time.monotonic_ns()
    repair.restart_api_server(cluster)
    return Outage(at_nanos, time.monotonic_ns())
