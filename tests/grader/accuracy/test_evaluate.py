"""The judge's own forward, what it accepts from a worker, and what it makes of it."""

import base64
from collections import OrderedDict

import pytest
import torch
from torch import nn
from torch.nn import functional

from grader.accuracy import evaluate
from grader.accuracy.blinding import prepare
from grader.results import Epoch

IDENTITY = tuple(range(10))


def mlp(*widths, bias=True):
    layers = []
    for index in range(len(widths) - 1):
        layers += [nn.Linear(widths[index], widths[index + 1], bias=bias), nn.ReLU()]
    return nn.Sequential(nn.Flatten(), *layers[:-1])


def snapshot(model, prepared):
    with torch.no_grad():
        return {"state": dict(model.state_dict()), "logits": model(prepared.validation_images)}


@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("widths", [(784, 10), (784, 256, 10), (784, 30, 20, 10), (784, 10, 10)])
def test_forward_is_that_of_the_model(widths, bias):
    torch.manual_seed(0)
    model, images = mlp(*widths, bias=bias), torch.rand(1203, 784)
    with torch.no_grad():
        expected = model(images)
    own = evaluate.forward(model.state_dict(), images)
    assert own is not None
    torch.testing.assert_close(own, expected)
    assert evaluate.agrees(own, expected)


def with_value(value):
    state = mlp(784, 20, 10).state_dict()
    state["1.weight"][0, 0] = value
    return state


@pytest.mark.parametrize(
    "state",
    [
        nn.Sequential(nn.Conv2d(1, 4, 3), nn.Flatten(), nn.Linear(2704, 10)).state_dict(),
        nn.Sequential(nn.Linear(784, 32), nn.BatchNorm1d(32), nn.ReLU(), nn.Linear(32, 10)).state_dict(),
        mlp(784, 20, 11).state_dict(),
        mlp(783, 20, 10).state_dict(),
        mlp(784, *[10] * 60, 10).state_dict(),
        {"W1": torch.rand(784, 20), "W2": torch.rand(20, 10)},
        {"bias": torch.rand(784), "weight": torch.rand(10, 784)},
        {"w": torch.rand(10, 784), "b": torch.rand(10), "c": torch.rand(10)},
        {"w": torch.ones(10, 784, dtype=torch.int64)},
        {"w": torch.empty(10, 784, device="meta")},
        with_value(float("nan")),
        with_value(float("inf")),
        {},
        None,
        [torch.rand(10, 784)],
        {"w": "0.1"},
    ],
)
def test_what_is_no_plain_mlp_has_no_own_forward(state):
    assert evaluate.forward(state, torch.rand(5, 784)) is None


def test_another_activation_does_not_agree():
    torch.manual_seed(0)
    images = torch.rand(200, 784)
    for activation in (nn.LeakyReLU(), nn.Tanh(), nn.Sigmoid(), nn.Dropout(0.5)):
        model = nn.Sequential(nn.Linear(784, 32), activation, nn.Linear(32, 10))
        with torch.no_grad():
            own = evaluate.forward(model.state_dict(), images)
            assert own is not None
            assert not evaluate.agrees(own, model(images))


def test_log_softmax_in_the_model_agrees():
    own = torch.randn(50, 10)
    assert evaluate.agrees(own, own.log_softmax(1))
    assert not evaluate.agrees(own, own.softmax(1))


@pytest.mark.parametrize(
    "claimed",
    [None, "logits", torch.zeros(3, 9), torch.zeros(4, 10), torch.full((3, 10), float("nan")),
     torch.zeros(3, 10).long(), torch.empty(3, 10, device="meta"), [[0.0] * 10] * 3],
)  # fmt: skip
def test_whatever_else_a_worker_sends_does_not_agree(claimed):
    assert not evaluate.agrees(torch.zeros(3, 10), claimed)
    assert evaluate.measure(claimed, torch.zeros(5, dtype=torch.int64), IDENTITY) is None


def test_nothing_agrees_without_an_own_forward():
    assert not evaluate.agrees(None, torch.zeros(3, 10))


def test_measure_reads_renamed_columns_back():
    relabel = (3, 0, 1, 2, 5, 6, 7, 8, 9, 4)
    true = torch.tensor([0, 1, 2, 2])
    logits = torch.zeros(4, 10)
    for row, renamed in enumerate([3, 0, 1, 4]):  # right, right, right, and 9 where 2 was asked
        logits[row, renamed] = 1.0
    measured = evaluate.measure(logits, true, relabel)
    assert measured is not None
    assert measured.accuracy == 0.75
    assert measured.predictions.tolist() == [0, 1, 2, 9]
    assert (measured.confusion[2][2], measured.confusion[2][9]) == (1, 1)
    assert sum(map(sum, measured.confusion)) == 4


def test_a_row_with_nan_is_wrong_and_in_no_column():
    logits = torch.eye(10)
    logits[4, 0] = float("nan")
    measured = evaluate.measure(logits, torch.arange(10), IDENTITY)
    assert measured is not None
    assert measured.accuracy == 0.9
    assert measured.predictions[4] == -1
    assert sum(measured.confusion[4]) == 0


def test_nan_everywhere_is_no_answer():
    assert evaluate.measure(torch.full((10, 10), float("nan")), torch.arange(10), IDENTITY) is None


def test_look_judges_with_its_own_forward(prepared):
    torch.manual_seed(0)
    model = mlp(784, 20, 10)
    validation, logits = evaluate.look(snapshot(model, prepared), prepared)
    with torch.no_grad():
        torch.testing.assert_close(logits, model(prepared.test_images))
        right = (
            model(prepared.validation_images).argmax(1) == torch.tensor(prepared.relabel)[prepared.validation_labels]
        )
    assert validation is not None
    assert validation.accuracy == int(right.sum()) / 60


def test_look_gives_no_test_logits_where_the_model_says_otherwise(prepared):
    model = nn.Sequential(nn.Flatten(), nn.Linear(784, 16), nn.LeakyReLU(0.3), nn.Linear(16, 10))
    validation, logits = evaluate.look(snapshot(model, prepared), prepared)
    assert validation is not None
    assert logits is None


@pytest.mark.parametrize("reply", [None, {}, {"state": None, "logits": None}, {"state": {}}, [1, 2]])
def test_look_and_untrained_accuracy_take_any_reply(prepared, reply):
    assert evaluate.look(reply, prepared) == (None, None)
    assert evaluate.untrained_accuracy(reply, prepared) is None


def knowing(names):
    """A linear model that reads the tiny dataset's labels off the image and calls label k names[k]."""
    model = mlp(784, 10, bias=False)
    weight = torch.zeros(10, 28, 28)
    for label, name in enumerate(names):
        weight[name, 2 * label : 2 * label + 2] = 1.0
    model[1].weight.data = weight.view(10, 784)
    return model


def test_weights_brought_along_are_seen_before_training(prepared):
    for names in (IDENTITY, prepared.relabel):
        untrained = snapshot(knowing(names), prepared)
        assert evaluate.untrained_accuracy(untrained, prepared) == 1.0
        # Of another shape for the judge, the worker's word is what there is.
        assert evaluate.untrained_accuracy({**untrained, "state": {}}, prepared) == 1.0


def test_random_weights_are_near_chance(prepared):
    torch.manual_seed(0)
    untrained = evaluate.untrained_accuracy(snapshot(mlp(784, 256, 10), prepared), prepared)
    assert untrained is not None
    assert untrained < 0.3


def test_noise_changes_every_image_a_little(prepared):
    images = prepared.test_images
    changed = evaluate.noisy(images, 1)
    assert torch.equal(changed, evaluate.noisy(images, 1))
    assert not torch.equal(changed, evaluate.noisy(images, 2))
    assert changed.min() >= 0
    assert changed.max() <= 1
    assert bool((changed != images).any(1).all())
    assert (changed - images).abs().mean() < 0.02
    assert torch.equal(images, prepared.test_images)


def test_a_question_is_the_test_set_in_an_order_that_the_seed_does_not_tell(prepared, tiny, tmp_path):
    images, order = evaluate.question(prepared, 0)
    assert sorted(order.tolist()) == list(range(200))
    assert (images - prepared.test_images[order]).abs().max() < 0.1
    assert torch.equal(order, evaluate.question(prepared, 0)[1])
    assert not torch.equal(order, evaluate.question(prepared, 1)[1])
    assert not torch.equal(order, evaluate.shuffled(200, 0))
    assert not torch.equal(order, evaluate.question(prepare(tiny, b"another", "relabel", tmp_path), 0)[1])
    logits = 10 * functional.one_hot(tiny.test_labels[order], 10).float()
    measured = evaluate.measure(evaluate.in_order(logits, order), tiny.test_labels, IDENTITY)
    assert measured is not None
    assert measured.accuracy == 1.0


def test_an_order_is_undone():
    order = evaluate.shuffled(100, 3)
    rows = torch.rand(100, 10)
    assert not torch.equal(order, torch.arange(100))
    assert torch.equal(evaluate.in_order(rows[order], order), rows)


@pytest.mark.parametrize("reply", [None, torch.rand(99, 10), torch.rand(100), torch.zeros(100, 10).long(), "x"])
def test_a_reply_with_other_rows_has_no_order(reply):
    assert evaluate.in_order(reply, evaluate.shuffled(100, 3)) is None


def test_samples_are_25_different_images_with_what_was_said(tiny):
    predictions = (tiny.test_labels + 1) % 10
    shown = evaluate.samples(tiny.test_images, tiny.test_labels, predictions, 0)
    assert len({sample.pixels for sample in shown}) == 25
    everything = {
        image.numpy().tobytes(): int(label) for image, label in zip(tiny.test_images, tiny.test_labels, strict=True)
    }
    for sample in shown:
        assert everything[base64.b64decode(sample.pixels)] == sample.label
        assert sample.prediction == (sample.label + 1) % 10


def test_a_history_is_read_for_its_form_only():
    claimed = [
        {"epoch": 1.0, "loss": 0.5, "validation_accuracy": 0.9, "note": "x"},
        {"loss": float("nan"), "validation_accuracy": "0.9"},
        "not an entry",
        {"epoch": 10**400, "loss": True},
    ]
    assert evaluate.history(claimed) == (Epoch(1, 0.5, 0.9), Epoch(2, None, None), Epoch(3, None, None))
    assert len(evaluate.history([{}] * 5000)) == 1000
    for nothing in (None, {"loss": [1]}, "x", OrderedDict()):
        assert evaluate.history(nothing) == ()
