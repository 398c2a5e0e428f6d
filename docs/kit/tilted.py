from scenes.kit.tilted import TiltedImage, square_at, turned_aside

tilted = TiltedImage(run.probe_images[7], square_at((-2, 0), 5), turned_aside((3, 0), 5))
self.add(tilted.show(0.6))
