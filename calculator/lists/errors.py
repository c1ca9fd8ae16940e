"""What goes wrong with a whole file, said in French."""

from __future__ import annotations

STANDARD_INPUT = "entrée standard"
"""What stands for a file's name on the command line."""


class NotAList(ValueError):
    """A file in which there is no list of pupils (or of classes) to read.

    Attributes:
        file: The file's name.
        found: What it is, in French.
        expected: What it should be, in French.
    """

    def __init__(self, file: str, found: str, expected: str) -> None:
        """Build the French message from the three facts a person needs."""
        self.file = file
        self.found = found
        self.expected = expected
        seen = "C’est" if found.startswith("un") else "On y voit"
        read = "lue" if file == STANDARD_INPUT else "lu"
        super().__init__(f"{file} n’a pas été {read}. {seen} {found}. Il faut {expected}.")
