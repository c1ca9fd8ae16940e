"""In the browser, instead of the module that gives tracebacks their colours: there are none.

The real one makes a dozen dataclasses as it is imported, which Python waits for as it starts.
"""

from types import SimpleNamespace


class _Plain:
    """A theme in which nothing has a colour."""

    def __getattr__(self, name: str) -> str:
        return ""


def can_colorize(**_: object) -> bool:
    """Whether a traceback can be in colour."""
    return False


def get_theme(**_: object) -> SimpleNamespace:
    """The colours of tracebacks, by what they colour."""
    return SimpleNamespace(traceback=_Plain())
