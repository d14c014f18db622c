"""Runs a command and writes what it and its children cost, as JSON, into a file.

usage: measure.py OUT.json COMMAND [ARGUMENT ...]

The peak is that of the largest single process: the kernel keeps no peak for a group of them.
"""
import json
import resource
import subprocess
import sys
import time

out, command = sys.argv[1], sys.argv[2:]
start = time.monotonic()
finished = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
wall = time.monotonic() - start
used = resource.getrusage(resource.RUSAGE_CHILDREN)
cost = {
    "wallMs": wall * 1000,
    "cpuMs": (used.ru_utime + used.ru_stime) * 1000,
    "peakBytes": used.ru_maxrss * 1024,
    "status": finished.returncode,
    "said": finished.stderr[-2000:].decode("utf-8", "replace"),
}
with open(out, "w", encoding="utf-8") as file:
    json.dump(cost, file)
