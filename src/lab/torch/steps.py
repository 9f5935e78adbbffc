"""Measures steps of domain-adversarial training in PyTorch, for comparison with the learner.

    steps.py mlp|cnn STEPS

Runs STEPS training steps on random rows in one thread, after a warm-up of a quarter as many steps, and prints their CPU
time (user and system) in seconds.
"""

import os
import sys

os.environ.setdefault("OMP_NUM_THREADS", "1")

import torch
from torch import nn
from torch.nn import functional


class GradientReversal(torch.autograd.Function):
    """Gradient reversal layer: identity in the forward pass; multiplies gradients by -alpha in the backward pass."""

    @staticmethod
    def forward(context, rows, alpha):
        context.alpha = alpha
        return rows.view_as(rows)

    @staticmethod
    def backward(context, gradients):
        return -context.alpha * gradients, None


def mlp():
    """The network for tabular data: 64 source and 64 target rows of 128 features, 6 classes."""
    feature_extractor = nn.Sequential(nn.Linear(128, 128), nn.ReLU(), nn.Dropout(0.3), nn.Linear(128, 64), nn.ReLU())
    class_head = nn.Sequential(nn.Linear(64, 6))
    domain_head = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 2))
    return feature_extractor, class_head, domain_head, torch.randn(128, 128), 6


def cnn():
    """The network for images, from github.com/fungtion/DANN: 128 + 128 images of 3 x 28 x 28, 10 classes."""
    feature_extractor = nn.Sequential(
        nn.Conv2d(3, 64, 5), nn.BatchNorm2d(64), nn.MaxPool2d(2), nn.ReLU(),
        nn.Conv2d(64, 50, 5), nn.BatchNorm2d(50), nn.Dropout2d(0.5), nn.MaxPool2d(2), nn.ReLU(), nn.Flatten())
    class_head = nn.Sequential(
        nn.Linear(800, 100), nn.BatchNorm1d(100), nn.ReLU(), nn.Dropout(0.5),
        nn.Linear(100, 100), nn.BatchNorm1d(100), nn.ReLU(), nn.Linear(100, 10))
    domain_head = nn.Sequential(nn.Linear(800, 100), nn.BatchNorm1d(100), nn.ReLU(), nn.Linear(100, 2))
    return feature_extractor, class_head, domain_head, torch.randn(256, 3, 28, 28), 10


def main(network, steps):
    torch.set_num_threads(1)
    torch.manual_seed(1)
    feature_extractor, class_head, domain_head, rows, class_count = {"mlp": mlp, "cnn": cnn}[network]()
    half = len(rows) // 2
    labels = torch.randint(0, class_count, (half,))
    domain_labels = torch.cat([torch.zeros(half), torch.ones(half)]).long()
    weights = [weight for stack in (feature_extractor, class_head, domain_head) for weight in stack.parameters()]
    optimizer = torch.optim.Adam(weights, lr=1e-3, weight_decay=3e-3)
    warm_up = max(1, steps // 4)
    for step in range(steps + warm_up):
        if step == warm_up:
            start = os.times()
        optimizer.zero_grad()
        embedding = feature_extractor(rows)
        class_loss = functional.cross_entropy(class_head(embedding)[:half], labels)
        domain_loss = functional.cross_entropy(domain_head(GradientReversal.apply(embedding, 0.5)), domain_labels)
        (class_loss + domain_loss).backward()
        torch.nn.utils.clip_grad_norm_(weights, 5)
        optimizer.step()
        class_loss.item(), domain_loss.item()
    end = os.times()
    print((end.user - start.user) + (end.system - start.system))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
