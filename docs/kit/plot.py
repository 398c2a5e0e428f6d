from scenes.kit.plot import Plot

plot = Plot((0, 180_000), (0, 1), 11, 5.5, y_ticks=(0, 1), y_label="share that is right", text_size=0.3)
self.add(plot, plot.curve(run.running_updates, run.running_accuracy, "target"))
