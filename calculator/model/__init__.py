"""What is true: the rules of a circular, as pure functions over data.

Nothing here reads a clock, prints, or imports anything outside the standard library, so the same
code answers in a browser, in a site's build and on a command line.
"""
