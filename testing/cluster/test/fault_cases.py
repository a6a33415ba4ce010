"""Each fault does what it says, to its target alone, and heals."""

import json
import subprocess
import sys
import time

from fixture import ON_HOST, Done, Fixture, Pod, eventually, expect, http, in_node
from held import Held


def cut_pod_is_silent_both_ways_for_everyone(fixture: Fixture) -> None:
    one, two, three = fixture.pods()
    fixture.cluster("fault", "cut", one.target)
    inside = fixture.in_pod(one)
    outside = [fixture.in_pod(two), fixture.in_pod(three), in_node("node1"), in_node("node2"), ON_HOST]
    assert {http(enter, one.address) for enter in outside} == {"silence"}
    assert {http(inside, address) for address in (two.address, three.address, "198.19.1.1", "198.18.0.11")} == {
        "silence"
    }
    expect("answered", inside, "127.0.0.1", why="loopback stays")
    expect("answered", inside, one.address, why="its own address stays")
    expect("answered", fixture.in_pod(two), three.address, why="others are not touched")
    assert fixture.counts("one"), "its processes run on"
    fixture.cluster("fault", "heal")
    assert {http(enter, one.address) for enter in outside} == {"answered"}


def cut_of_a_port_leaves_the_other_ports_alone(fixture: Fixture) -> None:
    one, two, _ = fixture.pods()
    fixture.cluster("fault", "cut", one.target, "--tcp-port", "9999")
    expect("answered", fixture.in_pod(two), one.address, why="the port that it serves is another one")
    fixture.cluster("fault", "cut", one.target, "--tcp-port", "8080")
    expect("silence", fixture.in_pod(two), one.address)
    assert _udp_arrives(fixture, one, two), "only TCP of that port is dropped"
    fixture.cluster("fault", "heal")
    expect("answered", fixture.in_pod(two), one.address, why="healed")


def cut_breaks_no_connection_and_stays_silent(fixture: Fixture) -> None:
    one, _, three = fixture.pods()
    with Held(fixture.in_pod(one), three.address) as held:
        fixture.cluster("fault", "cut", three.target)
        held.say()
        assert held.hear(12) == "silence"  # a kernel gives a neighbour up after about ten seconds, and would tell
        expect("silence", fixture.in_pod(one), three.address)
        fixture.cluster("fault", "heal")
        assert held.hear(60) == "answered", "the same connection works on"


def deaf_pod_still_speaks(fixture: Fixture) -> None:
    one, _, three = fixture.pods()
    fixture.cluster("fault", "deaf", three.target)
    expect("silence", fixture.in_pod(one), three.address)
    assert _udp_arrives(fixture, three, one), "what it sends arrives"
    assert not _udp_arrives(fixture, one, three), "what is sent to it does not"
    fixture.cluster("fault", "heal")
    assert _udp_arrives(fixture, one, three)


def frozen_pod_stands_still_and_its_node_does_not(fixture: Fixture) -> None:
    one, two, _ = fixture.pods()
    fixture.cluster("fault", "freeze", one.target)
    assert {_state(pid) for pid in fixture.processes(one)} <= {"D", "S", "Z"}
    assert not fixture.counts("one", seconds=1.0)
    expect("silence", fixture.in_pod(two), one.address, why="connections open, nobody answers")
    assert fixture.counts("two")
    fixture.cluster("fault", "heal")
    assert fixture.counts("one")


def killed_pod_dies_whole_and_is_restarted(fixture: Fixture) -> None:
    one, _, _ = fixture.pods()
    before = set(fixture.processes(one))
    assert len(before) >= 3, "its sandbox's process, httpd and the counter"
    fixture.cluster("fault", "kill", one.target)
    eventually(lambda: not before & set(_alive()), "all its processes are gone", 2)
    eventually(lambda: _restarts(fixture, "one") > 0, "its kubelet restarts it")
    eventually(lambda: fixture.counts("one"), "it counts again")


def killed_container_dies_alone(fixture: Fixture) -> None:
    one, _, _ = fixture.pods()
    sandbox, *others = sorted(fixture.processes(one))
    assert others
    fixture.cluster("fault", "kill", one.target, "--container", "counter")
    eventually(lambda: not set(others) & set(_alive()), "its processes are gone", 2)
    assert sandbox in _alive(), "the rest of the pod lives on"
    eventually(lambda: fixture.counts("one"), "it counts again", 60)
    expect("answered", ON_HOST, one.address, why="at the same address")


def cut_node_takes_its_pods_away_from_all_others(fixture: Fixture) -> None:
    one, two, three = fixture.pods()
    fixture.cluster("fault", "cut", "node/node1")
    assert {http(enter, one.address) for enter in (fixture.in_pod(three), in_node("node2"), ON_HOST)} == {"silence"}
    expect("silence", fixture.in_pod(one), "198.18.0.1", 6443, why="the API server too")
    expect("silence", in_node("node1"), "198.18.0.1", 6443)
    expect("answered", fixture.in_pod(one), two.address, why="pods of the same node still talk")
    fixture.cluster("fault", "heal")
    expect("answered", fixture.in_pod(three), one.address)


def frozen_node_stands_still(fixture: Fixture) -> None:
    one, _, three = fixture.pods()
    fixture.cluster("fault", "freeze", "node/node1")
    expect("silence", fixture.in_pod(three), one.address)
    expect("silence", ON_HOST, "198.18.0.11", 10250, why="its kubelet too")
    fixture.cluster("fault", "heal")
    eventually(lambda: http(fixture.in_pod(three), one.address) == "answered", "it runs on")


def killed_node_says_no_last_word_and_comes_back(fixture: Fixture) -> None:
    _, _, three = fixture.pods()
    with Held(ON_HOST, three.address) as held:
        fixture.cluster("fault", "kill", "node/node2")
        assert held.hear(2) == "silence", "no FIN, no RST: as without power"
    assert fixture.fusebox("cluster", "status").code == 1
    assert not json.loads(fixture.fusebox("cluster", "status", "--json").out)["healthy"]
    fixture.cluster("fault", "heal")
    fixture.cluster("status")
    eventually(lambda: _restarts(fixture, "three") > 0, "its pods start again", 60)
    eventually(lambda: fixture.counts("three"), "and work", 60)
    _, _, three = fixture.pods()
    expect("answered", ON_HOST, three.address)


def up_restarts_a_killed_node(fixture: Fixture) -> None:
    fixture.pods()
    fixture.cluster("fault", "kill", "node/node3")
    assert "up again" in fixture.cluster("up")
    fixture.cluster("status")


def a_fault_with_a_time_heals_by_itself(fixture: Fixture) -> None:
    one, two, _ = fixture.pods()
    enter = fixture.in_pod(two)
    made = json.loads(fixture.cluster("fault", "cut", one.target, "--for", "2s", "--json"))
    expect("silence", enter, one.address)
    eventually(lambda: http(enter, one.address) == "answered", "healed", 15)
    lasted = (time.monotonic_ns() - made["atNanos"]) / 1e9
    assert 1.9 < lasted < 10, lasted
    eventually(lambda: not json.loads(fixture.cluster("status", "--json"))["faults"], "and forgotten", 2)


def two_faults_heal_one_by_one(fixture: Fixture) -> None:
    one, two, three = fixture.pods()
    from_three = fixture.in_pod(three)
    first = json.loads(fixture.cluster("fault", "cut", one.target, "--json"))
    fixture.cluster("fault", "cut", two.target, "--for", "60s")
    fixture.cluster("fault", "heal", "--id", first["id"])
    expect("answered", from_three, one.address)
    expect("silence", from_three, two.address)
    fixture.cluster("fault", "heal")
    expect("answered", from_three, two.address)


def a_fault_tells_when_on_the_clock_of_all_processes(fixture: Fixture) -> None:
    one, _, _ = fixture.pods()
    for kind in ("cut", "deaf", "freeze", "kill"):
        before = time.monotonic_ns()
        made = json.loads(fixture.cluster("fault", kind, one.target, "--json"))
        after = time.monotonic_ns()
        assert before < made["atNanos"] < made["doneNanos"] < after
        assert made["doneNanos"] - made["atNanos"] < 200e6, made
        fixture.cluster("fault", "heal")
        fixture.pods()


def faults_work_while_the_api_server_is_stopped(fixture: Fixture) -> None:
    one, two, three = fixture.pods()
    enter = fixture.in_pod(three)
    fixture.cluster("api", "stop")
    found = http(ON_HOST, "198.18.0.1", 6443)
    assert "refused" in found, found
    expect("answered", enter, two.address, why="pods run on")
    fixture.cluster("fault", "cut", one.target)
    expect("silence", enter, one.address)
    fixture.cluster("fault", "heal")
    expect("answered", enter, one.address)
    again = fixture.fusebox("cluster", "api", "stop")
    assert again.code != 0 and _is_one_line(again), again
    fixture.cluster("api", "start")
    fixture.cluster("status")
    fixture.pods()


def bad_input_gets_one_line_and_changes_nothing(fixture: Fixture) -> None:
    one, _, _ = fixture.pods()
    wrong = [
        ["fault", "cut"],
        ["fault", "cut", "one"],
        ["fault", "cut", "node/node9"],
        ["fault", "cut", "pod/default/nobody"],
        ["fault", "cut", "pod/other/one"],
        ["fault", "kill", one.target, "--container", "nothing"],
        ["fault", "kill", "node/node1", "--container", "counter"],
        ["fault", "cut", one.target, "--container", "counter"],
        ["fault", "cut", one.target, "--for", "soon"],
        ["fault", "cut", one.target, "--for", "0s"],
        ["fault", "cut", one.target, "--for", "2h"],
        ["fault", "melt", one.target],
        ["fault", "heal", "--id", "0badf00d"],
        ["api", "restart"],
        ["load", "/nowhere.tar"],
        ["load", "/etc/passwd"],
        ["up", "--nodes", "0"],
        ["up", "--nodes", "2"],
        ["sideways"],
        [],
    ]
    for words in wrong:
        done = fixture.fusebox("cluster", *words)
        assert done.code != 0 and _is_one_line(done), f"{words}: {done}"
    facts = json.loads(fixture.cluster("status", "--json"))
    assert facts["healthy"] and not facts["faults"]
    expect("answered", ON_HOST, one.address)


def _is_one_line(done: Done) -> bool:
    return done.out == "" and len(done.err.splitlines()) == 1 and "Traceback" not in done.err


def _state(pid: int) -> str:
    with open(f"/proc/{pid}/stat") as file:
        return file.read().rpartition(")")[2].split()[0]


def _alive() -> list[int]:
    found = []
    for line in subprocess.run(
        ["ps", "-eo", "pid=,stat="], check=True, capture_output=True, text=True
    ).stdout.splitlines():
        pid, state = line.split()
        if not state.startswith("Z"):
            found.append(int(pid))
    return found


def _restarts(fixture: Fixture, pod: str) -> int:
    status = json.loads(fixture.kubectl("get", "pod", pod, "--output=json"))["status"]
    return int(status["containerStatuses"][0]["restartCount"])


def _udp_arrives(fixture: Fixture, sender: Pod, receiver: Pod) -> bool:
    listen = "import socket; s=socket.socket(2,2); s.bind(('',9)); s.settimeout(1.5); print('ready',flush=True)\ntry: s.recv(9); print('heard')\nexcept TimeoutError: print('silence')"
    speak = f"import socket,time; s=socket.socket(2,2)\nfor _ in range(5): s.sendto(b'x',({receiver.address!r},9)); time.sleep(.05)"
    with subprocess.Popen(
        [*fixture.in_pod(receiver), sys.executable, "-c", listen], stdout=subprocess.PIPE, text=True
    ) as listener:
        assert listener.stdout is not None and listener.stdout.readline() == "ready\n"
        subprocess.run([*fixture.in_pod(sender), sys.executable, "-c", speak], check=True, timeout=20)
        return listener.stdout.readline() == "heard\n"


ALL = [
    cut_pod_is_silent_both_ways_for_everyone,
    cut_of_a_port_leaves_the_other_ports_alone,
    cut_breaks_no_connection_and_stays_silent,
    deaf_pod_still_speaks,
    frozen_pod_stands_still_and_its_node_does_not,
    killed_pod_dies_whole_and_is_restarted,
    killed_container_dies_alone,
    cut_node_takes_its_pods_away_from_all_others,
    frozen_node_stands_still,
    killed_node_says_no_last_word_and_comes_back,
    up_restarts_a_killed_node,
    a_fault_with_a_time_heals_by_itself,
    two_faults_heal_one_by_one,
    a_fault_tells_when_on_the_clock_of_all_processes,
    faults_work_while_the_api_server_is_stopped,
    bad_input_gets_one_line_and_changes_nothing,
]
