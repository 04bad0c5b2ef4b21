"""Peak resident memory of a process, in MiB."""

import re
import resource
from pathlib import Path

KIB = 1024
_HIGH_WATER = re.compile(r"VmHWM:\s*(\d+) kB")


def peak_mib(pid: int | str = "self") -> float:
    """Read the high-water mark from /proc; 0 for a process that has gone.

    ``ru_maxrss`` is the fallback where there is no /proc: on Linux it starts at the size of the
    process that started this one, which is larger than many a run measured here.
    """
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB
        return own if pid == "self" and not Path("/proc/self").exists() else 0.0
    found = _HIGH_WATER.search(status)
    return int(found.group(1)) / KIB if found else 0.0
