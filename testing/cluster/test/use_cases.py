"""What a user of the cluster relies on: pods run, find each other by name, and are reached by kubectl."""

import json

from fixture import Fixture, eventually, expect, http, in_node


def pods_reach_each_other_on_one_node_and_across_nodes(fixture: Fixture) -> None:
    one, two, three = fixture.pods()
    for other in (two, three):
        expect("answered", fixture.in_pod(one), other.address)
    expect("answered", fixture.in_pod(three), one.address)


def exec_and_logs_work(fixture: Fixture) -> None:
    fixture.pods()
    assert fixture.kubectl("exec", "one", "--", "cat", "/index.html") == "one\n"
    assert fixture.kubectl("logs", "one", "--tail=1").strip().isdigit()


def a_service_resolves_and_answers(fixture: Fixture) -> None:
    one, _, _ = fixture.pods()
    ports = [{"port": 80, "targetPort": 8080}]
    service = {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": "counter"},
        "spec": {"selector": {"app": "counter"}, "ports": ports},
    }
    fixture.kubectl("apply", "--filename=-", stdin=json.dumps(service))
    address = json.loads(fixture.kubectl("get", "service", "counter", "--output=json"))["spec"]["clusterIP"]
    looked_up = fixture.kubectl("exec", "one", "--", "nslookup", "counter.default.svc.cluster.local")
    assert address in looked_up, looked_up
    enter = fixture.in_pod(one)
    eventually(lambda: http(enter, address, 80) == "answered", "kube-proxy knows the service", 10)
    assert {http(enter, address, 80) for _ in range(9)} == {"answered"}


def a_loaded_image_replaces_the_one_with_its_tag(fixture: Fixture) -> None:
    fixture.pods()
    for content in ("first", "second"):
        fixture.cluster("load", fixture.image(content))
        fixture.kubectl(
            "run",
            "reader",
            "--image=busybox.test/busybox:1",
            "--image-pull-policy=Never",
            "--restart=Never",
            "--",
            "-c",
            "cat /content",
        )
        fixture.kubectl("wait", "pod/reader", "--for=jsonpath={.status.phase}=Succeeded", "--timeout=30s")
        said = fixture.kubectl("logs", "reader")
        fixture.kubectl("delete", "pod", "reader", "--now")
        assert said == content


def the_api_server_shows_its_request_metrics(fixture: Fixture) -> None:
    fixture.pods()
    assert "apiserver_request_total{" in fixture.kubectl("get", "--raw", "/metrics")


def the_api_the_product_needs_is_served(fixture: Fixture) -> None:
    fixture.pods()
    assert "mutatingadmissionpolicies" in fixture.kubectl(
        "api-resources", "--api-group=admissionregistration.k8s.io", "--output=name"
    )
    rule = {"action": "RestartAllContainers", "exitCodes": {"operator": "In", "values": [88]}}
    once = {
        "name": "once",
        "image": "busybox.test/busybox:1",
        "imagePullPolicy": "Never",
        "restartPolicy": "Never",
        "restartPolicyRules": [rule],
    }
    once["command"] = ["sh", "-c", "[ -e /shared/been ] && while :; do sleep 1; done; echo >/shared/been; exit 88"]
    beside = {
        "name": "beside",
        "image": "busybox.test/busybox:1",
        "imagePullPolicy": "Never",
        "command": ["sh", "-c", "while :; do sleep 1; done"],
    }
    for container in (once, beside):
        container["volumeMounts"] = [{"name": "shared", "mountPath": "/shared"}]
    spec = {
        "containers": [once, beside],
        "volumes": [{"name": "shared", "emptyDir": {}}],
        "terminationGracePeriodSeconds": 0,
    }
    fixture.kubectl(
        "apply",
        "--filename=-",
        stdin=json.dumps({"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "restarts"}, "spec": spec}),
    )
    try:
        fixture.kubectl(
            "wait",
            "pod/restarts",
            "--for=jsonpath={.status.containerStatuses[?(@.name=='beside')].restartCount}=1",
            "--timeout=60s",
        )
    finally:
        fixture.kubectl("delete", "pod", "restarts", "--now")


def host_and_nodes_reach_pods(fixture: Fixture) -> None:
    one, _, _ = fixture.pods()
    for enter in ([], in_node("node1"), in_node("node2")):
        expect("answered", enter, one.address)


ALL = [
    pods_reach_each_other_on_one_node_and_across_nodes,
    host_and_nodes_reach_pods,
    exec_and_logs_work,
    a_service_resolves_and_answers,
    a_loaded_image_replaces_the_one_with_its_tag,
    the_api_server_shows_its_request_metrics,
    the_api_the_product_needs_is_served,
]
