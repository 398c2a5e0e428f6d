from scenes.kit.bars import OutputBars

classes = run.meta["classes"]
self.add(OutputBars(run.o[-1, 3], classes, width=11, height=5, source="digits:meta.classes", text_size=0.4))
