"""The small net after its first update: all moments that its run has logged, one after the other."""

from collections.abc import Callable

import numpy as np

from scenes.kit.diagram import NetworkDiagram, neuron_fill
from scenes.kit.scales import largest
from scenes.kit.text import Number
from scenes.kit.theme import ink_on
from scenes.kit.tray import Tray
from scenes.scratch import first_cost

FROM = 1         # the moment after the first update


def moment_at(run, share: float) -> int:
    """The logged moment at a share of the way from the first update to the last, on a logarithmic scale of updates."""
    ways = np.log(run.updates[FROM:] / run.updates[FROM])
    return FROM + int(np.searchsorted(ways, share * ways[-1], "right")) - 1


def learning_on(run, net: NetworkDiagram, box: Tray, cost: Number, count: Number) -> Callable[[float], None]:
    """A function of a share of the way: net, tray and both numbers show what the run has logged then, of its first image."""
    def show(share: float) -> None:
        moment = moment_at(run, share)
        show_moment(run, net, moment)
        left = first_cost.cost(run, moment)
        box.show(left)
        cost.set_value(left).source = f"pixels:{first_cost.key(str(moment))}"
        count.set_value(int(run.updates[moment])).source = f"pixels:updates[{moment}]"
    return show


def show_moment(run, net: NetworkDiagram, moment: int) -> None:
    """The small net with its weights at a logged moment, and what its first image makes of its neurons then."""
    for k, (w, b) in enumerate(((run.w_i_h, run.b_i_h), (run.w_h_o, run.b_h_o))):
        scale = max(largest(w[0]), largest(w[moment]))
        net.set_weights(k, w[moment], scale=scale, bias=b[moment])
    for layer, key in zip(net.layers[1:], "ho", strict=True):
        for i, neuron in enumerate(layer):
            value = float(getattr(run, key)[moment, 0, i, 0])
            fill = neuron_fill(value, "activation", 1)
            neuron.paint(fill)
            neuron.number.set_value(value).set_fill(ink_on(fill)).source = f"pixels:{key}[{moment},0,{i},0]"
