"""Public tests of model.py: tasks 4.2 to 4.5."""

import pytest
import torch
import torch.nn.functional as F

from grader.judge.checks import assert_close, assert_equal, assert_items, assert_kept, assert_tensor, check, say


def _numbers(count, *, seed):
    """Fixed numbers around 0, the same on every machine."""
    return torch.randn(count, generator=torch.Generator().manual_seed(seed))


def _mlp_weights(xdim, hdim, ydim):
    sizes = ((hdim, xdim), (hdim,), (ydim, hdim), (ydim,))
    return [0.3 * _numbers(torch.Size(shape).numel(), seed=i).reshape(shape) for i, shape in enumerate(sizes)]


@pytest.mark.task("4.2")
def test_leaky_relu_values(student):
    """Positive values stay, negative ones are multiplied by the slope.

    ko: 양수는 그대로 두고 음수에는 기울기를 곱해요.
    """
    X = torch.tensor([[-2.0, -0.5, 0.0], [0.5, 3.0, -100.0]])
    expected = torch.tensor([[-0.02, -0.005, 0.0], [0.5, 3.0, -1.0]])
    observed = student.call("leaky_relu", X)
    assert_close(observed.result(), expected, given="[[-2, -0.5, 0], [0.5, 3, -100]]")
    assert_kept(observed.args_after, x=X)
    steeper = torch.tensor([[-0.5, -0.125, 0.0], [0.5, 3.0, -25.0]])
    assert_close(student.leaky_relu(X, 0.25), steeper, given="the same with negative_slope=0.25")


@pytest.mark.task("4.2")
def test_leaky_relu_gradient(student):
    """The gradient is 1 on the positive side and the slope on the negative side.

    ko: 기울기는 양수 쪽에서 1, 음수 쪽에서 negative_slope예요.
    """
    observed = student.call("leaky_relu", torch.tensor([-3.0, -0.5, 0.5, 3.0]), grad=(0,))
    assert_tensor(observed.result())
    hint = say(
        "The result has to stay connected to x, so that autograd can go through it.",
        "autograd가 지나갈 수 있도록 결과가 x와 이어져 있어야 해요.",
    )
    assert_close(observed.grads[0], torch.tensor([0.01, 0.01, 1.0, 1.0]), what=say("gradient", "기울기"), hint=hint)


@pytest.mark.task("4.3")
def test_mlp_has_203530_parameters(student):
    """784-256-10 with biases has 203,530 parameters and gives ten scores per row.

    ko: 784-256-10은 편향까지 파라미터가 203,530개이고, 한 행에 점수 10개를 내요.
    """
    net = student.MLP()
    assert_tensor(net(torch.rand(5, 784)), shape=(5, 10), dtype=torch.float32)
    assert_equal(sum(p.numel() for p in net.parameters()), 203_530, what=say("number of parameters", "파라미터 개수"))


@pytest.mark.task("4.3")
def test_mlp_computes_linear_relu_linear(student):
    """The scores are Linear, ReLU, Linear of each row.

    ko: 점수는 행마다 Linear, ReLU, Linear를 차례로 지난 값이에요.
    """
    W1, b1, W2, b2 = weights = _mlp_weights(784, 16, 10)
    net = student.MLP(784, 16, 10)
    student.load(net, weights)
    X = _numbers(6 * 784, seed=9).reshape(6, 784)
    out = assert_tensor(net(X), shape=(6, 10), dtype=X.dtype)
    expected = F.linear(F.relu(F.linear(X, W1, b1)), W2, b2)
    hint = say(
        "One ReLU, after the hidden layer only; nothing after the second layer.",
        "ReLU는 은닉층 뒤에 한 번만 쓰고, 두 번째 층 뒤에는 아무것도 하지 않아요.",
    )
    # A constant per row changes no probability, so that log-softmax at the end is right too.
    assert_close(F.log_softmax(out, 1), F.log_softmax(expected, 1), rtol=1e-3, atol=1e-3, hint=hint)


@pytest.mark.task("4.3")
def test_mlp_gives_scores_not_probabilities(student):
    """The model ends without softmax or sigmoid: cross-entropy applies softmax itself.

    ko: 모델 끝에는 softmax나 sigmoid가 없어요. 교차 엔트로피가 softmax를 스스로 계산해요.
    """
    net = student.MLP(784, 16, 10)
    student.load(net, [5 * w for w in _mlp_weights(784, 16, 10)])
    out = assert_tensor(net(_numbers(6 * 784, seed=8).reshape(6, 784)), shape=(6, 10))
    squeezed = bool(((out >= 0) & (out <= 1)).all())
    check(
        not squeezed,
        say(
            "Expected scores of any size, but all outputs lie between 0 and 1. With probabilities as input "
            "cross-entropy cannot fall below 1.4612.",
            "점수는 어떤 값이든 될 수 있어야 하는데 출력이 모두 0과 1 사이에 있어요. 확률을 넣으면 교차 엔트로피가 "
            "1.4612 아래로 내려갈 수 없어요.",
        ),
    )


@pytest.mark.task("4.3")
def test_mlp_takes_images_too(student):
    """Images of shape (N, 1, 28, 28) give the same scores as their rows of 784.

    ko: (N, 1, 28, 28) 이미지를 넣어도 784개짜리 행을 넣은 것과 점수가 같아요.
    """
    net = student.MLP()
    X = _numbers(4 * 784, seed=7).reshape(4, 1, 28, 28)
    images = assert_tensor(net(X), shape=(4, 10))
    assert_close(images, assert_tensor(net(X.reshape(4, 784)), shape=(4, 10)), rtol=1e-3, atol=1e-5)


@pytest.mark.task("4.3")
def test_mlp_starts_with_he_normal_weights(student):
    """Weights start as N(0, 2 / fan_in), biases as 0.

    ko: 가중치는 N(0, 2 / fan_in)에서 뽑고 편향은 0에서 시작해요.
    """
    net = student.MLP()
    W1, b1, W2, b2 = student.parameters_like(net, _mlp_weights(784, 256, 10))
    for en, ko, W, std in (("first", "첫 번째", W1, (2 / 784) ** 0.5), ("second", "두 번째", W2, (2 / 256) ** 0.5)):
        spread = say(f"standard deviation of the {en} weights", f"{ko} 가중치의 표준편차")
        assert_close(float(W.std()), std, rtol=0.08, what=spread)
        assert_close(float(W.mean()), 0.0, atol=0.1 * std, what=say(f"mean of the {en} weights", f"{ko} 가중치의 평균"))
    check(
        float(W1.abs().max()) > 0.15,
        say(
            "The first weights are not from a normal distribution: of 200,704 draws some should lie beyond 4 standard "
            "deviations. Look at what distribution your initialisation draws from.",
            "첫 번째 가중치가 정규분포에서 나온 값이 아니에요. 200,704개를 뽑으면 표준편차의 4배를 넘는 값도 나와야 "
            "해요. 어떤 분포에서 뽑는지 확인해 보세요.",
        ),
    )
    assert_close(torch.cat([b1, b2]), torch.zeros(266), what=say("initial biases", "처음 편향"))


@pytest.mark.task("4.4")
def test_batch_norm_normalises_columns(student):
    """While training each column gets mean beta and standard deviation gamma.

    ko: 학습할 때는 각 열의 평균이 beta, 표준편차가 gamma가 돼요.
    """
    X = torch.tensor([[1.0, 50.0], [2.0, -10.0], [4.0, 20.0], [9.0, 40.0]])
    gamma, beta = torch.tensor([1.0, 3.0]), torch.tensor([0.0, -2.0])
    result = assert_items(student.batch_norm(X, gamma, beta, torch.zeros(2), torch.ones(2), True, 1e-5, 0.1), 3)
    expected = F.batch_norm(X, None, None, gamma, beta, True, 0.1, 1e-5)
    hint = say(
        "Here the variance is the mean of the squared deviations (divided by N).",
        "여기서 분산은 편차 제곱의 평균이에요(N으로 나눠요).",
    )
    assert_close(result[0], expected, rtol=1e-4, atol=1e-5, given=str(X.tolist()), hint=hint)


@pytest.mark.task("4.4")
def test_batch_norm_moves_its_averages(student):
    """Training mixes the batch into the moving mean and variance and returns new ones.

    ko: 학습할 때 배치의 평균과 분산을 이동 평균과 이동 분산에 섞어 새 값을 돌려줘요.
    """
    X = torch.tensor([[1.0, 50.0], [2.0, -10.0], [4.0, 20.0], [9.0, 40.0]])
    mean, var = torch.tensor([1.0, 10.0]), torch.tensor([2.0, 100.0])
    observed = student.call("batch_norm", X, torch.ones(2), torch.zeros(2), mean, var, True, 1e-5, 0.25)
    result = assert_items(observed.result(), 3)
    assert_close(result[1], torch.tensor([1.75, 13.75]), what=say("new moving mean", "새 이동 평균"))
    hint = say(
        "The moving variance takes the unbiased variance of the batch (divided by N - 1).",
        "이동 분산에는 배치의 불편 분산을 써요(N - 1로 나눠요).",
    )
    expected = torch.tensor([4.6666667, 250.0])
    assert_close(result[2], expected, what=say("new moving variance", "새 이동 분산"), hint=hint)
    assert_kept(observed.args_after, x=X, gamma=torch.ones(2), beta=torch.zeros(2), moving_mean=mean, moving_var=var)


@pytest.mark.task("4.4")
def test_batch_norm_evaluates_with_its_averages(student):
    """Outside training the moving values are used, and they stay as they are.

    ko: 평가할 때는 이동 평균과 이동 분산을 쓰고, 그 값은 바뀌지 않아요.
    """
    mean, var = torch.tensor([1.0, -1.0]), torch.tensor([4.0, 9.0])
    X, gamma, beta = torch.tensor([[3.0, 5.0]]), torch.tensor([2.0, 1.0]), torch.tensor([0.5, 0.0])
    result = assert_items(student.batch_norm(X, gamma, beta, mean, var, False, 1e-5, 0.1), 3)
    assert_close(result[0], torch.tensor([[2.5, 2.0]]), rtol=1e-4, given="[[3, 5]]")
    assert_close(result[1], mean, what=say("moving mean", "이동 평균"))
    assert_close(result[2], var, what=say("moving variance", "이동 분산"))


@pytest.mark.task("4.4")
def test_batch_norm_mlp_has_25514_parameters(student):
    """784-32-BN-10 has 25,514 trainable parameters and gives ten scores per row.

    ko: 784-32-BN-10은 학습되는 파라미터가 25,514개이고, 한 행에 점수 10개를 내요.
    """
    net = student.BatchNormMLP()
    assert_tensor(net(torch.rand(5, 1, 28, 28)), shape=(5, 10), dtype=torch.float32)
    hint = say(
        "Two Linear layers with biases, and one batch normalisation with gamma and beta between them.",
        "편향이 있는 Linear 두 개와 그 사이에 gamma, beta가 있는 배치 정규화 하나예요.",
    )
    total = sum(p.numel() for p in net.parameters())
    assert_equal(total, 25_514, what=say("number of parameters", "파라미터 개수"), hint=hint)


@pytest.mark.task("4.5")
def test_count_of_one_layer(student):
    """Linear(3, 4) has 4 * 3 weights and 4 biases.

    ko: Linear(3, 4)에는 가중치 4 * 3개와 편향 4개가 있어요.
    """
    assert_equal(student.count_parameters(student.torch.nn.Linear(3, 4)), 16)


@pytest.mark.task("4.5")
def test_frozen_parameters_do_not_count(student):
    """Parameters with requires_grad=False are not counted.

    ko: requires_grad=False인 파라미터는 세지 않아요.
    """
    frozen, free = student.torch.nn.Linear(3, 4), student.torch.nn.Linear(4, 2)
    frozen.requires_grad_(False)
    assert_equal(student.count_parameters(student.torch.nn.Sequential(frozen, free)), 10)
