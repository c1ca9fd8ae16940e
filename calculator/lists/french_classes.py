"""The classes that lists of pupils name: codes and labels of the French school.

A circular has classes of its own; a list can only be answered for those that it shares.
"""

from __future__ import annotations

from calculator.model.vocabulary import Labelled


class ClassLevel(Labelled):
    """A class (niveau de classe), as names of classes tell it."""

    CP = "cp", "CP"
    CE1 = "ce1", "CE1"
    CE2 = "ce2", "CE2"
    CM1 = "cm1", "CM1"
    CM2 = "cm2", "CM2"
    SIXIEME = "6e", "6e"
    CINQUIEME = "5e", "5e"
    QUATRIEME = "4e", "4e"
    TROISIEME = "3e", "3e"
    SIXIEME_SEGPA = "6e-segpa", "6e SEGPA"
    CINQUIEME_SEGPA = "5e-segpa", "5e SEGPA"
    QUATRIEME_SEGPA = "4e-segpa", "4e SEGPA"
    TROISIEME_SEGPA = "3e-segpa", "3e SEGPA"
    TROISIEME_PREPA_METIERS = "3e-prepa-metiers", "3e prépa-métiers"
    SECONDE_GT = "2de-gt", "2de générale et technologique"
    PREMIERE_GT = "1re-gt", "1re générale ou technologique"
    TERMINALE_GT = "tle-gt", "Terminale générale ou technologique"
    SECONDE_PRO = "2de-pro", "2de professionnelle"
    PREMIERE_PRO = "1re-pro", "1re professionnelle"
    TERMINALE_PRO = "tle-pro", "Terminale professionnelle"
    CAP_1 = "cap-1", "1re année de CAP"
    CAP_2 = "cap-2", "2e année de CAP"
    BTS_1 = "bts-1", "1re année de BTS"
    BTS_2 = "bts-2", "2e année de BTS"
    CPGE_1 = "cpge-1", "1re année de CPGE"
    CPGE_2 = "cpge-2", "2e année de CPGE"
