"""What goes wrong with a whole file, said in French."""

from __future__ import annotations


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
        super().__init__(f"{file} : trouvé {found} ; attendu : {expected}.")
