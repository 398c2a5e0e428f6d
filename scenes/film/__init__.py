"""The engine: from a film's chapters and script to the finished film. Where it is imported before Manim, Manim is as it
comes."""

from scenes.film.as_it_comes import AsItComes

AsItComes.watch()
