"""Public tests of train.py: tasks 4.1 and 4.6 to 4.9."""

import pytest
import torch

from grader.judge.checks import assert_close, assert_equal, assert_items, check, say

PARTS = say("(train, validation)", "(train, validation)")
ACCURACY = say("accuracy", "정확도")


def _one_hot(classes):
    """Images (N, 784) that hold their class: pixel k is 1 for class k."""
    return torch.eye(10, 784)[torch.tensor(classes)]


def _reader(student):
    """A layer 784-10 that says class k where pixel k is lit."""
    layer = student.torch.nn.Linear(784, 10)
    student.load(layer, [torch.eye(10, 784), torch.zeros(10)])
    return layer


def _number(value):
    return float(value) if isinstance(value, torch.Tensor) and value.numel() == 1 else value


def _history(*accuracies):
    return [{"epoch": i, "loss": 1.0 / i, "validation_accuracy": a} for i, a in enumerate(accuracies, 1)]


def _parts(student, dataset, *args, **kwargs):
    """Both parts of a split as tensors of what they hold, in their order."""
    parts = assert_items(student.split_train_validation(dataset, *args, **kwargs), 2, what=PARTS)
    loader = student.torch.utils.data.DataLoader
    return [student.call(loader, part, batch_size=10_000, collect=1).result()[0] for part in parts]


@pytest.mark.task("4.1")
def test_split_sizes(student):
    """60,000 rows become 54,000 and 6,000.

    ko: 60,000행이 54,000행과 6,000행으로 나뉘어요.
    """
    dataset = student.torch.utils.data.TensorDataset(torch.arange(60_000))
    parts = assert_items(student.split_train_validation(dataset), 2, what=PARTS)
    # A sampler knows the length of what it samples from.
    lengths = [student.torch.utils.data.RandomSampler(part).attr("num_samples") for part in parts]
    assert_equal(lengths, [54_000, 6_000], what=say("number of rows (train, validation)", "행 개수(학습, 검증)"))


@pytest.mark.task("4.1")
def test_split_keeps_every_row_once(student):
    """Every row is in exactly one part, together with its label.

    ko: 모든 행이 자기 레이블과 함께 정확히 한쪽에만 들어가요.
    """
    X = torch.arange(200)
    train, validation = _parts(student, student.torch.utils.data.TensorDataset(X, X + 1000))
    rows = torch.cat([train[0], validation[0]])
    hint = say("No row may be in both parts, and none may be lost.", "두 쪽에 다 있는 행도, 사라진 행도 없어야 해요.")
    assert_close(rows.sort().values, X, what=say("rows of both parts", "두 쪽의 행"), hint=hint)
    assert_close(torch.cat([train[1], validation[1]]), rows + 1000, what=say("labels", "레이블"))


@pytest.mark.task("4.1")
def test_split_follows_its_seed(student):
    """The same seed gives the same split, another seed another one.

    ko: 시드가 같으면 똑같이 나뉘고, 시드가 다르면 다르게 나뉘어요.
    """
    dataset = list(range(300))
    first, again, other = (_parts(student, dataset, 0.1, seed)[1] for seed in (5, 5, 6))
    assert_close(again, first, what=say("validation rows with the same seed", "같은 시드의 검증 행"))
    different = not torch.equal(first.sort().values, other.sort().values)
    check(different, say("Seeds 5 and 6 gave the same split.", "시드 5와 6이 똑같이 나뉘었어요."))


@pytest.mark.task("4.6")
def test_accuracy_of_three_rows(student):
    """The largest score of a row is the prediction; accuracy is the fraction that is right.

    ko: 한 행에서 가장 큰 점수가 예측이고, 정확도는 맞힌 비율이에요.
    """
    scores = torch.tensor([[0.1, 2.0, -1.0, 0.0], [3.0, -5.0, 2.9, 1.0], [-4.0, -3.0, -2.0, -1.0]])
    value = student.accuracy(scores, torch.tensor([1, 2, 3]))
    check(
        isinstance(value, float),
        say(
            f"Expected a Python float, but got {type(value).__name__}.",
            f"파이썬 float이어야 하는데 {type(value).__name__}이(가) 나왔어요.",
        ),
    )
    hint = say(
        "A fraction in [0, 1], not a count and not a percentage.", "개수나 퍼센트가 아니라 0과 1 사이의 비율이에요."
    )
    assert_close(value, 2 / 3, what=ACCURACY, given=str(scores.tolist()), hint=hint)


@pytest.mark.task("4.6")
def test_evaluate_counts_every_row(student):
    """Nine rows in batches of 4, 4 and 1, five of them right: 5/9.

    ko: 9행을 4행, 4행, 1행짜리 배치로 나눠 5행을 맞히면 5/9예요.
    """
    X, y = _one_hot([0, 1, 2, 3, 4, 5, 6, 7, 8]), torch.tensor([0, 1, 2, 0, 4, 0, 0, 0, 8])
    value = student.evaluate(_reader(student), list(zip(X.split(4), y.split(4), strict=True)), "cpu")
    hint = say(
        "Count rows, not batches: the last batch is shorter.",
        "배치가 아니라 행을 세어 보세요. 마지막 배치는 더 짧아요.",
    )
    assert_close(_number(value), 5 / 9, what=ACCURACY, hint=hint)


@pytest.mark.task("4.6")
def test_evaluate_turns_dropout_off(student):
    """Evaluation runs in evaluation mode: dropout does nothing there.

    ko: 평가는 평가 모드에서 해요. 그때 드롭아웃은 아무것도 하지 않아요.
    """
    model = student.torch.nn.Sequential(student.torch.nn.Dropout(0.9), _reader(student))
    classes = [i % 10 for i in range(50)]
    batches = [(_one_hot(classes), torch.tensor(classes))]
    assert_close(_number(student.evaluate(_reader(student), batches, "cpu")), 1.0, what=ACCURACY)
    hint = say(
        "Dropout was active: the model was in training mode.", "드롭아웃이 켜져 있었어요. 모델이 학습 모드였어요."
    )
    assert_close(_number(student.evaluate(model, batches, "cpu")), 1.0, what=ACCURACY, hint=hint)


@pytest.mark.task("4.6")
def test_evaluate_restores_the_mode(student):
    """After the evaluation the model is in the mode it came in.

    ko: 평가가 끝나면 모델은 평가하기 전의 모드로 돌아가요.
    """
    model, batches = _reader(student), [(_one_hot([0, 1]), torch.tensor([0, 1]))]
    for came, name in ((True, "training"), (False, "evaluation")):
        model.train(came)
        assert_close(_number(student.evaluate(model, batches, "cpu")), 1.0, what=ACCURACY)
        check(
            model.attr("training") is came,
            say(
                f"The model came in {name} mode, and was left in the other one.",
                f"모델을 {'학습' if came else '평가'} 모드로 넘겼는데 다른 모드로 남아 있어요.",
            ),
        )


@pytest.mark.task("4.7")
def test_history_has_an_entry_per_epoch(student):
    """train returns a list of dicts: epoch from 1, loss, validation accuracy.

    ko: train은 에포크마다 epoch(1부터), loss, validation_accuracy가 든 딕셔너리의 리스트를 돌려줘요.
    """
    batches = [(_one_hot([0, 1, 2]), torch.tensor([0, 1, 2]))]
    history = student.train(student.torch.nn.Linear(784, 10), batches, batches, epochs=3, lr=0.01, device="cpu")
    wanted = ("epoch", "loss", "validation_accuracy")
    check(
        isinstance(history, list) and all(isinstance(e, dict) and all(key in e for key in wanted) for e in history),
        say(f"Expected a list of dicts with {wanted}.", f"{wanted}이(가) 든 딕셔너리의 리스트를 돌려줘야 해요."),
        str(history)[:300],
    )
    assert_equal([e["epoch"] for e in history], [1, 2, 3], what=say("epochs", "에포크"))
    for entry in history:
        value = _number(entry["validation_accuracy"])
        inside = isinstance(value, float | int) and 0 <= value <= 1
        check(inside, say("A validation accuracy is not in [0, 1].", "검증 정확도가 0과 1 사이에 있지 않아요."))


@pytest.mark.task("4.7")
def test_training_learns(student):
    """On ten images that are easy to tell apart the loss falls and every image is classified.

    ko: 구별하기 쉬운 이미지 10장에서 손실이 줄고 모두 맞히게 돼요.
    """
    X, y = _one_hot(list(range(10))), torch.arange(10)
    batches = [(X[:5], y[:5]), (X[5:], y[5:])]
    model = student.torch.nn.Linear(784, 10)
    history = student.train(model, batches, batches, epochs=20, lr=0.1, device="cpu")
    first, last = (float(_number(history[i]["loss"])) for i in (0, -1))
    check(
        last < 0.5 * first,
        say(f"The loss went from {first:.4g} to {last:.4g}.", f"손실이 {first:.4g}에서 {last:.4g}(으)로 갔어요."),
    )
    learnt = model(X).argmax(1)
    assert_close(learnt, y, what=say("predictions after training", "학습 뒤의 예측"))


@pytest.mark.task("4.7")
def test_one_batch_is_one_adam_step(student):
    """Adam's first step moves every weight that has a gradient by the learning rate.

    ko: Adam의 첫 걸음은 기울기가 있는 가중치를 모두 학습률만큼 움직여요.
    """
    model = student.torch.nn.Linear(784, 10)
    W, b = torch.zeros(10, 784), torch.zeros(10)
    student.load(model, [W, b])
    batch = [(_one_hot([0, 1, 2]), torch.tensor([0, 1, 2]))]
    student.train(model, batch, batch, epochs=1, lr=0.02, device="cpu")
    moved, _ = student.parameters_like(model, [W, b])
    expected = torch.zeros(10, 784)
    expected[:, :3] = torch.where(torch.eye(10, 3) == 1, 0.02, -0.02)
    hint = say(
        "One epoch of one batch is one step: gradients to zero, backward, step.",
        "배치 하나로 된 에포크 하나는 한 걸음이에요. 기울기를 0으로 만들고, backward, step이요.",
    )
    assert_close(
        moved, expected, rtol=1e-3, atol=1e-5, what=say("weights after one step", "한 걸음 뒤의 가중치"), hint=hint
    )


@pytest.mark.task("4.7")
def test_every_epoch_trains_in_training_mode(student):
    """Each epoch learns in training mode, also after an evaluation.

    ko: 평가를 한 다음에도 에포크마다 학습 모드에서 배워요.
    """
    model = student.probe(_reader(student))
    batches = [(_one_hot([0, 1]), torch.tensor([0, 1])), (_one_hot([2, 3]), torch.tensor([2, 3]))]
    student.train(model, batches, batches, epochs=3, lr=0.01, device="cpu")
    learning = [call["training"] for call in model.attr("calls") if call["grad_enabled"]]
    check(
        len(learning) >= 6 and sum(learning) == 6,
        say(
            f"Expected 3 epochs of 2 batches in training mode, but {sum(learning)} batches were.",
            f"배치 2개로 3에포크를 학습 모드에서 돌아야 하는데, 학습 모드였던 배치는 {sum(learning)}개예요.",
        ),
    )


@pytest.mark.task("4.8")
def test_checkpoint_round_trip(student):
    """A saved model comes back, number for number, in a new model.

    ko: 저장한 모델이 새 모델에 숫자 하나까지 그대로 돌아와요.
    """
    weights = [torch.arange(6.0).reshape(2, 3) / 7, torch.tensor([0.25, -1.0])]
    net = student.torch.nn.Linear(3, 2)
    student.load(net, weights)
    student.save_checkpoint(net, "round_trip.pt")
    fresh = student.torch.nn.Linear(3, 2)
    student.load_checkpoint(fresh, "round_trip.pt")
    for got, expected in zip(student.parameters_like(fresh, weights), weights, strict=True):
        assert_close(got, expected, rtol=0, atol=0, what=say("loaded parameters", "불러온 파라미터"))


@pytest.mark.task("4.8")
def test_load_returns_the_model(student):
    """load_checkpoint returns the model that it filled.

    ko: load_checkpoint는 채운 모델을 돌려줘요.
    """
    net = student.torch.nn.Linear(3, 2)
    student.save_checkpoint(net, "returned.pt")
    loaded = student.load_checkpoint(student.torch.nn.Linear(3, 2), "returned.pt")
    check(
        hasattr(loaded, "mro") and "torch.nn.modules.module.Module" in loaded.mro,
        say("Expected the model as the result.", "모델을 결과로 돌려줘야 해요."),
    )
    X = torch.tensor([[1.0, -2.0, 0.5]])
    assert_close(loaded(X), net(X), what=say("output of the loaded model", "불러온 모델의 출력"))


@pytest.mark.task("4.8", gated=True)
def test_other_shapes_are_refused(student):
    """A checkpoint of a model with other shapes is an error.

    ko: 모양이 다른 모델의 체크포인트는 오류예요.
    """
    student.call("save_checkpoint", student.torch.nn.Linear(3, 2), "shapes.pt").result()
    observed = student.call("load_checkpoint", student.torch.nn.Linear(3, 4), "shapes.pt")
    check(
        observed.error is not None,
        say("Expected an error: the shapes differ.", "모양이 다르니 오류가 나야 해요."),
    )


@pytest.mark.task("4.9")
def test_converged_epoch(student):
    """The first epoch from which `window` validation accuracies lie close together.

    ko: 검증 정확도가 window개만큼 가까이 모이기 시작하는 첫 에포크를 찾아요.
    """
    there_and_back = _history(0.5, 0.75, 0.5, 0.5, 0.5, 0.5)
    hint = say("Epochs count from 1.", "에포크는 1부터 세요.")
    assert_equal(student.converged_epoch(there_and_back, 3, 0.01), 3, given="0.5 0.75 0.5 0.5 0.5 0.5", hint=hint)
    history = _history(0.80, 0.90, 0.95, 0.955, 0.953, 0.97)
    assert_equal(student.converged_epoch(history, 3, 0.01), 3, given="0.80 0.90 0.95 0.955 0.953 0.97", hint=hint)
    assert_equal(student.converged_epoch(_history(0.5, 0.75, 0.75), 2, 0.01), 2, given="0.5 0.75 0.75, window 2")
    exactly = "0.25 0.5 1.0, window 2, tolerance 0.25"
    assert_equal(student.converged_epoch(_history(0.25, 0.5, 1.0), 2, 0.25), 1, given=exactly)


@pytest.mark.task("4.9", gated=True)
def test_not_converged(student):
    """There is no answer while the accuracy still climbs, or with too few epochs.

    ko: 정확도가 아직 오르고 있거나 에포크가 모자라면 답이 없어요(None).
    """
    climbing = _history(0.5, 0.6, 0.7, 0.8)
    check(student.converged_epoch(climbing, 2, 0.05) is None, say("Expected None.", "None이 나와야 해요."))
    spans = say(
        "Neighbours are close here, but three epochs span 0.2: look at largest minus smallest.",
        "이웃끼리는 가깝지만 세 에포크의 폭은 0.2예요. 가장 큰 값에서 가장 작은 값을 빼 보세요.",
    )
    check(student.converged_epoch(climbing, 3, 0.15) is None, spans)
    few = _history(0.9, 0.9)
    check(student.converged_epoch(few, 3, 0.05) is None, say("Two epochs are no three.", "에포크가 세 개보다 적어요."))


@pytest.mark.task("4.9")
def test_stops_when_the_best_is_old(student):
    """Stop when the best validation accuracy is at least `patience` epochs old.

    ko: 가장 좋은 검증 정확도가 patience 에포크 이상 지난 것이면 멈춰요.
    """
    history = _history(0.80, 0.93, 0.92, 0.91)
    given = "0.80 0.93 0.92 0.91"
    assert_equal(student.should_stop(history, 2), True, given=f"{given}, patience 2")
    assert_equal(student.should_stop(history, 3), False, given=f"{given}, patience 3")
    for recovering in ((0.80, 0.93, 0.92, 0.925), (0.9, 0.5, 0.6, 0.7)):
        assert_equal(student.should_stop(_history(*recovering), 2), True, given=f"{recovering}, patience 2")


@pytest.mark.task("4.9")
def test_goes_on_while_it_improves(student):
    """Go on while the validation accuracy improves.

    ko: 검증 정확도가 좋아지는 동안에는 계속해요.
    """
    assert_equal(
        student.should_stop(_history(0.80, 0.85, 0.90, 0.93), 1), False, given="0.80 0.85 0.90 0.93, patience 1"
    )
    assert_equal(
        student.should_stop(_history(0.80, 0.85, 0.90, 0.89), 1), True, given="0.80 0.85 0.90 0.89, patience 1"
    )
    assert_equal(
        student.should_stop(_history(0.80, 0.79, 0.85, 0.84), 2), False, given="0.80 0.79 0.85 0.84, patience 2"
    )
