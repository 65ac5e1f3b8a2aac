from torch import nn, where, stack, sqrt


leaky_relu = lambda x, negative_slope=0.01: where(x < 0, x * negative_slope, x)


class MLP(nn.Module):
    def __init__(self, xdim=784, hdim=256, ydim=10):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in ((xdim, hdim), (hdim, ydim))])
        self.init_param()

    def init_param(self):
        for p in self.parameters():
            p.data.normal_(0, (2 / p.shape[1]) ** 0.5) if p.dim() == 2 else p.data.fill_(0.0)

    def forward(self, x):
        hidden, out = self.layers
        return out(hidden(x.flatten(start_dim=1)).clamp(min=0))


def batch_norm(x, gamma, beta, moving_mean, moving_var, training, eps=1e-5, momentum=0.1):
    m, v = (x.mean(0), x.var(0, correction=0)) if training else (moving_mean, moving_var)
    y = (x - m) / (v + eps) ** 0.5 * gamma + beta
    if not training:
        return y, moving_mean, moving_var
    old, new = stack([moving_mean, moving_var]), stack([m, x.var(0)])
    return y, *(old * (1 - momentum) + new * momentum)


class BatchNormMLP(nn.Module):
    def __init__(self, hdim=32):
        super().__init__()
        self.bn = nn.BatchNorm1d(hdim)  # made before the layers around it
        self.out = nn.Linear(hdim, 10)
        self.hidden = nn.Linear(784, hdim)

    forward = lambda self, x: self.out(self.bn(self.hidden(x.flatten(1))).relu())


count_parameters = lambda model: sum(p.nelement() for p in model.parameters() if p.requires_grad)
