"""What runs in a node: containerd, kubelet and kube-proxy, in the node's namespaces and cgroup."""

import json
import shlex
from pathlib import Path
from typing import Any

from . import cgroups, kubeconfig, processes, waiting
from .binaries import PAUSE_IMAGE, Binaries
from .command import succeeds
from .images import containerd_client
from .layout import HOST_ADDRESS, PKI, POD_NETWORK, Node
from .prerequisites import CNI_PLUGINS

_BOOT = Path(__file__).resolve().parent / "boot-node.sh"


def start_containerd(binaries: Binaries, node: Node) -> None:
    node.directory.mkdir(parents=True, exist_ok=True)
    config = node.directory / "containerd.toml"
    config.write_text(_containerd_config(node))
    networks = node.directory / "cni"
    networks.mkdir(exist_ok=True)
    (networks / "10-pods.conflist").write_text(json.dumps(_pod_network(node), indent=1))
    namespaces = [*_in_cgroup(node), *node.enter_network(), "unshare", "--mount", "--uts", "--", str(_BOOT), node.name]
    processes.start(
        binaries.program("containerd"), "--config", config, log=f"containerd-{node.name}", launcher=namespaces
    )


def wait_containerd(binaries: Binaries, node: Node) -> None:
    def answers() -> bool:
        return node.socket.exists() and succeeds(*containerd_client(binaries, node), "version")

    waiting.until(answers, f"containerd of {node.name} answers", 30, f"containerd-{node.name}")


def start_kubelet(binaries: Binaries, node: Node) -> None:
    config = node.directory / "kubelet.json"
    config.write_text(json.dumps(_kubelet_config(node), indent=1))
    credentials = node.directory / "kubelet.kubeconfig"
    kubeconfig.write(credentials, node.name)
    processes.start(
        binaries.program("kubelet"),
        f"--config={config}",
        f"--kubeconfig={credentials}",
        f"--root-dir={node.directory}/kubelet",
        f"--cert-dir={node.directory}/kubelet-certificates",
        f"--hostname-override={node.name}",
        f"--node-ip={node.address}",
        log=f"kubelet-{node.name}",
        launcher=_beside_containerd(node),
    )


def start_proxy(binaries: Binaries, node: Node) -> None:
    credentials = node.directory / "proxy.kubeconfig"
    kubeconfig.write(credentials, "proxy")
    processes.start(
        binaries.program("kube-proxy"),
        f"--kubeconfig={credentials}",
        f"--hostname-override={node.name}",
        f"--cluster-cidr={POD_NETWORK}",
        "--proxy-mode=iptables",
        # These settings belong to the host's network namespace; a node may not write them.
        "--conntrack-max-per-core=0",
        "--conntrack-tcp-timeout-established=0",
        "--conntrack-tcp-timeout-close-wait=0",
        log=f"kube-proxy-{node.name}",
        launcher=_beside_containerd(node),
    )


def _in_cgroup(node: Node) -> list[str]:
    """Enters the node's cgroup; the words that follow are then executed there."""
    files = " ".join(shlex.quote(str(path)) for path in cgroups.join_files(node))
    return ["sh", "-c", f'for f in {files}; do echo 0 > "$f" || exit; done; exec "$@"', "sh"]


def _beside_containerd(node: Node) -> list[str]:
    containerd = next(running for running in processes.find("containerd", node))
    return [*_in_cgroup(node), "nsenter", f"--target={containerd.pid}", "--net", "--mount", "--uts", "--"]


def _pod_network(node: Node) -> dict[str, Any]:
    addresses = {
        "type": "host-local",
        "ranges": [[{"subnet": node.pod_network}]],
        "routes": [{"dst": "0.0.0.0/0"}],
        "dataDir": f"{node.directory}/addresses",
    }
    bridge = {
        "type": "bridge",
        "bridge": "cni0",
        "isGateway": True,
        "ipMasq": False,
        "hairpinMode": True,
        "ipam": addresses,
    }
    return {
        "cniVersion": "0.4.0",
        "name": "pods",
        "plugins": [bridge, {"type": "portmap", "capabilities": {"portMappings": True}}],
    }


def _containerd_config(node: Node) -> str:
    return f"""version = 3
root = "{node.directory}/containerd"
state = "{node.directory}/containerd-run"
disabled_plugins = ["io.containerd.internal.v1.opt", "io.containerd.nri.v1.nri"]
[grpc]
  address = "{node.socket}"
[plugins."io.containerd.cri.v1.images".pinned_images]
  sandbox = "{PAUSE_IMAGE}"
[plugins."io.containerd.cri.v1.runtime"]
  restrict_oom_score_adj = true
  [plugins."io.containerd.cri.v1.runtime".cni]
    bin_dirs = ["{CNI_PLUGINS}"]
    conf_dir = "{node.directory}/cni"
  [plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc.options]
      SystemdCgroup = false
"""


def _kubelet_config(node: Node) -> dict[str, Any]:
    return {
        "apiVersion": "kubelet.config.k8s.io/v1beta1",
        "kind": "KubeletConfiguration",
        "authentication": {
            "anonymous": {"enabled": False},
            "webhook": {"enabled": True},
            "x509": {"clientCAFile": f"{PKI}/ca.crt"},
        },
        "authorization": {"mode": "Webhook"},
        "tlsCertFile": f"{PKI}/{node.name}.crt",
        "tlsPrivateKeyFile": f"{PKI}/{node.name}.key",
        "containerRuntimeEndpoint": f"unix://{node.socket}",
        "cgroupDriver": "cgroupfs",
        "cgroupRoot": f"/{node.cgroup}",
        "failCgroupV1": False,
        "enforceNodeAllocatable": [],
        "failSwapOn": False,
        "oomScoreAdj": 0,
        "clusterDomain": "cluster.local",
        "clusterDNS": [HOST_ADDRESS],
        "resolvConf": "",
        "podLogsDir": f"{node.directory}/pod-logs",
        "volumePluginDir": f"{node.directory}/volume-plugins",
        # Images are imported, not pulled: what garbage collection takes does not come back.
        "imageGCHighThresholdPercent": 100,
        "evictionHard": {"memory.available": "100Mi", "nodefs.available": "1%", "imagefs.available": "1%"},
    }
