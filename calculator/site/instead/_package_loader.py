"""In the browser, instead of what unpacks packages, which Pyodide imports as it starts."""


class _Nowhere:
    """A folder that packages would go to."""

    def __str__(self) -> str:
        return "/nowhere"


SITE_PACKAGES = DSO_DIR = _Nowhere()


def init_loaded_packages() -> None:
    """What Pyodide calls once it knows its packages: there are none."""
