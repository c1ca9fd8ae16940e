"""What is found where files of one kind are kept: those that can be read, and the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from calculator.rules.errors import MalformedCampaign

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Shelf(Generic[T]):
    """What was found, by name.

    Attributes:
        read: What could be read.
        faults: What is wrong with the others.
    """

    read: Mapping[str, T]
    faults: Mapping[str, MalformedCampaign]


def sort_out(found: Mapping[str, Callable[[], T]]) -> Shelf[T]:
    """Read all that is there: one that cannot be read keeps nobody from reading the others.

    Args:
        found: How to read each, by name; it may raise `MalformedCampaign` or `OSError`.
    """
    read: dict[str, T] = {}
    faults: dict[str, MalformedCampaign] = {}
    for name, reader in found.items():
        try:
            read[name] = reader()
        except MalformedCampaign as error:
            faults[name] = error
        except OSError:
            what = "un dossier, ou un fichier qui ne peut pas être lu"
            faults[name] = MalformedCampaign(name, "fichier", what, "un fichier de campagne")
    return Shelf(read, faults)
