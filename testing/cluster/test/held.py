"""A TCP connection to a pod that is held open from somewhere in the cluster, driven line by line."""

import subprocess
import sys

_SCRIPT = """
import socket, sys
connection = socket.create_connection((sys.argv[1], 8080), 2)
print("open", flush=True)
for line in sys.stdin:
    if line == "say\\n":
        connection.sendall(b"GET /index.html HTTP/1.0\\r\\n\\r\\n")
        continue
    connection.settimeout(float(line))
    try:
        print("answered" if connection.recv(99) else "closed", flush=True)
    except TimeoutError:
        print("silence", flush=True)
    except OSError as failure:
        print(failure, flush=True)
"""


class Held:
    def __init__(self, enter: list[str], address: str) -> None:
        self._process = subprocess.Popen(
            [*enter, sys.executable, "-c", _SCRIPT, address], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._read() == "open"

    def __enter__(self) -> "Held":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def say(self) -> None:
        """Sends a request; does not wait for the answer."""
        self._write("say")

    def hear(self, seconds: float) -> str:
        """`answered`, `closed`, `silence`, or how the connection broke, within this time."""
        self._write(str(seconds))
        return self._read()

    def _write(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()

    def _read(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()
