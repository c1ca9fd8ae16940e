"""In the browser, instead of Pyodide's event loop."""


def _initialize_event_loop() -> None:
    pass
