"""Measures everything, prints it and writes it to `bench/results.json`: `make bench`."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench import boot, build, decide, lighthouse, list_page, roster, sheet
from bench.pages import DIST
from calculator.cli.files import writing

RESULTS = Path(__file__).with_name("results.json")


def main() -> None:
    """Run every benchmark, one after the other: they would disturb each other."""
    console = Console(width=max(Console().width, 110))  # the widest table
    results: dict[str, Any] = {
        "measured": datetime.now(UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}",
    }
    with console.status("") as status:
        results["boot"] = boot.measure(status.update)
        results["build"] = build.measure(status.update)
        results["decisions_per_second"] = decide.measure(status.update)
        results["roster"] = roster.measure(status.update)
        results["list_page"] = list_page.measure(status.update)
        results["lighthouse"] = lighthouse.measure(status.update)
        results["sheet"] = sheet.measure(status.update)
    results["offline_zip"] = (DIST / "offline.zip").stat().st_size
    results["scale"] = json.loads(RESULTS.read_text("utf-8")).get("scale")  # of `make scale`
    with writing(RESULTS) as opened:
        opened.write((json.dumps(results, indent=2, ensure_ascii=False) + "\n").encode())
    console.print(_boot_table(results["boot"]))
    console.print(_phases_table(results["boot"]))
    took = results["build"]
    console.print(
        f"Build: {took['with_plugin']} s, {took['without']} s without our plugin: "
        f"{took['ratio']} times as long (goal: 1.5)"
    )
    for where, rate in results["decisions_per_second"].items():
        console.print(f"Decisions per second, {where}: {rate}")
    lists = results["roster"]
    console.print(
        f"Lists: {lists['pupils_per_second']} pupils per second (goal: 50000); command line, "
        + "; ".join(
            f"{pupils} pupils: {took['megabytes']} MB (goal: 150), "
            f"{took['seconds']} s (goal for a million: 15), "
            f"{took['pupils_per_second']} per second"
            for pupils, took in lists["command"].items()
        )
    )
    for pupils, took in results["list_page"].items():
        goal = " (goal: 1000)" if pupils == "2000" else ""
        console.print(
            f"List page, {pupils} pupils: classes in {took['classes']} ms, answers in "
            f"{took['answers']} ms, {took['shown']} ms in all{goal}; "
            f"longest task {took['longest_task']} ms (goal: 200)"
        )
    console.print(_lighthouse_table(results["lighthouse"]))
    shown = results["sheet"]
    console.print(
        f"The site's own answer: {shown['shown']} ms from the choice (goal: 100), from a permalink "
        f"{shown['permalink']} ms (goal: 250); layout shift when Python's takes its place: "
        f"{shown['shift']} (goal: 0.01), below it {shown['shift_below']}; "
        f"page {shown['page_brotli'] / 1e3:.1f} kB with brotli (goal: 25)"
    )
    console.print(f"Offline zip: {results['offline_zip'] / 1e6:.2f} MB (goal: 8)")


def _boot_table(measured: Mapping[str, Mapping[str, Any]]) -> Table:
    goals = {"public": "0.40", "intranet": "0.40", "offline": "0.45"}
    table = Table(title="From navigation to the first answer (medians)")
    for column in (
        "",
        "ms",
        "of stock",
        "goal",
        "2nd visit, ms",
        "longest task",
        "once loaded",
        "brotli, MB",
    ):
        table.add_column(column, justify="right" if column else "left")
    table.add_column("slow line, s", justify="right")
    for name, row in measured.items():
        slow = row["slow_line"]
        table.add_row(
            name,
            f"{row['answer']:.0f}",
            f"{row['of_stock']:.3f}",
            goals.get(name, ""),
            f"{row['second_visit']:.0f}",
            f"{row['longest_task']:.0f}",
            f"{row['longest_task_once_loaded']:.0f}",
            f"{row['transfer'] / 1e6:.2f}",
            "" if slow is None else f"{slow / 1000:.1f}",
        )
    return table


def _phases_table(measured: Mapping[str, Mapping[str, Any]]) -> Table:
    """When each phase of our engine ended, in ms from navigation."""
    targets = {
        name: {key.removeprefix("phase_"): ms for key, ms in row.items() if "phase_" in key}
        for name, row in measured.items()
    }
    ours = {name: phases for name, phases in targets.items() if phases}
    table = Table("phase ended at, ms", *ours, title="Phases of the engine")
    first = next(iter(ours.values()))
    for phase in sorted(first, key=lambda name: first[name]):
        table.add_row(phase, *(f"{phases[phase]:.0f}" for phases in ours.values()))
    return table


def _lighthouse_table(measured: Mapping[str, Mapping[str, Any]]) -> Table:
    """The scores of each page with each preset, and what cost points."""
    title = "Lighthouse, of 100 (goals: 98 on desktop, 95 on mobile)"
    table = Table("", *lighthouse.CATEGORIES, "lost by", title=title)
    for preset, pages in measured.items():
        for page, found in pages.items():
            scores = (str(found["scores"][category]) for category in lighthouse.CATEGORIES)
            lost = (f"{audit} {value}".strip() for audit, value in found["lost"].items())
            table.add_row(f"{preset}, {page}", *scores, ", ".join(lost))
    return table


if __name__ == "__main__":
    main()
