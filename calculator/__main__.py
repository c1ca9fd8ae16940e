"""`python -m calculator`: the command line."""

from calculator.cli import main

main()
