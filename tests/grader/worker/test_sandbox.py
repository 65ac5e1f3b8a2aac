"""The fence as a whole: its level, its canaries, and what it refuses to start with."""

import pytest

from grader.worker.policy import LAYERS


def test_this_machine_reaches_level_3(fenced, needs):
    for layer in ("landlock", "seccomp"):
        needs(layer)
    met = fenced()
    assert met.level == 3
    assert {name: state for name, state in met.layers.items() if state != "on"} == {"namespaces": "off: not asked for"}


@pytest.mark.parametrize(
    ("disabled", "level"),
    [
        (("landlock",), 2),
        (("seccomp",), 2),
        (("privileges",), 2),
        (("rlimits",), 1),
        (("landlock", "seccomp"), 1),
        (("canaries",), 3),
        (LAYERS, 1),
    ],
)
def test_levels_with_layers_forced_off(fenced, needs, disabled, level):
    for layer in ("landlock", "seccomp"):
        needs(layer)
    met = fenced(disabled=disabled)
    assert met.level == level
    assert {name for name, state in met.layers.items() if state == "off: switched off"} == set(disabled)


def test_a_layer_that_the_system_lacks_is_named(fenced):
    met = fenced(change={"landlock_abi": 0, "filter": None})
    assert met.level == 1
    assert "Landlock" in met.layers["landlock"]
    assert "filters" in met.layers["seccomp"]


def test_elsewhere_it_is_a_process_with_limits(fenced):
    met = fenced(system="elsewhere", code="result = 1 + 1")
    assert (met.level, met.result) == (1, 2)
    assert met.layers["rlimits"] == "on"
    assert all("only on Linux" in met.layers[layer] for layer in ("landlock", "seccomp", "canaries"))


def test_nothing_runs_where_a_canary_can_be_read(fenced, needs, place):
    needs("landlock")
    met = fenced(policy={"extra_readable": [str(place.hidden.parent)]}, code="result = 'ran'")
    assert f"can read {place.hidden}" in met.fault
    assert met.result is None


def test_a_canary_is_not_tried_where_nothing_would_hold_it(fenced):
    met = fenced(disabled=("landlock",), code="result = 'ran'")
    assert (met.fault, met.result) == ("", "ran")


def test_nothing_runs_in_a_process_with_threads(fenced):
    assert "more than one thread" in fenced(threads=1, code="result = 'ran'").fault


def test_namespaces_hide_even_that_a_file_exists(fenced, needs):
    for layer in ("landlock", "seccomp"):
        needs(layer)
    met = fenced("see_hidden", "read_hidden", "unshare", policy={"namespaces": True})
    if met.layers["namespaces"] != "on":
        pytest.skip(f"namespaces are {met.layers['namespaces']}")
    assert met.level == 4
    assert met.open == set()
    assert fenced("see_hidden").open == {"see_hidden"}


def test_namespaces_leave_the_data_beside_a_hidden_file_in_sight(fenced, place):
    data = place.hidden.parent / "data"
    data.mkdir()
    (data / "images.bin").write_bytes(b"pixels")
    code = f"""
result = open("{data}/images.bin").read()
"""
    met = fenced("see_hidden", code=code, policy={"namespaces": True, "extra_readable": [str(data)]})
    if met.layers["namespaces"] != "on":
        pytest.skip(f"namespaces are {met.layers['namespaces']}")
    assert met.result == "pixels"
    assert met.open == set()


TORCH = """
import asyncio, io, os, tempfile, threading
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
X, y = torch.randn(256, 20), torch.randint(0, 3, (256,))
net = nn.Sequential(nn.Linear(20, 32), nn.ReLU(), nn.BatchNorm1d(32), nn.Dropout(0.1), nn.Linear(32, 3))
optimizer = torch.optim.Adam(net.parameters(), lr=0.01)
losses = []
for _ in range(3):
    for xb, yb in DataLoader(TensorDataset(X, y), batch_size=64, shuffle=True, num_workers=0):
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(net(xb), yb)
        loss.backward()
        optimizer.step()
    losses.append(loss.item())
torch.save(net.state_dict(), "net.pt")
net.load_state_dict(torch.load("net.pt"))
torch.set_num_threads(2)
product = torch.randn(400, 400) @ torch.randn(400, 400)
images = nn.Conv2d(1, 4, 3)(torch.randn(8, 1, 28, 28)).sum()
images.backward()
values = np.linalg.svd(np.random.rand(30, 30))[1]
figure, axes = plt.subplots()
axes.plot(losses)
figure.savefig("loss.png")
scripted = torch.jit.script(nn.Linear(2, 2))(torch.ones(1, 2))
compiled = torch.compile(lambda x: x * 2, backend="eager")(torch.ones(2))
with tempfile.NamedTemporaryFile() as file:
    np.save(file, values)
seen = []
threads = [threading.Thread(target=lambda: seen.append((product.sum() * 0).item())) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
result = [len(losses), os.path.getsize("loss.png") > 1000, len(seen), tuple(compiled.tolist()) == (2.0, 2.0)]
"""


@pytest.mark.parametrize("place", ["this user"], indirect=True)
def test_torch_works_inside(fenced):
    """Threads, plots, saved weights, a compiler that starts no program: what homework does with torch."""
    pytest.importorskip("torch")
    limits = {"memory_mb": 2048, "scratch_mb": 256}
    met = fenced(code=TORCH, policy={"limits": limits}, preload=["torch"])
    assert met.result == [3, True, 8, True]
