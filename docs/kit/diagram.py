from scenes.kit.diagram import NetworkDiagram

net = NetworkDiagram(small.sizes, width=9, spacing=1.2, radius=0.5)
net.set_weights(0, small.w_i_h[-1]).set_weights(1, small.w_h_o[-1])
for i, neuron in enumerate(net.layers[1]):
    neuron.show(float(small.h[-1, 0, i, 0]), f"pixels:h[-1,0,{i},0]")
self.add(net)
