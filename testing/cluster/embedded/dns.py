"""CoreDNS on the host's side of the bridge, for all pods."""

import socket
import struct

from . import kubeconfig, processes, waiting
from .binaries import Binaries
from .layout import HOST_ADDRESS, SERVICE_ADDRESS, STATE

_QUESTION = "kubernetes.default.svc.cluster.local"


def start(binaries: Binaries) -> None:
    config = STATE / "coredns.kubeconfig"
    kubeconfig.write(config, "coredns")
    corefile = STATE / "Corefile"
    corefile.write_text(f"""cluster.local:53 in-addr.arpa:53 {{
  bind {HOST_ADDRESS}
  errors
  kubernetes cluster.local in-addr.arpa {{
    kubeconfig {config} fusebox
  }}
}}
""")
    processes.start(binaries.program("coredns"), "-conf", corefile, log="coredns")


def wait() -> None:
    waiting.until(answers, "CoreDNS answers", 30, "coredns")


def answers() -> bool:
    """Whether CoreDNS knows the API server's service: then it has read the cluster's services."""
    labels = b"".join(bytes([len(label)]) + label.encode() for label in _QUESTION.split("."))
    query = struct.pack("!6H", 0xFB, 0x0100, 1, 0, 0, 0) + labels + b"\0" + struct.pack("!2H", 1, 1)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        asking.settimeout(0.5)
        try:
            asking.sendto(query, (HOST_ADDRESS, 53))
            answer = asking.recv(512)
        except OSError:
            return False
    return answer[:2] == query[:2] and socket.inet_aton(SERVICE_ADDRESS) in answer
