"""Prints a page with WebKit, once it answers or has nothing to ask; run by the system's Python.

python3 webkit_print.py ADDRESS PDF
"""

import sys

import gi  # type: ignore[import-not-found]  # of the system’s Python

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")

from gi.repository import GLib, Gtk, WebKit2  # type: ignore[import-not-found]  # noqa: E402

READY = """
document.readyState === "complete" && (
    document.querySelector("[data-calc-result]") === null
    || document.querySelector("[data-calc-result] .calc-answer") !== null
)
"""
address, pdf = sys.argv[1:]


class Printing:
    """A page that is loaded, waited for and printed."""

    def __init__(self) -> None:
        """Load it, in a window that nobody sees."""
        self.view = WebKit2.WebView()
        self.window = Gtk.OffscreenWindow()
        self.window.set_default_size(1200, 900)
        self.window.add(self.view)
        self.window.show_all()
        self.view.connect("load-changed", self.loaded)
        self.view.load_uri(address)

    def loaded(self, _: object, event: object) -> None:
        if event == WebKit2.LoadEvent.FINISHED:
            self.look()

    def look(self) -> bool:
        self.view.evaluate_javascript(READY, -1, None, None, None, self.seen)
        return False  # once

    def seen(self, view: object, result: object) -> None:
        if self.view.evaluate_javascript_finish(result).to_boolean():
            self.print()
        else:
            GLib.timeout_add(100, self.look)

    def print(self) -> None:
        settings = Gtk.PrintSettings()
        settings.set_printer("Print to File")
        settings.set(Gtk.PRINT_SETTINGS_OUTPUT_URI, GLib.filename_to_uri(pdf))
        settings.set(Gtk.PRINT_SETTINGS_OUTPUT_FILE_FORMAT, "pdf")
        paper = Gtk.PageSetup()
        paper.set_paper_size(Gtk.PaperSize.new("iso_a4"))
        self.operation = WebKit2.PrintOperation.new(self.view)
        self.operation.set_print_settings(settings)
        self.operation.set_page_setup(paper)
        self.operation.connect("failed", lambda _, error: sys.exit(error.message))
        self.operation.connect("finished", lambda _: Gtk.main_quit())
        self.operation.print_()


Gtk.init([])
printing = Printing()
Gtk.main()
