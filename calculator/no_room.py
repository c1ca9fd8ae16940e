"""When there is no room on the disk for what memory does not hold."""

from __future__ import annotations


class NoRoom(Exception):
    """The file with the items cannot be written: the disk is full, mostly."""

    def __init__(self) -> None:
        """Say so in French."""
        super().__init__(
            "Ces listes sont trop longues pour la mémoire, et il n’y a pas la place de les écrire "
            "dans le dossier des fichiers temporaires."
        )
