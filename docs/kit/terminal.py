from scenes.kit.terminal import Terminal

self.add(Terminal(width=11, lines=4, size=0.5).write("make FILM=mine"))
