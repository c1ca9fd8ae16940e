"""In the browser, instead of asyncio, which Pyodide imports as it starts: answers wait for nothing.

It and what it imports are a quarter of the standard library that would be sent.
"""


def get_event_loop() -> None:
    """What Pyodide looks up as it starts, and calls when Python waits for a promise."""
    raise RuntimeError("no event loop here")
