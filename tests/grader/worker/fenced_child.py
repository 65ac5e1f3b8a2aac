"""A process that forks a child into the fence and says on standard output what the child met. Run by conftest.py.

One argument, JSON: repo (where the package is), policy (fields of `Policy`), change (fields of `Prepared`),
preload (modules), threads (to start first), probes and targets (see `grader.worker.probes`), code (run
inside, leaves `result`), linger (the parent ends before the child does).
"""

import dataclasses
import importlib
import json
import os
import socket
import sys
import threading
import time
from typing import Any

config: dict[str, Any] = json.loads(sys.argv[1])
sys.path.append(config["repo"])

from grader.limits import Limits  # noqa: E402 - found only now
from grader.worker import probes, sandbox  # noqa: E402
from grader.worker.policy import FenceError, Policy  # noqa: E402


def child(prepared: sandbox.Prepared, channel: int) -> None:
    fields = {key: tuple(value) if isinstance(value, list) else value for key, value in config["policy"].items()}
    fields["limits"] = Limits(**fields["limits"])
    fields["disabled"] = frozenset(fields["disabled"])
    for _ in range(config["threads"]):
        threading.Thread(target=time.sleep, args=(30,), daemon=True).start()
    try:
        report = sandbox.enclose(prepared, Policy(**fields), (channel,))
    except FenceError as fault:
        os.write(channel, json.dumps({"fault": str(fault)}).encode())
        return
    told: dict[str, Any] = {"level": report.level, "layers": report.layers}
    told["probes"] = {name: probes.run(name, config["targets"]) for name in config["probes"]}
    os.write(channel, json.dumps(told).encode() + b"\n")
    names: dict[str, Any] = {"result": None}
    try:
        exec(config["code"], names)  # the test's own code
    except BaseException as error:
        names["result"] = f"{type(error).__name__}: {error}"
    os.write(channel, json.dumps({"result": names["result"]}).encode())


def main() -> None:
    if config["system"] == "elsewhere":
        sandbox.architecture = lambda: None
    for name in config["preload"]:
        importlib.import_module(name)
    prepared = dataclasses.replace(sandbox.prepare(), **config["change"])
    reader, writer = (end.detach() for end in socket.socketpair())  # as a worker's channel is
    pid = os.fork()
    if pid == 0:
        os.close(reader)
        try:
            child(prepared, writer)
        finally:
            os._exit(0)
    os.close(writer)
    if config["linger"]:
        print(json.dumps({"child": pid, "told": os.read(reader, 1 << 20).decode()}), flush=True)
        return
    told = b"".join(iter(lambda: os.read(reader, 1 << 16), b""))
    _, status = os.waitpid(pid, 0)
    answers: dict[str, Any] = {"exit": os.waitstatus_to_exitcode(status)}
    for line in told.decode().splitlines():
        answers |= json.loads(line)
    print(json.dumps(answers))


if __name__ == "__main__":
    main()
