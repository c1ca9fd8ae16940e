"""The inventory of what a copy of the site redistributes, for those who keep track of it."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.component_evidence import ComponentEvidence, Occurrence
from cyclonedx.model.license import DisjunctiveLicense, LicenseExpression
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL

from calculator import __version__
from calculator.site.shipped import Shipped

_RUNTIMES = {"pkg:generic/python", "pkg:npm/pyodide"}
"""What runs programs, as opposed to what programs are made of."""
_COPIES = {".br", ".gz", ".map"}
"""The suffixes of files that say again what another says."""


def inventory(name: str, pieces: tuple[Shipped, ...], site: Path, epoch: int) -> str:
    """The software bill of materials, in CycloneDX JSON; the same site gives the same text.

    Args:
        name: The site's, as in addresses.
        pieces: What the site is made of.
        site: The public site.
        epoch: When, in seconds since 1970.

    Raises:
        FileNotFoundError: When a piece is said to be in a file that is not in the site.
    """
    components = {piece.package: _component(piece, site) for piece in pieces}
    package = PackageURL("generic", name=name, version=__version__)
    whole = Component(
        name=name,
        version=__version__,
        type=ComponentType.APPLICATION,
        bom_ref=str(package),
        purl=package,
        licenses=[LicenseExpression("MIT AND etalab-2.0")],
    )
    bom = Bom(components=components.values())
    bom.metadata.component = whole
    bom.metadata.timestamp = datetime.fromtimestamp(epoch, UTC)
    for holder, component in ("", whole), *components.items():
        inside = [components[piece.package] for piece in pieces if piece.within == holder]
        bom.register_dependency(component, inside)
    said = sorted(f"{c.bom_ref} {h.content}" for c in components.values() for h in c.hashes)
    bom.serial_number = uuid5(NAMESPACE_URL, " ".join(said))
    outputter = make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6)
    return outputter.output_as_string(indent=2) + "\n"


def _component(piece: Shipped, site: Path) -> Component:
    """A piece, where it is in the site, and the checksum of the first file that holds it."""
    package = PackageURL.from_string(f"{piece.package}@{piece.version}".removesuffix("@"))
    files = [file for pattern in piece.found_in for file in _files(site, pattern)]
    places = [file.relative_to(site).as_posix() for file in files]
    checksum = hashlib.sha256(files[0].read_bytes()).hexdigest()
    return Component(
        name=piece.name,
        version=piece.version or None,
        type=ComponentType.PLATFORM if piece.package in _RUNTIMES else ComponentType.LIBRARY,
        bom_ref=str(package),
        purl=package,
        licenses=[_licence(piece.licence)],
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=checksum)],
        evidence=ComponentEvidence(
            # Without references, the library puts them in an order of chance.
            occurrences=[Occurrence(bom_ref=f"{package}#{p}", location=p) for p in places]
        ),
    )


def _files(site: Path, pattern: str) -> list[Path]:
    files = [file for file in sorted(site.glob(pattern)) if file.suffix not in _COPIES]
    if not files:
        raise FileNotFoundError(f"{site / pattern}: see calculator/site/shipped.py")
    return files


def _licence(identifier: str) -> DisjunctiveLicense | LicenseExpression:
    if " " in identifier or identifier.startswith("LicenseRef-"):
        return LicenseExpression(identifier)
    return DisjunctiveLicense(id=identifier)
