"""What stands under an answer to take it away, and a case whose link opens it."""

from __future__ import annotations

BAR = "[data-takeaway]"
CASE = "class_level=3e&establishment=prive-sous-contrat"
ON = "on=2021-03-10"
