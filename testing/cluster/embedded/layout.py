"""Where everything is: folders, names and addresses. One cluster per machine, so most are constants."""

import os
from dataclasses import dataclass
from pathlib import Path

BRIDGE = "fb0"
# Its own: the first one that a bridge gets by itself changes with its ports.
BRIDGE_HARDWARE_ADDRESS = "02:fb:00:00:00:01"
HOST_ADDRESS = "198.18.0.1"
NODE_NETWORK = "198.18.0.0/24"
POD_NETWORK = "198.19.0.0/17"
SERVICE_NETWORK = "198.19.128.0/24"
SERVICE_ADDRESS = "198.19.128.1"
ETCD_ADDRESS = "127.198.18.1"  # a loopback address of our own, so that another etcd on the machine is no conflict
API_URL = f"https://{HOST_ADDRESS}:6443"
MOST_NODES = 16

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "fusebox"
STATE = Path(os.path.abspath(os.environ.get("FUSEBOX_STATE") or "/var/lib/fusebox"))

PKI = STATE / "pki"
LOGS = STATE / "log"
FAULTS = STATE / "faults"
KUBECONFIG = STATE / "admin.kubeconfig"
RECORD = STATE / "cluster.json"

# A node has its own, empty copies of these; a state folder below one of them would vanish from the node's sight.
CNI_FOLDER = Path("/var/lib/cni")
PRIVATE_TO_A_NODE = ("/run", "/var/log", str(CNI_FOLDER))


@dataclass(frozen=True)
class Node:
    index: int

    @property
    def name(self) -> str:
        return f"node{self.index}"

    @property
    def namespace(self) -> str:
        return f"fusebox-{self.name}"

    @property
    def port(self) -> str:
        """The host's end of the node's cable, a port of the bridge."""
        return f"fbn{self.index}"

    @property
    def address(self) -> str:
        return f"198.18.0.{10 + self.index}"

    @property
    def pod_network(self) -> str:
        return f"198.19.{self.index}.0/24"

    @property
    def directory(self) -> Path:
        return STATE / "nodes" / self.name

    @property
    def socket(self) -> Path:
        return self.directory / "containerd.sock"

    @property
    def tasks(self) -> Path:
        """Where containerd keeps one folder for each running container."""
        return self.directory / "containerd-run" / "io.containerd.runtime.v2.task" / "k8s.io"

    @property
    def cgroup(self) -> str:
        return f"fusebox/{self.name}"

    def enter_network(self) -> list[str]:
        # Not `ip netns exec`: that remounts /sys, which hides the cgroups.
        return ["nsenter", f"--net=/run/netns/{self.namespace}", "--"]


def nodes(count: int) -> list[Node]:
    return [Node(index) for index in range(1, count + 1)]
