"""The engines that `bench.scale` measures, each run in a process of its own.

python -m bench.scale_engines duckdb|spark FOLDER MASTER
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from pathlib import Path
from typing import Any

DECISIONS, PUPILS = "decisions.parquet", "pupils.parquet"
ENGINES = {"duckdb": "answers-duckdb.parquet", "spark": "answers-spark/*.parquet"}
"""Each engine, and the files of its answers."""

SQL = Path(__file__).parents[1].joinpath("includes", "answers.sql").read_text("utf-8")
"""One for all engines, as the site publishes it."""

_MEMORY = "4g"
_RSS_IN_MEGABYTE = 1 << (20 if sys.platform == "darwin" else 10)


def with_duckdb(folder: Path, _: str = "") -> dict[str, Any]:
    """Join and write with DuckDB.

    Returns:
        The seconds, and the peak memory in MB.
    """
    import duckdb  # noqa: PLC0415  # each engine alone

    with duckdb.connect() as database:
        database.execute("SET preserve_insertion_order = false")
        for name, file in (("decisions", DECISIONS), ("pupils", PUPILS)):
            database.execute(f"CREATE VIEW {name} AS FROM read_parquet('{folder / file}')")
        start = time.perf_counter()
        database.execute(f"COPY ({SQL}) TO '{folder / ENGINES['duckdb']}'")
        seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _RSS_IN_MEGABYTE
    return {"version": duckdb.__version__, "seconds": round(seconds, 2), "megabytes": round(peak)}


def with_spark(folder: Path, master: str) -> dict[str, Any]:
    """Join and write with Spark, on this machine or on a cluster that sees the folder.

    Returns:
        The seconds, and the peak memory in MB: of the program that leads, when on a cluster.
    """
    from pyspark.sql import SparkSession  # noqa: PLC0415

    if master.startswith("local"):
        os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    builder = SparkSession.builder.appName("calculator").master(master)
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.memory": _MEMORY,
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    for name, file in (("decisions", DECISIONS), ("pupils", PUPILS)):
        session.read.parquet(str(folder / file)).createOrReplaceTempView(name)
    start = time.perf_counter()
    made = Path(ENGINES["spark"]).parent
    session.sql(SQL).write.mode("overwrite").parquet(str(folder / made))
    seconds = time.perf_counter() - start
    java: Any = session.sparkContext._jvm  # noqa: SLF001
    peak = _peak_of(java.ProcessHandle.current().pid())
    version = session.version
    session.stop()
    return {"version": version, "seconds": round(seconds, 2), "megabytes": peak}


def _peak_of(process: int) -> int | None:
    """The peak memory of a process in MB, where the system tells it (Linux)."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return None
    peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return round(int(peak.split()[1]) / 1024)


if __name__ == "__main__":
    engine, place, address = sys.argv[1:]
    run = with_duckdb if engine == "duckdb" else with_spark
    told = os.dup(1)  # an engine may write on the standard output
    os.dup2(2, 1)
    measured = run(Path(place), address)
    os.write(told, json.dumps(measured).encode())
