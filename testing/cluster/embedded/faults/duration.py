"""Reads durations such as 20s, 500ms or 2m."""

import argparse
import re

from .timer import MOST_SECONDS

_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0}


def seconds(text: str) -> float:
    match = re.fullmatch(r"(\d+(?:\.\d+)?)(ms|s|m)", text)
    value = float(match[1]) * _UNITS[match[2]] if match else 0.0
    if not 0.0 < value <= MOST_SECONDS:
        raise argparse.ArgumentTypeError(f"'{text}' is not a duration such as 20s, 500ms or 2m, at most 60m")
    return value
