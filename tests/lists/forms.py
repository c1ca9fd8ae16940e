"""The samples in other forms, and whether what is read of them is the same."""

from __future__ import annotations

from calculator.lists.lines import PupilList
from calculator.lists.merging import merge
from calculator.lists.reading import read_list
from tests.lists.test_samples import answers, content, told

STARTS = ("01b", "01d", "02b", "03", "06c")
READ = {start: answers(merge([read_list("f", [content(start)])])) for start in STARTS}


def read(data: bytes, file: str = "f", size: int = 1 << 18) -> PupilList:
    return read_list(file, (data[at : at + size] for at in range(0, len(data), size)))


def same(start: str, data: bytes) -> None:
    answered = answers(merge([read(data)]))
    assert told(answered) == told(READ[start])
    assert answered.set_aside == READ[start].set_aside
