from scenes.kit.mosaic import Mosaic, weight_pictures

changed = run.w_i_h[-1] - run.w_i_h[0]
self.add(Mosaic(weight_pictures(changed, abs(changed).max()), 12, 6.5))
