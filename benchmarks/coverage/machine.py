"""What a run was measured on, without saying whose machine it is."""

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import shapely

PACKAGES = ("shapely", "geopandas", "numpy", "scipy")


def facts(mode: str) -> dict[str, object]:
    """Date, cores, versions, and how busy the machine was before the run."""
    return {
        "date": datetime.now(UTC).strftime("%Y-%m-%d"),
        "mode": mode,
        "cores": os.cpu_count(),
        "processor": _processor(),
        "system": platform.system(),
        "python": platform.python_version(),
        **{name: version(name) for name in PACKAGES},
        "GEOS": ".".join(map(str, shapely.geos_version)),
        "load_before": round(os.getloadavg()[0], 1),
    }


def sentence(known: dict[str, object]) -> str:
    """Say it in one line; a load of more than a third of a core is not idle."""
    idle = "idle" if float(known["load_before"]) < 0.35 else "not idle: the clock runs long"
    packages = ", ".join(f"{name} {known[name]}" for name in (*PACKAGES, "GEOS"))
    return (
        f"{known['date']}, --{known['mode']}, {known['cores']} cores ({known['processor']}), "
        f"{known['system']}, Python {known['python']}, {packages}; "
        f"load before the run {known['load_before']} ({idle})."
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    named = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())
