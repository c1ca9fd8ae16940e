"""The inventory of what a copy of the site redistributes, for those who keep track of it."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.factory.license import LicenseFactory
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL

from calculator.site.shipped import Shipped


def inventory(pieces: tuple[Shipped, ...], epoch: int) -> str:
    """The software bill of materials, in CycloneDX JSON; the same pieces give the same text.

    Args:
        pieces: What the site is made of.
        epoch: When, in seconds since 1970.
    """
    site, *rest = (_component(piece) for piece in pieces)
    bom = Bom(
        components=rest,
        serial_number=uuid5(NAMESPACE_URL, " ".join(f"{p.package}@{p.version}" for p in pieces)),
    )
    bom.metadata.component = site
    bom.metadata.timestamp = datetime.fromtimestamp(epoch, UTC)
    bom.register_dependency(site, rest)
    outputter = make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6)
    return outputter.output_as_string(indent=2) + "\n"


def _component(piece: Shipped) -> Component:
    package = PackageURL.from_string(f"{piece.package}@{piece.version}")
    return Component(
        name=package.name,
        version=piece.version,
        type=ComponentType.LIBRARY,
        bom_ref=str(package),
        purl=package,
        licenses=[LicenseFactory().make_with_expression(piece.licence)],
    )
