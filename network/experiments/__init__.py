"""Experiments: the listing trained with a setting or a line changed, and its trained nets asked what they can and cannot.

`python -m network.experiments` writes media/snapshots/experiments.npz, `--keys` says what each of its arrays holds (they
stand in keys.py). A key is GROUP.NAME: np.load(...)["zeros.accuracy"], in a chapter self.experiments.zeros.accuracy, as a
fact's or a number's source "experiments:zeros.accuracy[-1]".

real                     the real net's own run, of digits.npz, logged like the following
zeros equal narrow       all weights start at 0, at 0.01; the first layer's in -1/sqrt(inputs)..1/sqrt(inputs)
no_bias no_bend          without any bias; without the sigmoid in the hidden layer
no_hidden_layer          the images connected with the outputs at once
rate_low rate_high       learning rate divided and multiplied by 100
reseeded                 the real net's run with the next seed
squared                  the squared error descended instead of the cross-entropy
images_10 _100 _1000     on a 10th, a 100th, a 1000th of the images as many updates; none with fewer images than classes
amounts                  of these runs what the number of images comes to
neuron                   the single neuron of pixels.npz judged by all test images; what a line through the origin can do
shifts inverted          the finished net asked for moved and for inverted images
strangers                for drawn pictures that are no digit
thumbnails confused      all test images, small; those of the most common mistake
landscape                the cost over the plane in which the weights travelled furthest
knob_last knob_first     one weight of the real net turned before the first update; twin_last, twin_first: of the small one
crowd                    test images as points by their hidden values, during the run
bend curve line          one class between two others by one number; nets trained on it with and without the bend

meta.runs.NAME of each run of the listing: `changes`, [[old line, new lines], ...]; `settings` changed; `source`, all of it.
"""
