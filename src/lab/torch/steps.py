"""Steps of domain-adversarial training in PyTorch, to compare the learner's steps with.

    steps.py mlp|cnn STEPS

takes STEPS steps one by one on random rows, one thread, and prints the processor seconds (user and system) that they
took, after a quarter as many that are not counted.
"""

import os
import sys

os.environ.setdefault("OMP_NUM_THREADS", "1")

import torch
from torch import nn
from torch.nn import functional


class Reversal(torch.autograd.Function):
    """Leaves what passes forward alone, and multiplies what passes back by -alpha."""

    @staticmethod
    def forward(context, rows, alpha):
        context.alpha = alpha
        return rows.view_as(rows)

    @staticmethod
    def backward(context, slopes):
        return -context.alpha * slopes, None


def mlp():
    """The network for tables, 64 + 64 rows of 128 features, 6 classes."""
    features = nn.Sequential(nn.Linear(128, 128), nn.ReLU(), nn.Dropout(0.3), nn.Linear(128, 64), nn.ReLU())
    classes = nn.Sequential(nn.Linear(64, 6))
    domains = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 2))
    return features, classes, domains, torch.randn(128, 128), 6


def cnn():
    """The network for images as github.com/fungtion/DANN has it, 128 + 128 rows of 3 x 28 x 28, 10 classes."""
    features = nn.Sequential(
        nn.Conv2d(3, 64, 5), nn.BatchNorm2d(64), nn.MaxPool2d(2), nn.ReLU(),
        nn.Conv2d(64, 50, 5), nn.BatchNorm2d(50), nn.Dropout2d(0.5), nn.MaxPool2d(2), nn.ReLU(), nn.Flatten())
    classes = nn.Sequential(
        nn.Linear(800, 100), nn.BatchNorm1d(100), nn.ReLU(), nn.Dropout(0.5),
        nn.Linear(100, 100), nn.BatchNorm1d(100), nn.ReLU(), nn.Linear(100, 10))
    domains = nn.Sequential(nn.Linear(800, 100), nn.BatchNorm1d(100), nn.ReLU(), nn.Linear(100, 2))
    return features, classes, domains, torch.randn(256, 3, 28, 28), 10


def main(net, steps):
    torch.set_num_threads(1)
    torch.manual_seed(1)
    features, classes, domains, rows, count = {"mlp": mlp, "cnn": cnn}[net]()
    half = len(rows) // 2
    labels = torch.randint(0, count, (half,))
    sides = torch.cat([torch.zeros(half), torch.ones(half)]).long()
    weights = [weight for stack in (features, classes, domains) for weight in stack.parameters()]
    adam = torch.optim.Adam(weights, lr=1e-3, weight_decay=3e-3)
    skip = max(1, steps // 4)
    for step in range(steps + skip):
        if step == skip:
            began = os.times()
        adam.zero_grad()
        embedding = features(rows)
        class_loss = functional.cross_entropy(classes(embedding)[:half], labels)
        domain_loss = functional.cross_entropy(domains(Reversal.apply(embedding, 0.5)), sides)
        (class_loss + domain_loss).backward()
        torch.nn.utils.clip_grad_norm_(weights, 5)
        adam.step()
        class_loss.item(), domain_loss.item()
    ended = os.times()
    print((ended.user - began.user) + (ended.system - began.system))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
