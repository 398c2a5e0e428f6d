from scenes.kit.matrix import Matrix

self.add(Matrix(small.w_i_h[0], "weight", source="pixels:w_i_h[0]", cell=(2, 1.1), text_size=0.5))
