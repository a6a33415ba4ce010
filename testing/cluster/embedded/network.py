"""The host's bridge and one network namespace for each node, cabled to it."""

import json
from pathlib import Path

from .command import run, succeeds
from .failure import Failure
from .layout import BRIDGE, BRIDGE_HARDWARE_ADDRESS, HOST_ADDRESS, STATE, Node

# Written on the bridge itself, so that whoever finds the bridge knows whose it is.
_OWNER = f"fusebox:{STATE}"


def owner() -> str | None:
    """The state folder of the cluster that has the bridge; None when there is no bridge. Raises when it is not ours at all."""
    bridge = Path(f"/sys/class/net/{BRIDGE}")
    if not bridge.exists():
        return None
    alias = (bridge / "ifalias").read_text().strip()
    if not alias and (bridge / "address").read_text().strip() == BRIDGE_HARDWARE_ADDRESS:
        return str(STATE)  # an `up` was killed when the bridge had its address, and not yet its owner
    if not alias.startswith("fusebox:"):
        raise Failure(f"a network device {BRIDGE} exists that Fusebox did not make; remove or rename it first")
    return alias.removeprefix("fusebox:")


def make_bridge() -> None:
    if owner() is None:
        run("ip", "link", "add", BRIDGE, "address", BRIDGE_HARDWARE_ADDRESS, "type", "bridge", "stp_state", "0")
        run("ip", "link", "set", BRIDGE, "alias", _OWNER)
        run("ip", "address", "add", f"{HOST_ADDRESS}/24", "dev", BRIDGE)
    run("ip", "link", "set", BRIDGE, "up")


def make_node(node: Node, everyone: list[Node]) -> None:
    run("ip", "netns", "add", node.namespace)
    run("ip", "link", "add", node.port, "type", "veth", "peer", "name", "eth0", "netns", node.namespace)
    run("ip", "link", "set", node.port, "master", BRIDGE, "up")
    routes = [f"route replace {other.pod_network} via {other.address}" for other in everyone if other != node]
    lines = [
        "link set lo up",
        f"address add {node.address}/24 dev eth0",
        "link set eth0 up",
        f"route add default via {HOST_ADDRESS}",
        *routes,
    ]
    run("ip", "-n", node.namespace, "-batch", "-", stdin="\n".join(lines) + "\n")
    run("ip", "route", "replace", node.pod_network, "via", node.address)
    run(*node.enter_network(), "sysctl", "-qw", "net.ipv4.ip_forward=1")
    # Where the kernel has it: services must also work between two pods of one bridge.
    succeeds(*node.enter_network(), "sysctl", "-qw", "net.bridge.bridge-nf-call-iptables=1")


def node_namespaces() -> list[str]:
    return sorted(name for name in _namespaces() if name.startswith("fusebox-node"))


def remove_node(node: Node) -> None:
    if node.namespace in _namespaces():
        run("ip", "netns", "delete", node.namespace)
    _delete_link(node.port)


def remove_all() -> None:
    for name in node_namespaces():
        run("ip", "netns", "delete", name)
    if owner() is not None:
        for port in json.loads(run("ip", "-json", "link", "show", "master", BRIDGE)):
            _delete_link(port["ifname"])
        run("ip", "link", "delete", BRIDGE)


def _delete_link(name: str) -> None:
    """A cable goes with its namespace, a moment later; this does not wait for it, and may find it gone."""
    if not succeeds("ip", "link", "delete", name) and Path(f"/sys/class/net/{name}").exists():
        run("ip", "link", "delete", name)


def _namespaces() -> list[str]:
    return [line.split()[0] for line in run("ip", "netns", "list").splitlines() if line.strip()]
