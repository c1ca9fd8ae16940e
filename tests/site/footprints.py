"""Walks in this Python, and notes the lines of a package that are run on the way:

python -m tests.site.footprints PACKAGE < ORDER
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from types import FrameType
from typing import Any

lines: dict[str, set[int]] = defaultdict(set)


def note(frame: FrameType, event: str, argument: object) -> Any:
    file = frame.f_code.co_filename
    if not file.startswith(sys.argv[1]):
        return None
    lines[file].add(frame.f_lineno)
    return note


sys.settrace(note)
from tests.site.walk import walk  # noqa: E402  # the lines that importing runs count too

walked = json.loads(walk(sys.stdin.read()))
sys.settrace(None)
run = {file: sorted(numbers) for file, numbers in lines.items()}
json.dump({"outcomes": walked, "lines": run}, sys.stdout)
