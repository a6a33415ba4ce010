"""Drops frames at a bridge's port, silently: the cable keeps its carrier and nobody gets an answer.

All hooks are those of the bridge on which the cable ends, `prerouting` for what comes out of the target and `postrouting`
for what goes to it. They see frames that the bridge forwards and also those from and to the bridge's own address, which is
how a node reaches its pods. ARP passes: else the kernels around would soon answer "no route to host", which is not silent.
"""

from ..command import run
from .fault import Fault

_TABLE = "fusebox"


def apply(bridge: str | None, faults: list[Fault]) -> None:
    """Makes the rules at this bridge exactly those that the faults ask for, in one transaction."""
    here = [fault for fault in faults if fault.bridge == bridge]
    muted = sorted({rule for fault in here if _mutes(fault) for rule in _rules("iifname", fault)})
    deafened = sorted({rule for fault in here if _deafens(fault) for rule in _rules("oifname", fault)})
    script = f"table bridge {_TABLE} {{}}\ndelete table bridge {_TABLE}\n"
    if muted or deafened:
        script += f"table bridge {_TABLE} {{\n{_chain('prerouting', muted)}{_chain('postrouting', deafened)}}}\n"
    enter = [] if bridge is None else ["nsenter", f"--net=/run/netns/{bridge}", "--"]
    run(*enter, "nft", "-f", "-", stdin=script)


def remove_all_on_host() -> None:
    """Of the host only: a node's rules go with its network namespace."""
    apply(None, [])


def _mutes(fault: Fault) -> bool:
    """A killed node says no last word: the connections that its processes leave behind are not closed."""
    return fault.kind == "cut" or (fault.kind == "kill" and fault.bridge is None)


def _deafens(fault: Fault) -> bool:
    return fault.kind == "deaf" or _mutes(fault)


def _rules(match: str, fault: Fault) -> list[str]:
    if fault.tcp_port is None:
        return [f'{match} "{fault.port}" counter drop']
    return [f'{match} "{fault.port}" tcp {end} {fault.tcp_port} counter drop' for end in ("sport", "dport")]


def _chain(hook: str, rules: list[str]) -> str:
    lines = "".join(f"    {rule}\n" for rule in rules)
    return f"  chain {hook} {{\n    type filter hook {hook} priority -400; policy accept;\n    ether type arp accept\n{lines}  }}\n"
