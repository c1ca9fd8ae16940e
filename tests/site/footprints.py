"""Runs `walk.py` in this Python, and notes the lines of a package that are run on the way:

python footprints.py PACKAGE < ORDER
"""

from __future__ import annotations

import json
import runpy
import sys
from collections import defaultdict
from pathlib import Path
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
steps = runpy.run_path(str(Path(__file__).with_name("walk.py")))
walked = json.loads(steps["walk"](sys.stdin.read()))
sys.settrace(None)
json.dump({**walked, "lines": {file: sorted(run) for file, run in lines.items()}}, sys.stdout)
