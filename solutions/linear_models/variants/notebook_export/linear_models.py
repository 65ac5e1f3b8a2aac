# %% [markdown]
# ## 실습 1: 선형 모델
# 노트북에서 내보낸 파일이에요. 중간중간 확인용 코드가 남아 있어요.

# %%
import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(42)
device = "cuda" if torch.cuda.is_available() else "cpu"
print(torch.__version__, device)

# %% 1.1 시그모이드와 tanh
clip = lambda z: torch.clamp(z, -80, 80)
sigmoid = lambda z: torch.exp(clip(z)) / (1 + torch.exp(clip(z)))


def tanh(z):
    # 처음에는 식 그대로 썼는데 큰 값에서 nan이 나와서 바꿨다
    # return (torch.exp(z) - torch.exp(-z)) / (torch.exp(z) + torch.exp(-z))
    return sigmoid(2 * z) * 2 - 1


z = torch.linspace(-5, 5, 11)
print(sigmoid(z))
print(tanh(z))
assert torch.allclose(tanh(z), torch.tanh(z), atol=1e-5)

# %% 1.2
mse_loss = lambda y_hat, y: F.mse_loss(input=y_hat, target=y, reduction="mean")


# %% 1.3
def gradient_step(x, y, W, b, lr):
    x_ = x.reshape(y.numel(), W.numel())
    y_ = y.reshape(y.numel(), 1)
    W_ = W.reshape(1, W.numel())

    a = F.linear(x_, W_, b.reshape(1))
    dz = a - y_
    dW = (x_ * dz).sum(0) / y.numel()
    db = dz.sum() / y.numel()

    W_updated = torch.sub(W, dW.reshape(W.shape), alpha=lr)
    b_updated = torch.sub(b, db, alpha=lr)
    return W_updated, b_updated


x_train = torch.FloatTensor([[1], [2], [3]])
y_train = torch.FloatTensor([[1], [2], [3]])
W, b = torch.zeros(1), torch.zeros(1)
for i in range(5):
    W, b = gradient_step(x_train, y_train, W, b, 0.1)
    print(i, W.item(), b.item())


# %% 1.4
def fit_linear(x, y, epochs=30, lr=0.01, W=None, b=None):
    W = torch.zeros(1) if W is None else W.detach().clone()
    b = torch.zeros(1) if b is None else b.detach().clone()
    W.requires_grad, b.requires_grad = True, True
    optimizer = torch.optim.SGD([W, b], lr)
    costs = []
    epoch = 0
    while epoch < epochs:
        H = W * x + b
        cost = torch.mean((H - y) ** 2)
        costs += [cost.item()]
        optimizer.zero_grad()
        cost.backward()
        optimizer.step()
        epoch += 1
    return W.detach(), b.detach(), costs


W, b, costs = fit_linear(x_train, y_train)
print(f"W = {W.item():.3f}, b = {b.item():.3f}, cost {costs[0]:.3f} -> {costs[-1]:.3f}")


# %% 1.5
class LinearRegression(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.W = nn.Parameter(torch.randn(out_features, in_features))
        self.b = nn.Parameter(torch.zeros(out_features))

    def forward(self, x):
        return torch.matmul(x, self.W.transpose(0, 1)).add(self.b)


# %% 1.6
def binary_cross_entropy(y_hat, y):
    logit = torch.logit(y_hat, eps=1e-6)
    return F.binary_cross_entropy_with_logits(logit, y)


print(binary_cross_entropy(torch.tensor([0.9, 0.2]), torch.tensor([1.0, 0.0])))


# %% 1.7
class LogisticRegression(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.linear = LinearRegression(in_features, out_features)
        self.sigmoid = nn.Sigmoid()

    def forward(self, x):
        return self.sigmoid(self.linear(x))


# %% 1.8
def fit_logistic(model, x, y, epochs, lr):
    optimizer = torch.optim.SGD(params=model.parameters(), lr=lr)
    criterion = nn.BCELoss(reduction="sum")
    costs = []
    for step in range(epochs):
        optimizer.zero_grad(set_to_none=True)
        hypothesis = model(x)
        cost = criterion(hypothesis, y) / y.numel()
        cost.backward()
        optimizer.step()
        costs.append(cost)
    return [c.item() for c in costs]


# %% AND
X = torch.FloatTensor([[0, 0], [0, 1], [1, 0], [1, 1]])
Y = torch.FloatTensor([[0], [0], [0], [1]])
model = LogisticRegression(2, 1)
costs = fit_logistic(model, X, Y, 300, 0.5)
for row, p in zip(X.tolist(), model(X)):
    print(row, round(p.item(), 3))
