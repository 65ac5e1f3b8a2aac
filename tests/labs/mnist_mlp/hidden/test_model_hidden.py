"""Hidden tests of model.py: the same tasks on other sizes, dtypes and starts."""

import pytest
import torch
import torch.nn.functional as F

from grader.judge.checks import assert_close, assert_equal, assert_items, assert_tensor, assert_unchanged, check, say


def _random_weights(rng, *shapes):
    return [torch.randn(shape, generator=rng) * 0.5 for shape in shapes]


@pytest.mark.task("4.2")
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_leaky_relu_on_any_shape(student, reference, rng, dtype):
    """Any shape, dtype and slope.

    ko: 어떤 모양, dtype, 기울기에서도 맞아요.
    """
    X = torch.randn(3, 4, 5, generator=rng).to(dtype)
    for slope in (0.0, 0.2, 1.0):
        assert_close(student.leaky_relu(X, slope), reference.leaky_relu(X, slope))


@pytest.mark.task("4.2")
def test_leaky_relu_leaves_its_argument(student, rng):
    """The tensor that is passed in stays as it was.

    ko: 넘겨준 텐서는 바뀌지 않아요.
    """
    X = torch.randn(4, 6, generator=rng)
    observed = student.call("leaky_relu", X, 0.1)
    assert_close(observed.result(), F.leaky_relu(X, 0.1))
    assert_unchanged(X, observed.args_after[0])


@pytest.mark.task("4.3")
def test_mlp_of_other_sizes(student, reference, rng):
    """Other sizes work the same way, forward and backward.

    ko: 크기가 달라도 순전파와 역전파가 똑같이 동작해요.
    """
    weights = _random_weights(rng, (7, 20), (7,), (3, 7), (3,))
    net, own = student.MLP(20, 7, 3), reference.MLP(20, 7, 3)
    student.load(net, weights)
    _load(own, weights)
    X = torch.randn(11, 20, generator=rng)
    # Each row of the cotangent sums to 0, so that a constant per row (log-softmax at the end) does not matter.
    cotangent = torch.randn(11, 3, generator=rng)
    cotangent -= cotangent.mean(1, keepdim=True)
    observed = student.call(net, X, grad=(0,), cotangent=cotangent)
    out = assert_tensor(observed.result(), shape=(11, 3), dtype=X.dtype)
    own_X = X.clone().requires_grad_(True)
    expected = own(own_X)
    assert_close(F.log_softmax(out, 1), F.log_softmax(expected, 1), rtol=1e-3, atol=1e-4)
    (gradient,) = torch.autograd.grad((expected * cotangent).sum(), own_X)
    assert_close(observed.grads[0], gradient, rtol=1e-3, atol=1e-4, what=say("gradient", "기울기"))


@pytest.mark.task("4.3")
def test_mlp_initialises_by_fan_in(student):
    """He initialisation follows the inputs of each layer, whatever the sizes; biases are 0.

    ko: He 초기화는 크기가 어떻든 각 층의 입력 개수를 따르고 편향은 0이에요.
    """
    shapes = [torch.empty(800, 50), torch.empty(800), torch.empty(400, 800), torch.empty(400)]
    W1, b1, W2, b2 = student.parameters_like(student.MLP(50, 800, 400), shapes)
    for W in (W1, W2):
        std = (2 / W.shape[1]) ** 0.5
        assert_close(float(W.std()), std, rtol=0.05, what=say("standard deviation of the weights", "가중치의 표준편차"))
        check(float(W.abs().max()) > 3 * std, say("The weights are not normal.", "가중치가 정규분포를 따르지 않아요."))
    assert_close(torch.cat([b1, b2]), torch.zeros(1200), what=say("biases", "편향"))


@pytest.mark.task("4.3")
def test_init_param_starts_afresh(student, rng):
    """init_param draws new weights and sets the biases back to 0.

    ko: init_param은 가중치를 새로 뽑고 편향을 0으로 되돌려요.
    """
    weights = _random_weights(rng, (300, 30), (300,), (10, 300), (10,))
    net = student.MLP(30, 300, 10)
    student.load(net, weights)
    net.init_param()
    first = student.parameters_like(net, weights)
    net.init_param()
    second = student.parameters_like(net, weights)
    for W in (first[0], first[2], second[0], second[2]):
        assert_close(float(W.std()), (2 / W.shape[1]) ** 0.5, rtol=0.1, what=say("standard deviation", "표준편차"))
    assert_close(torch.cat([first[1], first[3]]), torch.zeros(310), what=say("biases", "편향"))
    same = torch.equal(first[0], second[0])
    check(not same, say("Two calls drew the same weights.", "두 번 불렀는데 같은 가중치가 나왔어요."))


def _load(module, tensors):
    with torch.no_grad():
        for parameter, tensor in zip(module.parameters(), tensors, strict=True):
            parameter.copy_(tensor)


@pytest.mark.task("4.4")
def test_batch_norm_on_any_batch(student, reference, rng):
    """Any batch, eps and momentum, in training and in evaluation.

    ko: 어떤 배치, eps, momentum에서도 학습과 평가가 모두 맞아요.
    """
    X = torch.randn(9, 4, generator=rng, dtype=torch.float64) * 3 + 5
    gamma, beta, mean = (torch.randn(4, generator=rng, dtype=torch.float64) for _ in range(3))
    var = 1 + torch.rand(4, generator=rng, dtype=torch.float64)
    names = (say("y", "y"), say("new moving mean", "새 이동 평균"), say("new moving variance", "새 이동 분산"))
    for training in (True, False):
        arguments = (X, gamma, beta, mean, var, training, 0.3, 0.4)
        result = assert_items(student.batch_norm(*arguments), 3)
        for name, value, expected in zip(names, result, reference.batch_norm(*arguments), strict=True):
            assert_close(value, expected, what=name)


@pytest.mark.task("4.4")
def test_batch_norm_gradient_sees_the_statistics(student, reference, rng):
    """While training, gradients flow through the mean and the variance of the batch, too.

    ko: 학습할 때는 기울기가 배치의 평균과 분산을 거쳐서도 흘러요.
    """
    X, cotangent = (torch.randn(6, 3, generator=rng, dtype=torch.float64) for _ in range(2))
    gamma, beta = (torch.randn(3, generator=rng, dtype=torch.float64) for _ in range(2))
    mean, var = torch.zeros(3, dtype=torch.float64), torch.ones(3, dtype=torch.float64)
    observed = student.call(
        "batch_norm", X, gamma, beta, mean, var, True, 1e-3, 0.1, grad=(0, 1, 2), cotangent=cotangent
    )
    observed.result()
    inputs = [t.clone().requires_grad_(True) for t in (X, gamma, beta)]
    y, _, _ = reference.batch_norm(*inputs, mean, var, True, 1e-3, 0.1)
    names = (
        say("gradient of x", "x의 기울기"),
        say("gradient of gamma", "gamma의 기울기"),
        say("gradient of beta", "beta의 기울기"),
    )
    for name, got, expected in zip(
        names, observed.grads, torch.autograd.grad((y * cotangent).sum(), inputs), strict=True
    ):
        assert_close(got, expected, what=name)


def _known_batch_norm_mlp(student, rng):
    """A BatchNormMLP of 8 units in a known state: (net, values by role, names by role)."""
    net = student.BatchNormMLP(8)
    state, trainable = net.state_dict(), [name for name, _ in net.named_parameters()]
    vectors = [name for name in trainable if state[name].numel() == 8]
    buffers = [name for name in state if name not in trainable and state[name].numel() == 8]
    gammas = [name for name in vectors if bool((state[name] == 1).all())]
    check(
        len(vectors) == 3 and len(gammas) == 1 and len(buffers) == 2,
        say(
            "Expected one batch normalisation: gamma that starts at 1, beta that starts at 0, and the moving mean and "
            "variance as buffers.",
            "배치 정규화가 하나 있어야 해요: 1에서 시작하는 gamma, 0에서 시작하는 beta, 그리고 버퍼로 저장한 "
            "이동 평균과 이동 분산이요.",
        ),
    )
    # beta starts at 0; where the bias of the layer before does too, beta is registered after it.
    beta = [name for name in vectors if name not in gammas and bool((state[name] == 0).all())][-1:]
    check(bool(beta), say("beta should start at 0.", "beta는 0에서 시작해야 해요."))
    mean, var = sorted(buffers, key=lambda name: float(state[name].sum()))
    roles = {
        "W1": next(name for name in trainable if state[name].numel() == 8 * 784),
        "b1": next(name for name in vectors if name not in (*gammas, *beta)),
        "gamma": gammas[0], "beta": beta[0], "mean": mean, "var": var,
        "W2": next(name for name in trainable if state[name].numel() == 80),
        "b2": next(name for name in trainable if state[name].numel() == 10),
    }  # fmt: skip
    values = {role: torch.randn(state[name].shape, generator=rng) for role, name in roles.items()}
    values["W1"] *= 0.1
    values["var"] = values["var"].abs() + 0.5
    # Normalising twice undoes itself unless some gamma is negative.
    gamma = torch.tensor([1.5, -1.5, 0.5, -0.5, 2.0, -2.0, 1.0, -1.0])[torch.randperm(8, generator=rng)]
    values["gamma"] = gamma.reshape(values["gamma"].shape)
    net.load_state_dict({**state, **{name: values[role] for role, name in roles.items()}})
    known = {
        role: value if value.dim() == 2 and role in ("W1", "W2") else value.flatten() for role, value in values.items()
    }
    return net, known, roles


def _assert_either_order(out, X, v, normalise):
    """Linear, BN, ReLU, Linear; with ReLU before BN (the slide's order) it is right, too."""
    z = F.linear(X, v["W1"], v["b1"])
    usual, slide = (F.linear(h, v["W2"], v["b2"]) for h in (F.relu(normalise(z)), normalise(F.relu(z))))
    out = assert_tensor(out, shape=usual.shape, dtype=usual.dtype)
    nearest = min(
        (usual, slide), key=lambda expected: float((F.log_softmax(out, 1) - F.log_softmax(expected, 1)).abs().max())
    )
    assert_close(F.log_softmax(out, 1), F.log_softmax(nearest, 1), rtol=1e-3, atol=1e-3)


@pytest.mark.task("4.4")
def test_batch_norm_mlp_in_training_mode(student, rng):
    """In training mode the hidden layer is normalised once, with the statistics of the batch, which are recorded.

    ko: 학습 모드에서는 은닉층을 배치의 통계로 한 번 정규화하고 그 통계를 기록해요.
    """
    net, v, names = _known_batch_norm_mlp(student, rng)
    X = torch.randn(12, 784, generator=rng)
    out = net.train()(X)
    _assert_either_order(out, X, v, lambda z: F.batch_norm(z, None, None, v["gamma"], v["beta"], True))
    z, state = F.linear(X, v["W1"], v["b1"]), net.state_dict()
    mean, var = (state[names[role]].flatten() for role in ("mean", "var"))
    either = [(0.9 * v["mean"] + 0.1 * h.mean(0), 0.9 * v["var"] + 0.1 * h.var(0)) for h in (z, F.relu(z))]
    moved = min(either, key=lambda expected: float((mean - expected[0]).abs().max()))
    assert_close(mean, moved[0], rtol=1e-3, atol=1e-4, what=say("moving mean", "이동 평균"))
    assert_close(var, moved[1], rtol=1e-3, atol=1e-4, what=say("moving variance", "이동 분산"))
    learns = student.call(net, X, grad=(0,)).grads[0] is not None
    check(learns, say("No gradient flows through the model.", "모델을 통해 기울기가 흐르지 않아요."))


@pytest.mark.task("4.4")
def test_batch_norm_mlp_in_evaluation_mode(student, rng):
    """In evaluation mode the moving mean and variance are used, also for a single row.

    ko: 평가 모드에서는 이동 평균과 이동 분산을 쓰고, 한 행만 넣어도 돼요.
    """
    net, v, _ = _known_batch_norm_mlp(student, rng)
    net.eval()
    X = torch.randn(5, 784, generator=rng)

    def normalise(z):
        return F.batch_norm(z, v["mean"], v["var"], v["gamma"], v["beta"], False)

    _assert_either_order(net(X), X, v, normalise)
    _assert_either_order(net(X[:1].reshape(1, 1, 28, 28)), X[:1], v, normalise)


@pytest.mark.task("4.5")
def test_buffers_do_not_count(student, rng):
    """The moving values of batch normalisation are buffers, not parameters.

    ko: 배치 정규화의 이동 평균과 이동 분산은 파라미터가 아니라 버퍼예요.
    """
    nn, (a, b, c) = student.torch.nn, torch.randint(3, 9, (3,), generator=rng).tolist()
    net = nn.Sequential(nn.Linear(a, b), nn.BatchNorm1d(b), nn.ReLU(), nn.Sequential(nn.Linear(b, c, bias=False)))
    assert_equal(student.count_parameters(net), a * b + 3 * b + b * c)


@pytest.mark.task("4.5", gated=True)
def test_nothing_left_to_train(student):
    """A model that is frozen as a whole has 0 trainable parameters.

    ko: 전체를 얼린 모델에는 학습되는 파라미터가 0개예요.
    """
    nn = student.torch.nn
    net = nn.Sequential(nn.Linear(3, 4, bias=False), nn.BatchNorm1d(4))
    net.requires_grad_(False)
    assert_equal(student.count_parameters(net), 0)
