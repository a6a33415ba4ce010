"""`./fusebox cluster ...`: reads the command line, runs one command, prints one result."""

import argparse
import sys
from pathlib import Path

from . import binaries, down, images, lock, record, status, up
from .failure import Failure
from .layout import MOST_NODES


def main(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    try:
        return options.run(options)
    except Failure as failure:
        print(f"fusebox cluster: {failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("fusebox cluster: interrupted; './fusebox cluster up' cleans up and starts over", file=sys.stderr)
        return 130


def _up(options: argparse.Namespace) -> int:
    with lock.exclusive():
        print(up.up(options.nodes))
    return 0


def _down(_: argparse.Namespace) -> int:
    with lock.exclusive():
        print(down.down())
    return 0


def _status(options: argparse.Namespace) -> int:
    text, healthy = status.status(options.json)
    print(text)
    return 0 if healthy else 1


def _env(_: argparse.Namespace) -> int:
    print(status.env())
    return 0


def _load(options: argparse.Namespace) -> int:
    tags = images.references(options.archive)
    cluster = record.read()
    if cluster is None:
        raise Failure("the cluster is down; start it with: ./fusebox cluster up")
    images.load(binaries.Binaries(Path(cluster.binaries)), options.archive, cluster.nodes)
    print(f"loaded into {cluster.node_count} nodes: {', '.join(tags) or 'an image without a tag'}")
    return 0


class _OneLine(argparse.ArgumentParser):
    """Errors are one line, without the usage."""

    def error(self, message: str):
        print(f"{self.prog}: {message}; see {self.prog} --help", file=sys.stderr)
        raise SystemExit(2)


def _node_count(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= MOST_NODES:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number from 1 to {MOST_NODES}")
    return int(text)


def _parser() -> argparse.ArgumentParser:
    parser = _OneLine(prog="./fusebox cluster", description="A real Kubernetes cluster on this machine (Linux, root).")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=_OneLine)
    command = commands.add_parser("up", help="start the cluster, or say that it is up")
    command.add_argument("--nodes", type=_node_count, default=3, help="number of nodes, 1 to %d (default 3)" % MOST_NODES)
    command.set_defaults(run=_up)
    commands.add_parser("down", help="remove the cluster and all that belongs to it").set_defaults(run=_down)
    command = commands.add_parser("status", help="is it up and healthy? exit code 0 if so")
    command.add_argument("--json", action="store_true", help="machine output")
    command.set_defaults(run=_status)
    commands.add_parser("env", help='shell lines: eval "$(./fusebox cluster env)" sets KUBECONFIG and a PATH with kubectl and helm').set_defaults(run=_env)
    command = commands.add_parser("load", help="import an image archive into all nodes")
    command.add_argument("archive", type=Path, metavar="IMAGE.tar")
    command.set_defaults(run=_load)
    return parser


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
