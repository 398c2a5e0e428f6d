"""The same algorithm as people write it at first: NumPy's float64, means and argmaxes by function.

The yardstick for the training command; bench_training.py runs both.
"""
from pathlib import Path

import numpy as np

DATA = Path(__file__).parents[2] / "network" / "data" / "mnist.npz"

with np.load(DATA) as data:
    images = data["train_images"].reshape(60000, 784) / 255
    labels = np.eye(10)[data["train_labels"]]
    test_images = data["test_images"].reshape(10000, 784) / 255
    test_labels = data["test_labels"]

rng = np.random.default_rng(0)
w_i_h = rng.uniform(-0.5, 0.5, (20, 784))
w_h_o = rng.uniform(-0.5, 0.5, (10, 20))
b_i_h = np.zeros((20, 1))
b_h_o = np.zeros((10, 1))
learn_rate = 0.01

for epoch in range(3):
    nr_correct = 0
    for img, l in zip(images, labels):
        img = img.reshape(784, 1)
        l = l.reshape(10, 1)

        h_pre = w_i_h @ img + b_i_h
        h = 1 / (1 + np.exp(-h_pre))
        o_pre = w_h_o @ h + b_h_o
        o = 1 / (1 + np.exp(-o_pre))

        e = np.mean((o - l) ** 2)
        nr_correct += int(np.argmax(o) == np.argmax(l))

        delta_o = o - l
        delta_h = (w_h_o.T @ delta_o) * (h * (1 - h))
        w_h_o -= learn_rate * delta_o @ h.T
        b_h_o -= learn_rate * delta_o
        w_i_h -= learn_rate * delta_h @ img.T
        b_i_h -= learn_rate * delta_h

    print(f"epoch {epoch + 1}: {100 * nr_correct / 60000:.2f}% right")

h = 1 / (1 + np.exp(-(w_i_h @ test_images.T + b_i_h)))
o = 1 / (1 + np.exp(-(w_h_o @ h + b_h_o)))
print(f"test: {100 * np.mean(o.argmax(axis=0) == test_labels):.2f}% right")
