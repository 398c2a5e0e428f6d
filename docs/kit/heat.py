from scenes.kit.heat import HeatMatrix

self.add(HeatMatrix(run.w_h_o[-1], "weight", width=11, height=5.5))
