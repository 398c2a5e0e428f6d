import numpy as np
from scenes.kit.landscape import Landscape

x = y = np.linspace(-2, 2, 61)
self.add(Landscape(x, y, np.hypot(*np.meshgrid(x, y)) + np.cos(3 * x)))
