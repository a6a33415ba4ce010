"""What the cases work with: the launcher, kubectl, three pods, and a look at them from inside their network."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import host

from embedded import archive
from embedded.faults import target
from embedded.layout import KUBECONFIG
from embedded.record import read

LAUNCHER = Path(__file__).resolve().parents[3] / "fusebox"
IMAGE = "busybox.test/busybox:1"
_APPLETS = ("sh", "cat", "date", "echo", "httpd", "nslookup", "ps", "sleep", "usleep")
# Serves its name, answers by UDP, counts up in its log, and sees an empty /etc/hosts of no interest.
_SCRIPT = "echo $HOSTNAME >/index.html; httpd -h / -p 8080; i=0; while :; do i=$((i+1)); echo $i; usleep 50000; done"


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Pod:
    name: str
    node: str
    address: str

    @property
    def target(self) -> str:
        return f"pod/default/{self.name}"


class Fixture:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.before = host.Snapshot.take()

    def fusebox(self, *words: object) -> Done:
        done = subprocess.run([LAUNCHER, *map(str, words)], check=False, capture_output=True, text=True, timeout=1800)
        return Done(done.returncode, done.stdout, done.stderr)

    def cluster(self, *words: object) -> str:
        """A cluster command that must succeed; its stdout."""
        done = self.fusebox("cluster", *words)
        assert done.code == 0, f"cluster {' '.join(map(str, words))}: {done}"
        return done.out

    def kubectl(self, *words: str, stdin: str = "") -> str:
        cluster = read()
        assert cluster is not None
        command = [f"{cluster.binaries}/bin/kubectl", f"--kubeconfig={KUBECONFIG}", *words]
        done = subprocess.run(command, check=False, input=stdin, capture_output=True, text=True, timeout=90)
        assert done.returncode == 0, f"kubectl {' '.join(words)}: {done.stderr}"
        return done.stdout

    def image(self, content: str = "") -> Path:
        """A busybox image whose file /content says so."""
        marker = self.folder / "content"
        marker.write_text(content)
        path = self.folder / "busybox.tar"
        files = {"bin/busybox": Path("/bin/busybox"), "content": marker, "tmp/empty": marker}
        archive.write(path, IMAGE, files, ["/bin/sh"], {f"bin/{name}": "busybox" for name in _APPLETS})
        return path

    def pods(self) -> list[Pod]:
        """Pods one, two and three on node1, node1 and node2: made if they are not there, Running in any case."""
        self.cluster("up")
        wanted = {"one": "node1", "two": "node1", "three": "node2"}
        if self.kubectl("get", "pods", "--output=name").split() != sorted(f"pod/{name}" for name in wanted):
            self.cluster("load", self.image())
            for name, node in wanted.items():
                self.kubectl("apply", "--filename=-", stdin=json.dumps(_manifest(name, node)))
        self.kubectl("wait", "pod", "--all", "--for=condition=Ready", "--timeout=60s")
        eventually(lambda: all(self.counts(name) for name in wanted), "all pods count")
        items = json.loads(self.kubectl("get", "pods", "--output=json"))["items"]
        found = {item["metadata"]["name"]: item["status"]["podIP"] for item in items}
        return [Pod(name, node, found[name]) for name, node in wanted.items()]

    def counts(self, pod: str, seconds: float = 0.4) -> bool:
        """Whether the pod's program runs: its log grows."""
        before = self._count(pod)
        time.sleep(seconds)
        return self._count(pod) != before

    def _count(self, pod: str) -> str:
        return self.kubectl("logs", pod, "--tail=1")

    def processes(self, pod: Pod) -> list[int]:
        """The pids of all processes of the pod."""
        cluster = read()
        assert cluster is not None
        from embedded import cgroups

        return cgroups.processes(target.find(cluster, pod.target).cgroup)

    def in_pod(self, pod: Pod) -> list[str]:
        """Words before a command that put it into the pod's network (its oldest process lives longest), and nothing else."""
        return ["nsenter", f"--net=/proc/{min(self.processes(pod), key=_started)}/ns/net", "--"]


def _started(pid: int) -> int:
    """When the process started, in the kernel's ticks; the latest of all if it is gone."""
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19])
    except OSError:
        return sys.maxsize


def in_node(node: str) -> list[str]:
    return ["nsenter", f"--net=/run/netns/fusebox-{node}", "--"]


ON_HOST: list[str] = []


def http(enter: list[str], address: str, port: int = 8080) -> str:
    """`answered`, or how it failed: `silence` when nothing at all came back within two seconds."""
    script = (
        "import socket,sys\n"
        "try:\n"
        f" s=socket.create_connection(({address!r},{port}),2); s.sendall(b'GET /index.html HTTP/1.0\\r\\n\\r\\n')\n"
        " print('answered' if s.recv(99) else 'closed')\n"
        "except TimeoutError: print('silence')\n"
        "except OSError as e: print(e)\n"
    )
    done = subprocess.run(
        [*enter, sys.executable, "-c", script], check=True, capture_output=True, text=True, timeout=20
    )
    return done.stdout.strip()


def expect(outcome: str, enter: list[str], address: str, port: int = 8080, why: str = "") -> None:
    """Asserts what `http` finds."""
    found = http(enter, address, port)
    assert found == outcome, f"{address}:{port}: {found} instead of {outcome}; {why}"


def eventually(condition: Callable[[], bool], what: str, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.1)


def _manifest(name: str, node: str) -> dict[str, object]:
    container = {
        "name": "counter",
        "image": IMAGE,
        "imagePullPolicy": "Never",
        "command": ["sh", "-c", _SCRIPT],
        "readinessProbe": {"tcpSocket": {"port": 8080}, "periodSeconds": 1},
    }
    spec = {"nodeName": node, "terminationGracePeriodSeconds": 0, "containers": [container]}
    return {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": name, "labels": {"app": "counter"}}, "spec": spec}
