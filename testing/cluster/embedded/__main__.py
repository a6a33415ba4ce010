"""`./fusebox cluster ...`: reads the command line, runs one command, prints its result."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from . import commands
from .failure import Failure
from .faults import duration, fault
from .layout import MOST_NODES


class _OneLine(argparse.ArgumentParser):
    """Errors are one line, without the usage."""

    def error(self, message: str) -> NoReturn:
        print(f"{self.prog}: {message}; see {self.prog} --help", file=sys.stderr)
        raise SystemExit(2)


if TYPE_CHECKING:
    Verbs = argparse._SubParsersAction[_OneLine]


def main(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except Failure as failure:
        print(f"./fusebox cluster: {failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("./fusebox cluster: interrupted; './fusebox cluster up' cleans up and starts over", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = _OneLine(prog="./fusebox cluster", description="A real Kubernetes cluster on this machine (Linux, root).")
    verbs = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=_OneLine)
    up = _verb(verbs, "up", commands.up, "start the cluster; repairs one that is not healthy")
    up.add_argument(
        "--nodes", type=_node_count, default=3, metavar="N", help=f"number of nodes, 1 to {MOST_NODES} (default 3)"
    )
    _verb(verbs, "down", commands.down, "remove the cluster and all that belongs to it")
    _machine_output(_verb(verbs, "status", commands.status, "is it up and healthy? Exit code 0 if so"))
    _verb(
        verbs,
        "env",
        commands.env,
        'shell lines: eval "$(./fusebox cluster env)" sets KUBECONFIG and a PATH with kubectl and helm',
    )
    load = _verb(
        verbs, "load", commands.load, "import an image archive into all nodes; use it with imagePullPolicy: Never"
    )
    load.add_argument("archive", type=Path, metavar="IMAGE.tar")
    _add_faults(verbs)
    api = _verb(verbs, "api", commands.api, "stop or start the API server; etcd, controllers and nodes run on")
    api.add_argument("verb", choices=("stop", "start"))
    _machine_output(api)
    return parser


def _add_faults(verbs: Verbs) -> None:
    about = "Break something, and heal it. Times are CLOCK_MONOTONIC, which all processes of the machine share."
    parent = verbs.add_parser("fault", help="break a node or a pod, and heal it", description=about)
    kinds = parent.add_subparsers(required=True, metavar="FAULT", parser_class=_OneLine)
    meanings = {
        "cut": "drop its frames silently, both ways",
        "deaf": "drop the frames to it silently",
        "freeze": "pause all its processes",
        "kill": "SIGKILL to all its processes at once; a node is also cut, as without power, and starts again on heal",
    }
    for kind in fault.KINDS:
        parser = _verb(kinds, kind, commands.fault, meanings[kind])
        parser.set_defaults(kind=kind)
        parser.add_argument("target", metavar="node/NAME|pod/NAMESPACE/NAME")
        parser.add_argument(
            "--for",
            dest="for_seconds",
            type=duration.seconds,
            metavar="20s",
            help="heal by itself after this time, also when this command is killed",
        )
        if kind in ("cut", "deaf"):
            parser.add_argument(
                "--tcp-port",
                type=_port,
                metavar="6443",
                help="only frames of TCP connections with this port at either end",
            )
        if kind == "kill":
            parser.add_argument("--container", metavar="NAME", help="only this container of the pod")
        _machine_output(parser)
    heal = _verb(kinds, "heal", commands.heal, "undo all faults")
    heal.add_argument("--id", help="only the fault that printed this id")
    _machine_output(heal)


def _verb(verbs: Verbs, name: str, run: Callable[[argparse.Namespace], int], about: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=about, description=about)
    parser.set_defaults(run=run)
    return parser


def _machine_output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one line of JSON")


def _port(text: str) -> int:
    if not (text.isdigit() and 1 <= int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"'{text}' is not a port, 1 to 65535")
    return int(text)


def _node_count(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= MOST_NODES:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number from 1 to {MOST_NODES}")
    return int(text)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
