from scenes.kit.tray import Tray

self.add(Tray(run.cross_entropy[3], width=4, height=4, full=run.cross_entropy[0]))
