"""Walks in this Python, and notes the lines of a package that are run on the way:

python -m tests.site.footprints PACKAGE < ORDER
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from types import CodeType, FrameType
from typing import Any

_lines: dict[CodeType, set[int]] = {}
_left: dict[CodeType, set[int]] = {}


def note(frame: FrameType, event: str, argument: object) -> Any:
    """Note a line; leave code alone as soon as all of it has been run."""
    code = frame.f_code
    if not code.co_filename.startswith(sys.argv[1]):
        return None
    if code not in _left:
        _lines[code] = {line for *_, line in code.co_lines() if line}
        _left[code] = set(_lines[code])
    left = _left[code]
    left.discard(frame.f_lineno)
    return note if left else None


sys.settrace(note)
from tests.site.walk import walk  # noqa: E402  # what importing runs counts too

outcomes = json.loads(walk(sys.stdin.read()))
sys.settrace(None)
run: dict[str, set[int]] = defaultdict(set)
for code, lines in _lines.items():
    run[code.co_filename] |= lines - _left[code]
json.dump(
    {"outcomes": outcomes, "lines": {file: sorted(lines) for file, lines in run.items()}},
    sys.stdout,
)
