"""One function for each command: does it and prints the result.

Imports are inside the functions: a fault is timed, and must not wait for what only `up` needs.
"""

import json
from argparse import Namespace
from pathlib import Path

from . import lock, record
from .failure import Failure
from .record import Cluster


def up(options: Namespace) -> int:
    from . import up

    with lock.exclusive():
        print(up.up(options.nodes))
    return 0


def down(_: Namespace) -> int:
    from . import down

    with lock.exclusive():
        print(down.down())
    return 0


def status(options: Namespace) -> int:
    from . import status

    text, healthy = status.status(options.json)
    print(text)
    return 0 if healthy else 1


def env(_: Namespace) -> int:
    from . import status

    print(status.env(_cluster()))
    return 0


def load(options: Namespace) -> int:
    from . import binaries, images

    tags = images.references(options.archive)
    cluster = _cluster()
    images.load(binaries.Binaries(Path(cluster.binaries)), options.archive, cluster.nodes)
    print(f"loaded into {cluster.node_count} nodes: {', '.join(tags) or 'an image without a tag'}")
    return 0


def fault(options: Namespace) -> int:
    from .faults import inject

    with lock.exclusive():
        effect = inject.inject(
            _cluster(),
            options.kind,
            options.target,
            options.for_seconds,
            getattr(options, "container", None),
            getattr(options, "tcp_port", None),
        )
    made = effect.fault
    ending = "" if options.for_seconds is None else f", heals after {options.for_seconds:g} s"
    _result(
        options,
        f"{made.kind} {made.target} on {made.node} at {effect.at_nanos} ns (monotonic clock){ending}",
        {
            "fault": made.kind,
            "target": made.target,
            "node": made.node,
            "id": made.id,
            "atNanos": effect.at_nanos,
            "doneNanos": effect.done_nanos,
            "forSeconds": options.for_seconds,
            "tcpPort": made.tcp_port,
        },
    )
    return 0


def heal(options: Namespace) -> int:
    from .faults import heal

    with lock.exclusive():
        healed = heal.heal(_cluster(), options.id)
    names = [f"{fault.kind} {fault.target}" for fault in healed.faults]
    _result(
        options,
        f"healed at {healed.done_nanos} ns (monotonic clock): {', '.join(names) or 'there was no fault'}",
        {"healed": names, "doneNanos": healed.done_nanos},
    )
    return 0


def api(options: Namespace) -> int:
    from . import api_fault

    with lock.exclusive():
        cluster = _cluster()
        outage = api_fault.stop() if options.verb == "stop" else api_fault.start(cluster)
    done = "stopped" if options.verb == "stop" else "ready"
    _result(
        options,
        f"API server {done} at {outage.done_nanos} ns (monotonic clock)",
        {"api": done, "atNanos": outage.at_nanos, "doneNanos": outage.done_nanos},
    )
    return 0


def _cluster() -> Cluster:
    cluster = record.read()
    if cluster is None:
        raise Failure("the cluster is down; start it with: ./fusebox cluster up")
    return cluster


def _result(options: Namespace, text: str, facts: dict[str, object]) -> None:
    print(json.dumps(facts) if options.json else text)
