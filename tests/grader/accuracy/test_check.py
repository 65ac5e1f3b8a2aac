"""The rooms together, without processes: prepare, train as a worker does, judge. On the embedded digits."""

import dataclasses

import pytest
import torch
from torch import nn
from torch.nn import functional

from grader.accuracy import dataset, evaluate
from grader.accuracy.blinding import prepare
from grader.worker import training


@pytest.fixture(scope="module")
def digits():
    return dataset.load("digits", None)


def make_model():
    model = nn.Sequential(nn.Flatten(), nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))
    nn.init.kaiming_normal_(model[1].weight, nonlinearity="relu")
    return model


def make_other_model():
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 128), nn.BatchNorm1d(128), nn.ReLU(), nn.Linear(128, 10))


def train(model, train_loader, val_loader, *, epochs, lr, device):
    optimizer = torch.optim.Adam(model.parameters(), lr)
    for _ in range(epochs):
        for x, y in train_loader:
            optimizer.zero_grad()
            functional.cross_entropy(model(x.to(device)), y.to(device)).backward()
            optimizer.step()


def trained(prepared, make=make_model):
    data = prepared.worker_data()
    return training.run(
        make, train, {"seed": 0, "device": "cpu", "epochs": 4, "lr": 2e-3, "batch_size": 128, "data": data}
    )


def accuracy_on_test(prepared, logits):
    measured = evaluate.measure(logits, prepared.dataset.test_labels, prepared.relabel)
    assert measured is not None
    return measured.accuracy


@pytest.mark.parametrize("blind", ["relabel", "permute"])
def test_blinding_costs_an_mlp_nothing(digits, tmp_path, blind):
    prepared = prepare(digits, b"a secret", blind, tmp_path)
    reply = trained(prepared)
    validation, logits = evaluate.look(reply["trained"], prepared)
    assert accuracy_on_test(prepared, logits) > 0.94
    assert validation.accuracy > 0.94
    assert evaluate.untrained_accuracy(reply["untrained"], prepared) < 0.3
    noisy = evaluate.forward(reply["trained"]["state"], evaluate.noisy(prepared.test_images, 0))
    assert abs(accuracy_on_test(prepared, noisy) - accuracy_on_test(prepared, logits)) < 0.003


def test_shuffled_labels_end_near_chance(digits, tmp_path):
    order = torch.randperm(len(digits.train_labels), generator=torch.Generator().manual_seed(0))
    shuffled = dataclasses.replace(digits, train_labels=digits.train_labels[order])
    prepared = prepare(shuffled, b"a secret", "relabel", tmp_path)
    _, logits = evaluate.look(trained(prepared)["trained"], prepared)
    assert accuracy_on_test(prepared, logits) < 0.2


def test_a_model_of_another_shape_is_asked(digits, tmp_path):
    prepared = prepare(digits, b"a secret", "relabel", tmp_path)
    reply = trained(prepared, make_other_model)
    _, logits = evaluate.look(reply["trained"], prepared)
    assert logits is None
    images, order = evaluate.question(prepared, 0)
    asked = {"seed": 0, "device": "cpu", "images": images, "batch_size": 777}
    answer = training.predict(make_other_model, reply["trained"]["state"], asked)
    assert accuracy_on_test(prepared, evaluate.in_order(answer, order)) > 0.94
