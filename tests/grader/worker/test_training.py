"""Training in the worker, called as the runtime calls it."""

from pathlib import Path

import pytest
import torch
from torch import nn
from torch.nn import functional
from torch.utils.data import DataLoader, TensorDataset

from grader.worker import training
from grader.worker.training import Loader


@pytest.fixture(scope="module")
def request_(tmp_path_factory):
    """A training request over 300 + 100 tiny images whose label is their brightest of ten bands."""
    folder = tmp_path_factory.mktemp("data")
    generator = torch.Generator().manual_seed(0)
    data = {}
    for part, count in (("train", 300), ("validation", 100)):
        labels = torch.randint(0, 10, (count,), generator=generator)
        images = 0.3 * torch.rand(count, 28, 28, generator=generator)
        for row, label in enumerate(labels.tolist()):
            images[row, 2 * label : 2 * label + 2] = 1.0
        for kind, tensor in (("images", images), ("labels", labels)):
            path = folder / f"{part}-{kind}.bin"
            path.write_bytes(tensor.numpy().tobytes())
            path.chmod(0o444)
            data[f"{part}_{kind}"] = str(path)
        data[f"{part}_count"] = count
    return {"seed": 3, "device": "cpu", "epochs": 3, "lr": 0.01, "batch_size": 32, "data": data}


class Net(nn.Module):
    def __init__(self, *middle):
        super().__init__()
        self.layers = nn.Sequential(nn.Flatten(), nn.Linear(784, 16), *(middle or [nn.ReLU()]), nn.Linear(16, 10))

    def forward(self, x):
        return self.layers(x)


def train(model, train_loader, val_loader, *, epochs, lr, device):
    optimizer = torch.optim.Adam(model.parameters(), lr)
    history = []
    for epoch in range(1, epochs + 1):
        model.train()
        for x, y in train_loader:
            optimizer.zero_grad()
            loss = functional.cross_entropy(model(x.to(device)), y.to(device))
            loss.backward()
            optimizer.step()
        model.eval()
        right = sum(int((model(x).argmax(1) == y).sum()) for x, y in val_loader)
        history.append({"epoch": epoch, "loss": loss, "validation_accuracy": right / len(val_loader.dataset)})
    return history


def labels_of(request_, part):
    return training._map(request_["data"], part, "cpu")[1]


def test_a_model_is_trained_and_comes_back_as_data(request_):
    reply = training.run(Net, train, request_)
    assert set(reply) == {"untrained", "trained", "history"}
    for moment in ("untrained", "trained"):
        assert list(reply[moment]["state"]) == list(Net().state_dict())
        assert reply[moment]["logits"].shape == (100, 10)
        assert all(type(t) is torch.Tensor and not t.requires_grad for t in reply[moment]["state"].values())
    labels = labels_of(request_, "validation")
    assert (reply["untrained"]["logits"].argmax(1) == labels).float().mean() < 0.4
    assert (reply["trained"]["logits"].argmax(1) == labels).float().mean() > 0.9
    assert [entry["epoch"] for entry in reply["history"]] == [1.0, 2.0, 3.0]
    assert all(type(value) is float for entry in reply["history"] for value in entry.values())


def test_the_same_seed_repeats_bit_for_bit_and_another_does_not(request_):
    one, two = (training.run(lambda: Net(nn.Dropout(0.3), nn.ReLU()), train, request_) for _ in range(2))
    other = training.run(lambda: Net(nn.Dropout(0.3), nn.ReLU()), train, {**request_, "seed": 4})
    for name, weights in one["trained"]["state"].items():
        assert torch.equal(weights, two["trained"]["state"][name])
    assert one["history"] == two["history"]
    assert not torch.equal(one["trained"]["logits"], other["trained"]["logits"])


def test_looking_at_the_untrained_model_changes_nothing(request_):
    """A model that draws random numbers even in evaluation is trained as if nobody had looked."""

    class Restless(Net):
        def forward(self, x):
            return super().forward(functional.dropout(x, 0.1, training=True))

    reply = training.run(Restless, train, request_)
    torch.manual_seed(request_["seed"])
    model = Restless()
    torch.manual_seed(request_["seed"])
    loaders = [
        Loader(*training._map(request_["data"], p, "cpu"), 32, shuffle=p == "train") for p in ("train", "validation")
    ]
    train(model, *loaders, epochs=3, lr=0.01, device="cpu")
    assert torch.equal(model.layers[1].weight.detach(), reply["trained"]["state"]["layers.1.weight"])


def test_the_train_loop_gets_what_the_lab_says(request_):
    seen = {}

    def look(model, train_loader, val_loader, **options):
        seen.update(options, training=model.training, sizes=(train_loader.batch_size, val_loader.batch_size))
        seen.update(rows=(len(train_loader.dataset), len(val_loader.dataset)))

    training.run(Net, look, request_)
    assert seen == {
        "epochs": 3, "lr": 0.01, "device": "cpu", "training": True, "sizes": (32, 32), "rows": (300, 100),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("returned", "expected"),
    [
        (None, []),
        ({"loss": [1.0]}, []),
        ("history", []),
        ([0.5, None], []),
        (({"epoch": 1, "loss": torch.tensor(0.5), "validation_accuracy": None},), [(1.0, 0.5, None)]),
        ([{"loss": float("inf"), "validation_accuracy": torch.ones(2), "more": object()}], [(None, None, None)]),
        ([{}] * 5000, [(None, None, None)] * 1000),
    ],
)
def test_any_history_becomes_numbers(request_, returned, expected):
    reply = training.run(Net, lambda *args, **options: returned, request_)
    assert [tuple(entry.values()) for entry in reply["history"]] == expected


class Wrong(Net):
    def __init__(self, answer):
        super().__init__()
        self.answer = answer

    def forward(self, x):
        return self.answer(super().forward(x))


@pytest.mark.parametrize(
    ("make", "error", "said"),
    [
        (lambda: "model", TypeError, "nn.Module"),
        (lambda: Wrong(lambda y: y.tolist()), TypeError, "list"),
        (lambda: Wrong(lambda y: y[0]), ValueError, r"\(10,\)"),
        (lambda: Wrong(lambda y: y.sum(0, keepdim=True)), ValueError, "logits"),
        (lambda: Wrong(lambda y: y.repeat(1, 50)), ValueError, "logits"),
        (lambda: nn.Sequential(nn.Flatten(), nn.Linear(784, 10_000), nn.Linear(10_000, 10)), ValueError, "MB"),
    ],
)
def test_what_is_no_classifier_is_named(request_, make, error, said):
    with pytest.raises(error, match=said):
        training.run(make, train, request_)


def test_an_error_of_the_submission_comes_through(request_):
    def broken(*args, **options):
        raise ZeroDivisionError("mine")

    with pytest.raises(ZeroDivisionError, match="mine"):
        training.run(Net, broken, request_)


def test_nobody_writes_into_the_shared_data(request_):
    def vandal(model, train_loader, val_loader, **options):
        for loader in (train_loader, val_loader):
            for x, y in loader:
                x.zero_()
                y.zero_()
            loader.dataset.tensors[0].zero_()

    files = [Path(path) for path in request_["data"].values() if isinstance(path, str)]
    before = [path.read_bytes() for path in files]
    training.run(Net, vandal, request_)
    assert [path.read_bytes() for path in files] == before


def test_predict_gives_what_the_trained_model_said(request_):
    def make():
        return Net(nn.BatchNorm1d(16), nn.ReLU())

    reply = training.run(make, train, request_)
    images, _ = training._map(request_["data"], "validation", "cpu")
    asked = {"seed": 0, "device": "cpu", "images": images, "batch_size": 33}
    logits = training.predict(make, reply["trained"]["state"], asked)
    torch.testing.assert_close(logits, reply["trained"]["logits"])


def test_predict_refuses_weights_of_another_model(request_):
    asked = {"seed": 0, "device": "cpu", "images": torch.rand(5, 784), "batch_size": 5}
    with pytest.raises(RuntimeError, match="state_dict"):
        training.predict(Net, {"layers.1.weight": torch.zeros(16, 784)}, asked)


@pytest.fixture
def rows():
    return torch.arange(70.0).view(-1, 1).repeat(1, 784), torch.arange(70)


@pytest.mark.parametrize("shuffle", [True, False])
def test_a_loader_looks_like_torchs_own(rows, shuffle):
    ours = Loader(*rows, 16, shuffle=shuffle)
    theirs = DataLoader(TensorDataset(rows[0].view(-1, 1, 28, 28), rows[1]), 16, shuffle=shuffle)
    assert isinstance(ours, DataLoader)
    assert len(ours) == len(theirs) == 5
    assert len(ours.dataset) == 70
    assert (ours.batch_size, ours.drop_last) == (16, False)
    for (x, y), (x2, y2) in zip(ours, theirs, strict=True):
        assert (x.shape, x.dtype, y.shape, y.dtype) == (x2.shape, x2.dtype, y2.shape, y2.dtype)
        assert torch.equal(x[:, 0, 0, 0], y.float())
    image, label = ours.dataset[3]
    assert image.shape == (1, 28, 28)
    assert int(label) == 3


def test_each_epoch_has_every_row_once_in_a_new_order(rows):
    loader = Loader(*rows, 16, shuffle=True)
    torch.manual_seed(0)
    epochs = [torch.cat([y for _, y in loader]).tolist() for _ in range(2)]
    torch.manual_seed(0)
    again = torch.cat([y for _, y in loader]).tolist()
    assert sorted(epochs[0]) == sorted(epochs[1]) == list(range(70))
    assert epochs[0] != epochs[1]
    assert again == epochs[0]


def test_without_shuffling_rows_stay_in_order(rows):
    assert torch.cat([y for _, y in Loader(*rows, 16, shuffle=False)]).tolist() == list(range(70))


@pytest.mark.parametrize("shuffle", [True, False])
def test_a_batch_is_a_copy(rows, shuffle):
    loader = Loader(*rows, 16, shuffle=shuffle)
    for x, y in loader:
        x.fill_(-1)
        y.fill_(-1)
    assert rows[0].min() >= 0
    assert rows[1].min() >= 0
