"""Close to lecture slides: the blog's loops, with the row counts put right."""

import torch
import torch.nn as nn
import torch.optim as optim


def split_train_validation(dataset, fraction=0.1, seed=123):
    torch.manual_seed(seed)
    n_val = int(len(dataset) * fraction)
    train_set, val_set = torch.utils.data.random_split(dataset, [len(dataset) - n_val, n_val])
    return train_set, val_set


def accuracy(logits, y):
    _, y_pred = torch.max(logits.data, 1)
    return (y_pred == y).sum().item() / y.size(0)


def evaluate(model, loader, device):
    training = model.training
    with torch.no_grad():
        model.eval()
        n_total, n_correct = 0, 0
        for batch_in, batch_out in loader:
            y_trgt = batch_out.to(device)
            model_pred = model(batch_in.view(-1, 28 * 28).to(device))
            _, y_pred = torch.max(model_pred.data, 1)
            n_correct += (y_pred == y_trgt).sum().item()
            n_total += batch_in.size(0)
        val_accr = n_correct / n_total
        model.train(training)
    return val_accr


def train(model, train_loader, val_loader, *, epochs, lr=1e-3, device="cpu"):
    loss = nn.CrossEntropyLoss()
    optm = optim.Adam(model.parameters(), lr=lr)
    history = []
    for epoch in range(epochs):
        model.train()
        loss_val_sum, n_total = 0, 0
        for batch_in, batch_out in train_loader:
            y_pred = model.forward(batch_in.view(-1, 28 * 28).to(device))
            loss_out = loss(y_pred, batch_out.to(device))
            optm.zero_grad()
            loss_out.backward()
            optm.step()
            loss_val_sum += loss_out * batch_in.size(0)
            n_total += batch_in.size(0)
        loss_val_avg = loss_val_sum / n_total
        val_accr = evaluate(model, val_loader, device)
        history.append({"epoch": epoch + 1, "loss": loss_val_avg.item(), "validation_accuracy": val_accr})
    return history


def save_checkpoint(model, path):
    torch.save(model.state_dict(), path)


def load_checkpoint(model, path):
    model.load_state_dict(torch.load(path))
    model.eval()
    return model


def converged_epoch(history, window, tolerance):
    for i in range(len(history)):
        accs = [h["validation_accuracy"] for h in history[i : i + window]]
        if len(accs) == window and max(accs) - min(accs) <= tolerance:
            return i + 1
    return None


def should_stop(history, patience):
    best, best_epoch = -1, 0
    for i, h in enumerate(history):
        if h["validation_accuracy"] > best:
            best, best_epoch = h["validation_accuracy"], i
    return len(history) - 1 - best_epoch >= patience
