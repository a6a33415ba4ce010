"""One certificate authority that everything in the cluster trusts, and a certificate for each program."""

import base64
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from .command import DIES_WITH_US, run
from .layout import HOST_ADDRESS, PKI, SERVICE_ADDRESS, Node

DAYS = 365
_OPENSSL = (*DIES_WITH_US, "openssl")


@dataclass(frozen=True)
class Identity:
    """A certificate's file name, subject and alternative names (openssl's notation)."""

    name: str
    subject: str
    alternatives: str = ""


def identities(nodes: list[Node]) -> list[Identity]:
    service_names = ",".join(
        f"DNS:kubernetes{suffix}" for suffix in ("", ".default", ".default.svc", ".default.svc.cluster.local")
    )
    return [
        Identity(
            "apiserver",
            "/CN=kube-apiserver",
            f"DNS:localhost,{service_names},IP:127.0.0.1,IP:{HOST_ADDRESS},IP:{SERVICE_ADDRESS}",
        ),
        Identity("kubelet-client", "/O=system:masters/CN=apiserver-kubelet-client"),
        Identity("admin", "/O=system:masters/CN=admin"),
        Identity("coredns", "/O=system:masters/CN=coredns"),
        Identity("controller-manager", "/CN=system:kube-controller-manager"),
        Identity("scheduler", "/CN=system:kube-scheduler"),
        Identity("proxy", "/CN=system:kube-proxy"),
        *(
            Identity(node.name, f"/O=system:nodes/CN=system:node:{node.name}", f"DNS:{node.name},IP:{node.address}")
            for node in nodes
        ),
    ]


def make(nodes: list[Node]) -> None:
    PKI.mkdir(mode=0o700, parents=True)
    # RSA, not EC: some Java clients read EC keys only with an additional library.
    run(
        *_OPENSSL,
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        PKI / "ca.key",
        "-out",
        PKI / "ca.crt",
        "-days",
        DAYS,
        "-subj",
        "/CN=fusebox-cluster",
    )
    run(*_OPENSSL, "genrsa", "-out", PKI / "service-account.key", 2048)
    run(*_OPENSSL, "rsa", "-in", PKI / "service-account.key", "-pubout", "-out", PKI / "service-account.pub")
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(_issue, identities(nodes)))


def encoded(name: str) -> str:
    """A file of the PKI as a kubeconfig carries it."""
    return base64.b64encode((PKI / name).read_bytes()).decode()


def _issue(identity: Identity) -> None:
    key, request, certificate, extensions = (
        PKI / f"{identity.name}.{ending}" for ending in ("key", "csr", "crt", "ext")
    )
    lines = ["extendedKeyUsage=clientAuth,serverAuth"] + (
        [f"subjectAltName={identity.alternatives}"] if identity.alternatives else []
    )
    extensions.write_text("\n".join(lines) + "\n")
    run(*_OPENSSL, "req", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", request, "-subj", identity.subject)
    run(
        *_OPENSSL,
        "x509",
        "-req",
        "-in",
        request,
        "-CA",
        PKI / "ca.crt",
        "-CAkey",
        PKI / "ca.key",
        "-set_serial",
        f"0x{_serial(identity)}",
        "-days",
        DAYS,
        "-out",
        certificate,
        "-extfile",
        extensions,
    )
    request.unlink()
    extensions.unlink()


def _serial(identity: Identity) -> str:
    """Distinct serials without a shared counter file, because certificates are issued in parallel."""
    return identity.name.encode().hex()[:38]
