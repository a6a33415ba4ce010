"""Finds what a fault is aimed at. Reads files of containerd only, so that it also works while the API server is stopped."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..command import run
from ..failure import Failure
from ..layout import Node
from ..record import Cluster


@dataclass(frozen=True)
class Target:
    """`bridge`: whose network namespace holds the bridge that the cable ends at, None for the host; `port`: that end."""

    name: str
    node: Node
    cgroup: str
    bridge: str | None
    port: str

    @property
    def is_node(self) -> bool:
        return self.bridge is None


def find(cluster: Cluster, text: str) -> Target:
    """`node/NAME` or `pod/NAMESPACE/NAME`."""
    match text.split("/"):
        case ["node", name]:
            return _node(cluster, name)
        case ["pod", namespace, name]:
            return _pod(cluster, namespace, name)
    raise Failure(f"'{text}' is neither node/NAME nor pod/NAMESPACE/NAME")


def _node(cluster: Cluster, name: str) -> Target:
    for node in cluster.nodes:
        if node.name == name:
            return Target(f"node/{name}", node, node.cgroup, None, node.port)
    raise Failure(f"no node '{name}'; there are {', '.join(node.name for node in cluster.nodes)}")


def _pod(cluster: Cluster, namespace: str, name: str) -> Target:
    for node in cluster.nodes:
        for sandbox in _sandboxes(node):
            if (sandbox.namespace, sandbox.name) == (namespace, name):
                return Target(f"pod/{namespace}/{name}", node, sandbox.cgroup, node.namespace, _port(sandbox, node))
    raise Failure(f"no running pod '{name}' in namespace '{namespace}' on any node")


@dataclass(frozen=True)
class _Sandbox:
    """A pod as containerd runs it."""

    namespace: str
    name: str
    pid: int
    cgroup: str


def _sandboxes(node: Node) -> Iterator[_Sandbox]:
    for task in node.tasks.glob("*"):
        try:
            spec = json.loads((task / "config.json").read_text())
            notes = spec.get("annotations", {})
            if notes.get("io.kubernetes.cri.container-type") != "sandbox":
                continue
            pid = int((task / "init.pid").read_text())
        except (OSError, ValueError):
            continue  # a container that is just starting or ending
        if Path(f"/proc/{pid}").exists():
            pod_cgroup = str(Path(spec["linux"]["cgroupsPath"]).parent).lstrip("/")
            yield _Sandbox(
                notes["io.kubernetes.cri.sandbox-namespace"], notes["io.kubernetes.cri.sandbox-name"], pid, pod_cgroup
            )


def _port(sandbox: _Sandbox, node: Node) -> str:
    """The end of the pod's cable at the node's bridge."""
    inside = ["nsenter", f"--net=/proc/{sandbox.pid}/ns/net", "--"]
    eth0 = json.loads(run(*inside, "ip", "-json", "link", "show", "dev", "eth0"))[0]
    for link in json.loads(run("ip", "-netns", node.namespace, "-json", "link", "show", "type", "veth")):
        if link["ifindex"] == eth0.get("link_index") and link.get("master") == "cni0":
            return str(link["ifname"])
    raise Failure(
        f"pod {sandbox.namespace}/{sandbox.name} has no cable of its own (host network?); cut its node instead"
    )
