"""Hidden tests of train.py: exact trajectories, short batches, modes, and histories of all kinds."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from grader.judge.checks import assert_close, assert_equal, assert_tensor, check, say

ACCURACY = say("accuracy", "정확도")
PARAMETERS = say("parameters after training", "학습 뒤의 파라미터")


def _number(value):
    return float(value) if isinstance(value, torch.Tensor) and value.numel() == 1 else value


def _contents(student, part):
    loader = student.torch.utils.data.DataLoader
    return student.call(loader, part, batch_size=10_000, collect=1).result()[0]


@pytest.mark.task("4.1")
def test_split_honours_the_fraction(student, rng):
    """The fraction that is asked for goes to validation; 0.1 and seed 123 are the defaults.

    ko: 요청한 비율만큼 검증에 들어가요. 기본값은 비율 0.1, 시드 123이에요.
    """
    quarter, seed = (int(torch.randint(40, 60, (1,), generator=rng)) for _ in range(2))
    dataset = list(range(4 * quarter))
    parts = student.split_train_validation(dataset, fraction=0.25, seed=seed)
    sizes = [len(_contents(student, part)) for part in parts]
    assert_equal(sizes, [3 * quarter, quarter], what=say("number of rows", "행 개수"))
    default, named = (student.split_train_validation(*args)[1] for args in ((dataset,), (dataset, 0.1, 123)))
    assert_close(
        _contents(student, default), _contents(student, named), what=say("default split", "기본값으로 나눈 결과")
    )


@pytest.mark.task("4.1")
def test_split_is_random(student):
    """The validation rows are drawn from everywhere, not cut from one end.

    ko: 검증 행은 한쪽 끝에서 자르지 않고 전체에서 골고루 뽑아요.
    """
    rows = _contents(student, student.split_train_validation(list(range(1000)), 0.2, 1)[1]).sort().values
    spread = rows.double().mean()
    check(
        int(rows.min()) < 100
        and int(rows.max()) >= 900
        and 400 < float(spread) < 600
        and bool((rows.diff() != 5).any()),
        say("The validation rows are not a random draw.", "검증 행이 무작위로 뽑은 것이 아니에요."),
    )


@pytest.mark.task("4.1")
def test_split_does_not_depend_on_earlier_draws(student, rng):
    """The split is the same, whatever random numbers were drawn before.

    ko: 앞에서 난수를 얼마나 뽑았든 똑같이 나뉘어요.
    """
    split = ("split_train_validation", list(range(300)), 0.1, int(torch.randint(1000, (1,), generator=rng)))
    drawn = [student.call(*split, seed=s).result()[1] for s in (1, 2)]
    first, second = (_contents(student, part) for part in drawn)
    assert_close(second, first, what=say("validation rows", "검증 행"))


def _reader(student):
    layer = student.torch.nn.Linear(784, 10)
    student.load(layer, [torch.eye(10, 784), torch.zeros(10)])
    return layer


def _one_hot(classes):
    return torch.eye(10, 784)[torch.as_tensor(classes)]


@pytest.mark.task("4.6")
def test_accuracy_of_any_batch(student, reference, rng):
    """Any number of rows and classes, also a single row.

    ko: 행과 클래스가 몇 개든, 한 행뿐이어도 맞아요.
    """
    for rows, classes in ((1, 5), (7, 3), (12, 12), (40, 10)):
        scores = torch.randn(rows, classes, generator=rng)
        y = torch.randint(classes, (rows,), generator=rng)
        y[0] = scores[0].argmax()
        assert_close(_number(student.accuracy(scores, y)), reference.accuracy(scores, y), what=ACCURACY)


@pytest.mark.task("4.6")
def test_evaluate_with_errors_in_the_short_batch(student):
    """All errors are in a last batch of one row: 24 of 25 rows are right.

    ko: 틀린 행은 한 행짜리 마지막 배치에만 있어요. 25행 가운데 24행을 맞혔어요.
    """
    classes = torch.arange(25) % 10
    y = classes.clone()
    y[-1] = (y[-1] + 1) % 10
    dataset = student.torch.utils.data.TensorDataset(_one_hot(classes).reshape(-1, 1, 28, 28), y)
    model = student.torch.nn.Sequential(student.torch.nn.Flatten(), _reader(student))
    loader = student.torch.utils.data.DataLoader(dataset, batch_size=8)
    assert_close(_number(student.evaluate(model, loader, "cpu")), 24 / 25, what=ACCURACY)


@pytest.mark.task("4.6")
def test_evaluate_takes_no_gradients(student):
    """No gradient is recorded while evaluating.

    ko: 평가하는 동안에는 기울기를 기록하지 않아요.
    """
    model = student.probe(_reader(student))
    assert_close(
        _number(student.evaluate(model, [(_one_hot([1, 2]), torch.tensor([1, 2]))], "cpu")), 1.0, what=ACCURACY
    )
    calls = model.attr("calls")
    check(bool(calls), say("The model was never called.", "모델을 한 번도 부르지 않았어요."))
    check(
        not any(call["grad_enabled"] for call in calls),
        say("Gradients were recorded.", "기울기가 기록되고 있었어요."),
    )


@pytest.mark.task("4.6")
def test_evaluate_leaves_batch_norm_alone(student, rng):
    """Batch normalisation uses its moving values and does not change them, also with batches of one row.

    ko: 배치 정규화는 이동 평균과 이동 분산을 쓰기만 하고 바꾸지 않아요. 한 행짜리 배치에서도요.
    """
    norm = student.torch.nn.BatchNorm1d(784)
    model = student.torch.nn.Sequential(norm, _reader(student))
    classes = torch.randint(10, (9,), generator=rng)
    X = _one_hot(classes) * 3
    assert_close(_number(student.evaluate(model, list(zip(X.split(1), classes.split(1), strict=True)), "cpu")), 1.0)
    assert_close(norm.attr("running_mean"), torch.zeros(784), what=say("moving mean", "이동 평균"))


def _same_start(student, make):
    """The same model in the worker and here, with the weights of the one here: (theirs, ours).

    `make` builds it from torch's own classes, here or in the worker.
    """
    torch.manual_seed(11)
    ours, theirs = make(nn), make(student.torch.nn)
    student.load(theirs, [p.detach().clone() for p in ours.parameters()])
    return theirs, ours


def _images(*sizes):
    """Fixed batches (x, y) of these sizes. Few distinct columns, so that no gradient is close to 0 by accident."""
    generator = torch.Generator().manual_seed(5)
    batches = []
    for size in sizes:
        columns = torch.rand(size, 8, generator=generator)
        batches.append((columns.repeat_interleave(98, dim=1), torch.randint(10, (size,), generator=generator)))
    return batches


def _small_mlp(factory):
    return factory.Sequential(factory.Flatten(), factory.Linear(784, 8), factory.Tanh(), factory.Linear(8, 10))


def _batch_norm_mlp(factory):
    # A bias before batch normalisation has no gradient but rounding errors, and Adam makes whole steps of those.
    first = factory.Linear(784, 8, bias=False)
    return factory.Sequential(first, factory.BatchNorm1d(8), factory.Tanh(), factory.Linear(8, 10))


def _assert_same_parameters(student, theirs, ours):
    expected = [p.detach() for p in ours.parameters()]
    hint = say(
        "The model did not take the same steps: compare order and number of zero_grad, backward and step, the loss, "
        "the optimizer and the mode.",
        "모델이 같은 걸음을 걷지 않았어요. zero_grad, backward, step의 순서와 횟수, 손실, 옵티마이저, 모드를 "
        "확인해 보세요.",
    )
    for got, wanted in zip(student.parameters_like(theirs, expected), expected, strict=True):
        # float32 and float64 differ by less than 1e-6 after these steps; a wrong step shows at 1e-3 and more.
        assert_close(got, wanted, rtol=1e-3, atol=1e-5, what=PARAMETERS, hint=hint)


@pytest.mark.task("4.7")
def test_trajectory_over_a_list_of_batches(student, reference):
    """Five batches in a list: the parameters move exactly as they should.

    ko: 리스트에 든 배치 다섯 개로 파라미터가 정확히 움직여요.
    """
    theirs, ours = _same_start(student, _small_mlp)
    batches = _images(4, 4, 4, 4, 4)
    student.train(theirs, batches, batches[:1], epochs=1, lr=0.01, device="cpu")
    reference.train(ours, batches, batches[:1], epochs=1, lr=0.01, device="cpu")
    _assert_same_parameters(student, theirs, ours)


@pytest.mark.task("4.7")
def test_trajectory_over_a_data_loader(student, reference):
    """Two epochs of a DataLoader with a short last batch, images and batch normalisation inside.

    ko: 마지막 배치가 짧은 DataLoader로 2에포크 동안, 배치 정규화가 든 모델을 학습해요.
    """
    theirs, ours = _same_start(student, _batch_norm_mlp)
    data = student.torch.utils.data
    ((X, y),) = _images(7)
    loader = data.DataLoader(data.TensorDataset(X, y), batch_size=4, shuffle=False)
    student.train(theirs, loader, loader, epochs=2, lr=0.01, device="cpu")
    batches = list(zip(X.split(4), y.split(4), strict=True))
    reference.train(ours, batches, batches, epochs=2, lr=0.01, device="cpu")
    _assert_same_parameters(student, theirs, ours)
    state = theirs.state_dict()
    for name in ("1.running_mean", "1.running_var"):
        assert_close(
            state[name],
            ours.state_dict()[name],
            rtol=1e-3,
            atol=1e-4,
            what=say("moving values", "이동 평균과 이동 분산"),
        )


@pytest.mark.task("4.7")
def test_training_starts_in_training_mode(student, reference):
    """A model that comes in evaluation mode is trained in training mode all the same.

    ko: 평가 모드로 넘어온 모델도 학습 모드에서 학습해요.
    """
    theirs, ours = _same_start(student, _batch_norm_mlp)
    theirs.eval()
    batches = _images(5, 5)
    student.train(theirs, batches, batches, epochs=1, lr=0.02, device="cpu")
    reference.train(ours, batches, batches, epochs=1, lr=0.02, device="cpu")
    _assert_same_parameters(student, theirs, ours)


@pytest.mark.task("4.7")
def test_history_tells_loss_and_accuracy(student, reference):
    """The loss is the mean over all rows of the epoch, however large, and the validation accuracy that of evaluate.

    ko: loss는 값이 아무리 커도 에포크의 모든 행에 대한 평균이고, 검증 정확도는 evaluate가 낸 값이에요.
    """
    theirs, ours = _same_start(student, _small_mlp)
    train, validation = _images(6, 1), _images(3, 5, 2)[1:]
    got = student.train(theirs, train, validation, epochs=2, lr=0.05, device="cpu")
    expected = reference.train(ours, train, validation, epochs=2, lr=0.05, device="cpu")
    assert_equal([entry["epoch"] for entry in got], [1, 2], what=say("epochs", "에포크"))
    for mine, right in zip(got, expected, strict=True):
        loss = _number(mine["loss"])
        hint = say("Weigh each batch by its number of rows.", "배치마다 행 개수만큼 무게를 둬야 해요.")
        assert_close(loss, right["loss"], what=say("loss", "손실"), hint=hint)
        value = _number(mine["validation_accuracy"])
        assert_close(value, right["validation_accuracy"], what=say("validation accuracy", "검증 정확도"))
    # Scores of 1000: three rows are right and cost nothing, the fourth costs 1000.
    sure = student.torch.nn.Linear(784, 10)
    student.load(sure, [1000 * torch.eye(10, 784), torch.zeros(10)])
    batches = [(_one_hot([0, 1, 2, 3]), torch.tensor([0, 1, 2, 0]))]
    (entry,) = student.train(sure, batches, batches, epochs=1, lr=1e-3, device="cpu")
    assert_close(_number(entry["loss"]), 250.0, what=say("loss of scores of 1000", "점수가 1000일 때의 손실"))


@pytest.mark.task("4.8")
def test_file_holds_the_state_dict(student):
    """The file holds the state_dict and nothing else, with buffers.

    ko: 파일에는 버퍼까지 포함한 state_dict만 들어 있어요.
    """
    net = student.torch.nn.Sequential(student.torch.nn.Linear(3, 4), student.torch.nn.BatchNorm1d(4))
    net(torch.rand(6, 3))
    student.save_checkpoint(net, "state.pt")
    stored, state = student.torch.load("state.pt", weights_only=True), net.state_dict()
    check(
        isinstance(stored, dict), say("The file does not hold a state_dict.", "파일에 든 것이 state_dict가 아니에요.")
    )
    assert_equal(sorted(stored), sorted(state), what=say("names in the file", "파일에 든 이름"))
    for name, value in state.items():
        assert_close(assert_tensor(stored[name]), value, what=say("stored values", "저장된 값"))


@pytest.mark.task("4.8")
def test_checkpoint_is_a_snapshot(student):
    """A checkpoint keeps the model as it was, whatever happens to the model later.

    ko: 모델이 나중에 바뀌어도 체크포인트는 저장할 때의 모델을 간직해요.
    """
    best, later = ([torch.full((2, 3), v), torch.full((2,), -v)] for v in (1.0, 2.0))
    net = student.torch.nn.Linear(3, 2)
    student.load(net, best)
    student.save_checkpoint(net, "best.pt")
    student.load(net, later)
    _assert_loads(student, net, "best.pt", best)
    student.load(net, later)
    student.save_checkpoint(net, "last.pt")
    _assert_loads(student, net, "best.pt", best)


def _assert_loads(student, net, path, weights):
    student.load_checkpoint(net, path)
    for got, expected in zip(student.parameters_like(net, weights), weights, strict=True):
        assert_close(got, expected, rtol=0, atol=0, what=say("parameters", "파라미터"))


@pytest.mark.task("4.8", gated=True)
def test_other_names_are_refused(student):
    """A checkpoint of a model with other parts is an error, even where shapes agree.

    ko: 모양이 같아도 구성이 다른 모델의 체크포인트는 오류예요.
    """
    layer = student.torch.nn.Linear(3, 2)
    student.call("save_checkpoint", layer, "names.pt").result()
    observed = student.call("load_checkpoint", student.torch.nn.Sequential(student.torch.nn.Linear(3, 2)), "names.pt")
    check(observed.error is not None, say("Expected an error.", "오류가 나야 해요."))


def _history(accuracies):
    return [{"epoch": i, "loss": 0.5, "validation_accuracy": a, "lr": 0.1} for i, a in enumerate(accuracies, 1)]


# Sixteenths are exact in binary, so that ties are ties.
_accuracies = st.lists(st.integers(0, 16).map(lambda k: k / 16), min_size=1, max_size=8)


@pytest.mark.task("4.9")
@given(accuracies=_accuracies, window=st.integers(1, 4), tolerance=st.integers(0, 8).map(lambda k: k / 16))
@settings(max_examples=25)
def test_converged_epoch_of_any_history(student, reference, accuracies, window, tolerance):
    """Any history, window and tolerance; a span of exactly the tolerance counts.

    ko: 어떤 기록, window, tolerance에서도 맞아요. 폭이 tolerance와 똑같으면 수렴한 거예요.
    """
    history = _history(accuracies)
    expected = reference.converged_epoch(history, window, tolerance)
    assert_equal(student.converged_epoch(history, window, tolerance), expected)


@pytest.mark.task("4.9")
@given(accuracies=_accuracies, patience=st.integers(1, 4))
@settings(max_examples=25)
def test_should_stop_for_any_history(student, reference, accuracies, patience):
    """Any history and patience; an equal accuracy is no improvement.

    ko: 어떤 기록과 patience에서도 맞아요. 같은 정확도는 좋아진 것이 아니에요.
    """
    history = _history(accuracies)
    assert_equal(student.should_stop(history, patience), reference.should_stop(history, patience))


@pytest.mark.task("4.9")
def test_an_equal_accuracy_is_no_improvement(student):
    """An equal accuracy later does not make the best one younger.

    ko: 나중에 같은 정확도가 또 나와도 가장 좋은 값이 새로워지지는 않아요.
    """
    assert_equal(student.should_stop(_history([0.75, 0.5, 0.75]), 2), True)
    assert_equal(student.should_stop(_history([0.75, 0.5, 0.75]), 3), False)


@pytest.mark.task("4.9", gated=True)
def test_nothing_to_tell_without_epochs(student):
    """Without any epoch there is neither convergence nor a reason to stop.

    ko: 에포크가 하나도 없으면 수렴도, 멈출 이유도 없어요.
    """
    check(student.converged_epoch([], 2, 0.1) is None, say("Expected None.", "None이 나와야 해요."))
    assert_equal(student.should_stop([], 1), False)
