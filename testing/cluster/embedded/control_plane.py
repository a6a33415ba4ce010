"""etcd, API server, controller manager and scheduler: processes on the host, bound to the bridge's address or to loopback."""

from pathlib import Path

from . import api, kubeconfig, processes, waiting
from .binaries import Binaries
from .layout import API_URL, ETCD_ADDRESS, HOST_ADDRESS, KUBECONFIG, PKI, POD_NETWORK, SERVICE_NETWORK, STATE

_ETCD_CLIENT = f"http://{ETCD_ADDRESS}:2379"
_ETCD_PEER = f"http://{ETCD_ADDRESS}:2380"
API_START_SECONDS = 90


def start_etcd(binaries: Binaries) -> None:
    processes.start(
        binaries.program("etcd"),
        f"--data-dir={STATE}/etcd",
        f"--listen-client-urls={_ETCD_CLIENT}",
        f"--advertise-client-urls={_ETCD_CLIENT}",
        f"--listen-peer-urls={_ETCD_PEER}",
        f"--initial-advertise-peer-urls={_ETCD_PEER}",
        f"--initial-cluster=default={_ETCD_PEER}",
        "--unsafe-no-fsync",  # the data dies with the cluster anyway
        log="etcd",
    )


def start_api_server(binaries: Binaries) -> None:
    kubeconfig.write(KUBECONFIG, "admin")
    processes.start(
        binaries.program("kube-apiserver"),
        f"--etcd-servers={_ETCD_CLIENT}",
        f"--bind-address={HOST_ADDRESS}",
        f"--advertise-address={HOST_ADDRESS}",
        f"--service-cluster-ip-range={SERVICE_NETWORK}",
        f"--tls-cert-file={PKI}/apiserver.crt",
        f"--tls-private-key-file={PKI}/apiserver.key",
        f"--client-ca-file={PKI}/ca.crt",
        f"--kubelet-certificate-authority={PKI}/ca.crt",
        f"--kubelet-client-certificate={PKI}/kubelet-client.crt",
        f"--kubelet-client-key={PKI}/kubelet-client.key",
        "--kubelet-preferred-address-types=InternalIP",
        f"--service-account-key-file={PKI}/service-account.pub",
        f"--service-account-signing-key-file={PKI}/service-account.key",
        "--service-account-issuer=https://kubernetes.default.svc",
        "--authorization-mode=Node,RBAC",
        "--enable-admission-plugins=NodeRestriction",
        "--allow-privileged=true",
        # The host has no kube-proxy: webhooks and aggregated APIs are reached at their pods, not at their service's address.
        "--enable-aggregator-routing=true",
        log="kube-apiserver",
    )


def wait_api_server() -> None:
    waiting.until(api.is_ready, "the API server is ready", API_START_SECONDS, "kube-apiserver")


def start_controllers(binaries: Binaries) -> None:
    """Only once the API server is ready: without its RBAC rules they exit."""
    for program, identity, arguments in (
        ("kube-controller-manager", "controller-manager", _controller_manager_arguments()),
        ("kube-scheduler", "scheduler", []),
    ):
        if processes.find(program):
            continue
        config = _config(identity)
        processes.start(
            binaries.program(program),
            f"--kubeconfig={config}",
            f"--authentication-kubeconfig={config}",
            f"--authorization-kubeconfig={config}",
            f"--bind-address={HOST_ADDRESS}",
            "--leader-elect=false",
            *arguments,
            log=program,
        )


def _controller_manager_arguments() -> list[str]:
    return [
        "--use-service-account-credentials=true",
        # Its forty controllers ask much while they start; with the default of 20 a second that takes five seconds.
        "--kube-api-qps=200",
        "--kube-api-burst=400",
        f"--service-account-private-key-file={PKI}/service-account.key",
        f"--root-ca-file={PKI}/ca.crt",
        f"--cluster-signing-cert-file={PKI}/ca.crt",
        f"--cluster-signing-key-file={PKI}/ca.key",
        f"--cluster-cidr={POD_NETWORK}",
        "--allocate-node-cidrs=false",
        f"--cert-dir={STATE}/controller-manager",
    ]


def _config(identity: str) -> Path:
    path = STATE / f"{identity}.kubeconfig"
    kubeconfig.write(path, identity)
    return path


def describe() -> str:
    return f"API server {API_URL}"
