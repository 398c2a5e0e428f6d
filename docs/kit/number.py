from scenes.kit.text import Number
from scenes.kit.theme import TITLE, role

cost = run.cross_entropy[-1]
self.add(Number(cost, 3, source="digits:cross_entropy[-1]", size=3 * TITLE, color=role("error")))
