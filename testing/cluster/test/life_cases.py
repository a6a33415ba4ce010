"""How the cluster comes and goes: up, up again, killed in the middle, down."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import host
from fixture import LAUNCHER, Fixture, eventually

from embedded.layout import BRIDGE, BRIDGE_HARDWARE_ADDRESS, STATE


def down_leaves_nothing(fixture: Fixture) -> None:
    fixture.cluster("down")
    after = host.Snapshot.take()
    left = {
        "links": {name for name in after.links if name.startswith("fb")},
        "namespaces": {name for name in after.namespaces if "fusebox" in name},
    }
    assert not any(left.values()) and not after.cgroups and not after.processes and not after.folders, f"{left} {after}"
    fixture.before = after


def down_twice_says_so(fixture: Fixture) -> None:
    fixture.cluster("down")
    assert fixture.cluster("down") == "the cluster is down\n"
    assert fixture.fusebox("cluster", "status").code == 1
    for words in (["env"], ["fault", "cut", "node/node1"], ["api", "stop"]):
        done = fixture.fusebox("cluster", *words)
        assert done.code != 0 and "./fusebox cluster up" in done.err, done


def the_first_up_on_a_machine_builds_the_programs(fixture: Fixture) -> None:
    """Minutes, once; so no other case times it."""
    fixture.cluster("up", "--nodes", "1")
    fixture.cluster("down")


def up_makes_a_healthy_cluster_in_time(fixture: Fixture) -> None:
    began = time.monotonic()
    fixture.cluster("up", "--nodes", "3")
    assert time.monotonic() - began < 30
    facts = json.loads(fixture.cluster("status", "--json"))
    assert facts["healthy"] and [node["name"] for node in facts["nodes"]] == ["node1", "node2", "node3"]


def up_again_does_nothing_quickly(fixture: Fixture) -> None:
    before = host.Snapshot.take()
    began = time.monotonic()
    assert "already up" in fixture.cluster("up", "--nodes", "3")
    assert time.monotonic() - began < 2
    assert not host.Snapshot.take().added_since(before)


def up_with_another_node_count_says_how(fixture: Fixture) -> None:
    done = fixture.fusebox("cluster", "up", "--nodes", "2")
    assert done.code != 0 and "./fusebox cluster down && ./fusebox cluster up --nodes 2" in done.err
    fixture.cluster("status")


def env_gives_kubectl_and_helm(fixture: Fixture) -> None:
    script = f'eval "$({LAUNCHER} cluster env)"; kubectl get nodes --output=name; helm version --short'
    out = subprocess.run(["sh", "-c", script], check=True, capture_output=True, text=True).stdout.splitlines()
    assert out[:3] == ["node/node1", "node/node2", "node/node3"] and out[3].startswith("v4."), out


def up_restarts_a_program_that_died(fixture: Fixture) -> None:
    from embedded import processes

    for program in ("kube-scheduler", "coredns", "kube-proxy", "kube-apiserver"):
        dying = processes.find(program)[0]
        os.kill(dying.pid, signal.SIGKILL)
        eventually(lambda dying=dying: dying not in processes.find(), f"{program} is gone", 5)
        assert fixture.fusebox("cluster", "status").code == 1
        fixture.cluster("up")
        fixture.cluster("status")


def another_state_folder_is_refused_while_up(fixture: Fixture) -> None:
    environment = {**os.environ, "FUSEBOX_STATE": str(fixture.folder / "elsewhere")}
    for verb in ("up", "down"):
        done = subprocess.run([LAUNCHER, "cluster", verb], check=False, env=environment, capture_output=True, text=True)
        assert done.returncode != 0 and f"FUSEBOX_STATE={STATE} ./fusebox cluster down" in done.stderr, done
    fixture.cluster("status")


def down_while_faults_are_in_effect_leaves_nothing(fixture: Fixture) -> None:
    one, two, _ = fixture.pods()
    fixture.cluster("fault", "cut", one.target, "--for", "300s")
    fixture.cluster("fault", "freeze", two.target, "--for", "300s")
    fixture.cluster("fault", "freeze", "node/node2")
    fixture.cluster("fault", "kill", "node/node3")
    _down_and_compare(fixture)


def up_after_a_killed_up_works(fixture: Fixture) -> None:
    fixture.cluster("down")
    for seconds in (0.3, 1.0, 1.8, 2.6, 3.4, 4.2):
        _killed_up(seconds)
        if seconds in (1.8, 4.2):
            fixture.cluster("up", "--nodes", "1")
            fixture.cluster("status")
            fixture.cluster("down")
    _killed_up(2.2)
    _down_and_compare(fixture)


def a_bridge_that_a_killed_up_left_without_an_owner_is_taken_away(fixture: Fixture) -> None:
    fixture.cluster("down")
    made = ["ip", "link", "add", BRIDGE, "address", BRIDGE_HARDWARE_ADDRESS, "type", "bridge"]
    subprocess.run(made, check=True)
    fixture.cluster("up", "--nodes", "1")
    fixture.cluster("down")
    subprocess.run(made, check=True)
    _down_and_compare(fixture)


def up_after_a_killed_down_works(fixture: Fixture) -> None:
    fixture.cluster("up", "--nodes", "2")
    with subprocess.Popen([LAUNCHER, "cluster", "down"], stdout=subprocess.DEVNULL, start_new_session=True) as down:
        time.sleep(0.25)
        os.killpg(down.pid, signal.SIGKILL)
    fixture.cluster("up", "--nodes", "3")
    fixture.cluster("status")


def what_is_not_ours_is_not_touched(fixture: Fixture) -> None:
    """Things that look alike: a network namespace of another runtime, a process that reads our state, a file in its folder."""
    fixture.cluster("up")
    subprocess.run(["ip", "netns", "add", "cni-foreign"], check=True)
    reading = subprocess.Popen(["tail", "-f", f"{STATE}/log/etcd.log"], stdout=subprocess.DEVNULL)
    try:
        fixture.cluster("down")
        assert reading.poll() is None
        assert "cni-foreign" in subprocess.run(["ip", "netns"], check=True, capture_output=True, text=True).stdout
    finally:
        reading.kill()
        reading.wait()
        subprocess.run(["ip", "netns", "delete", "cni-foreign"], check=True)


def a_bridge_of_that_name_that_is_not_ours_is_refused(fixture: Fixture) -> None:
    fixture.cluster("down")
    subprocess.run(["ip", "link", "add", "fb0", "type", "bridge"], check=True)
    try:
        for verb in ("up", "down"):
            done = fixture.fusebox("cluster", verb)
            assert done.code != 0 and len(done.err.splitlines()) == 1 and "fb0" in done.err, done
        assert Path("/sys/class/net/fb0").exists()
    finally:
        subprocess.run(["ip", "link", "delete", "fb0"], check=True)


def a_state_folder_with_other_things_is_refused(fixture: Fixture) -> None:
    fixture.cluster("down")
    folder = fixture.folder / "mine"
    folder.mkdir()
    (folder / "letter.txt").write_text("dear")
    for place in (folder, "/run/fusebox", "/"):
        done = subprocess.run(
            [LAUNCHER, "cluster", "up"],
            check=False,
            env={**os.environ, "FUSEBOX_STATE": str(place)},
            capture_output=True,
            text=True,
        )
        assert done.returncode != 0 and len(done.stderr.splitlines()) == 1 and "FUSEBOX_STATE" in done.stderr, done
    assert (folder / "letter.txt").exists()
    assert not host.Snapshot.take().added_since(fixture.before)


def down_after_all_that_leaves_nothing(fixture: Fixture) -> None:
    fixture.cluster("up")
    fixture.pods()
    _down_and_compare(fixture)


def _killed_up(seconds: float) -> None:
    """`up` with SIGKILL after this time; to it alone, so that what it started lives on."""
    with subprocess.Popen([LAUNCHER, "cluster", "up"], stdout=subprocess.DEVNULL, start_new_session=True) as up:
        time.sleep(seconds)
        up.kill()


def _down_and_compare(fixture: Fixture) -> None:
    fixture.cluster("down")
    added = host.Snapshot.take().added_since(fixture.before)
    assert not added, added


FIRST = [
    down_leaves_nothing,
    down_twice_says_so,
    the_first_up_on_a_machine_builds_the_programs,
    up_makes_a_healthy_cluster_in_time,
    up_again_does_nothing_quickly,
    up_with_another_node_count_says_how,
    env_gives_kubectl_and_helm,
    another_state_folder_is_refused_while_up,
    up_restarts_a_program_that_died,
]
LAST = [
    down_while_faults_are_in_effect_leaves_nothing,
    up_after_a_killed_up_works,
    a_bridge_that_a_killed_up_left_without_an_owner_is_taken_away,
    up_after_a_killed_down_works,
    what_is_not_ours_is_not_touched,
    a_bridge_of_that_name_that_is_not_ours_is_refused,
    a_state_folder_with_other_things_is_refused,
    down_after_all_that_leaves_nothing,
]
