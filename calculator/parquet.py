"""Tables as Parquet, which databases read with its types, where duckdb is installed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

INSTALL = "pip install duckdb"
_QUOTE = '"'


def parquet_line(cells: Iterable[str]) -> str:
    """A line for `as_parquet`, its cells as they are: no program takes them for formulas.

    Args:
        cells: The cells; an empty one is none.
    """
    told = [f'"{cell.replace(_QUOTE, _QUOTE * 2)}"' if cell else "" for cell in cells]
    return f"{';'.join(told)}\r\n"


class NoParquet(Exception):
    """Nothing here writes Parquet."""


def as_parquet(types: Mapping[str, str], lines: Iterable[str]) -> bytes:
    """A table as the content of a Parquet file; an empty cell is null.

    Args:
        types: The columns, and what they hold in SQL's words: `VARCHAR`, `DATE`.
        lines: The lines of the table as `parquet_line` writes them, titles first.

    Raises:
        NoParquet: When duckdb is not installed.
        OSError: When there is no room for it.
    """
    try:
        import duckdb  # noqa: PLC0415  # an optional extra
    except ImportError as error:
        raise NoParquet(INSTALL) from error
    with tempfile.TemporaryDirectory() as folder:
        table, made = Path(folder, "table.csv"), Path(folder, "table.parquet")
        with table.open("w", encoding="utf-8", newline="") as opened:
            opened.writelines(lines)
        try:
            with duckdb.connect() as database:
                read = database.read_csv(
                    str(table), delimiter=";", header=True, dtype=dict(types), quotechar='"'
                )
                read.write_parquet(str(made))
        except duckdb.IOException as error:
            raise OSError(str(error)) from error
        return made.read_bytes()
