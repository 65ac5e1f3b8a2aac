# -*- coding: utf-8 -*-
import torch
import torch.nn.functional as F
from torch.autograd import Variable
from torch.utils.data import SubsetRandomSampler, random_split  # noqa: F401


def split_train_validation(dataset, fraction=0.1, seed=123):
    n = len(dataset)
    n_val = int(n * fraction + 0.5)
    torch.manual_seed(seed)
    parts = random_split(dataset, [n - n_val, n_val])
    return parts[0], parts[1]


def accuracy(logits, y):
    pred = logits.data.max(1, keepdim=True)[1]
    return pred.eq(y.data.view_as(pred)).cpu().sum().item() / float(y.size(0))


def evaluate(model, loader, device):
    mode = model.training
    model.eval()
    correct = 0
    total = 0
    for data, target in loader:
        with torch.no_grad():
            data, target = Variable(data).to(device), Variable(target).to(device)
            output = model(data)
        pred = output.data.max(1, keepdim=True)[1]
        correct += pred.eq(target.data.view_as(pred)).cpu().sum().item()
        total += target.size(0)
    if mode:
        model.train()
    else:
        model.eval()
    return correct / total


def train(model, train_loader, val_loader, **kwargs):
    epochs = kwargs["epochs"]
    lr = kwargs.get("lr", 0.001)
    device = kwargs.get("device", "cpu")
    model.to(device)
    model.train()
    optimizer = torch.optim.Adam([{"params": list(model.parameters())}], lr=lr)
    history = []
    epoch = 0
    while epoch < epochs:
        epoch += 1
        total_loss, count = 0.0, 0
        for data, target in train_loader:
            data, target = Variable(data).to(device), Variable(target).to(device)
            model.zero_grad()
            output = model(data)
            loss = F.nll_loss(F.log_softmax(output, dim=1), target)
            loss.backward()
            optimizer.step()
            total_loss += loss.data.item() * data.size(0)
            count += data.size(0)
        history.append({"epoch": epoch, "loss": total_loss / count, "validation_accuracy": evaluate(model, val_loader, device)})
        model.train()
    return history


def save_checkpoint(model, path):
    torch.save(model.state_dict(), path, _use_new_zipfile_serialization=False)


def load_checkpoint(model, path):
    state = torch.load(path, map_location=lambda storage, loc: storage)
    model.load_state_dict(state)
    return model


def converged_epoch(history, window, tolerance):
    result = None
    for i in range(len(history) - window, -1, -1):
        values = [history[j]["validation_accuracy"] for j in range(i, i + window)]
        if max(values) - min(values) <= tolerance:
            result = i + 1
    return result


def should_stop(history, patience):
    if len(history) == 0:
        return False
    accs = list(map(lambda h: h["validation_accuracy"], history))
    return len(accs) - 1 - accs.index(max(accs)) >= patience
