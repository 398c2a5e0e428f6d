"""A neural network, from scratch."""
import numpy as np

from network.mnist import load_mnist

hidden = 20
epochs = 3
learn_rate = 0.01
seed = 0

images, labels = load_mnist()
inputs, outputs = images.shape[1], labels.shape[1]

rng = np.random.default_rng(seed)
w_i_h = rng.uniform(-0.5, 0.5, (hidden, inputs)).astype("float32")
w_h_o = rng.uniform(-0.5, 0.5, (outputs, hidden)).astype("float32")
b_i_h = np.zeros((hidden, 1), "float32")
b_h_o = np.zeros((outputs, 1), "float32")

for epoch in range(epochs):
    nr_correct = 0
    for img, l in zip(images, labels):
        img = img.reshape(inputs, 1)
        l = l.reshape(outputs, 1)

        # forward: from the image to the outputs
        h_pre = w_i_h @ img + b_i_h
        h = 1 / (1 + np.exp(-h_pre))
        o_pre = w_h_o @ h + b_h_o
        o = 1 / (1 + np.exp(-o_pre))

        # cost: how far from the label, and was it right
        e = ((o - l) ** 2).sum() / outputs
        nr_correct += o.argmax() == l.argmax()

        # backpropagation: both deltas first, then every weight
        delta_o = o - l
        delta_h = w_h_o.T @ delta_o * h * (1 - h)
        w_h_o -= learn_rate * delta_o * h.T
        b_h_o -= learn_rate * delta_o
        w_i_h -= learn_rate * delta_h * img.T
        b_i_h -= learn_rate * delta_h

    print(f"epoch {epoch + 1}: {nr_correct / len(images):.2%} right")
