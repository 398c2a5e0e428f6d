"""What Manim writes a chapter with: its file writer, with the narration's sound in the file."""

from pathlib import Path

from manim.scene.scene_file_writer import SceneFileWriter

from scenes.film import cues, mux, soundtrack


class ChapterWriter(SceneFileWriter):
    """Joins a chapter's segments and its sound into one file that appears at once; cues go beside it.

    `scene` is the chapter that this writer serves.
    """

    scene = None

    def combine_to_movie(self) -> None:
        """As Manim's own, with sound; the file is complete before it gets its name."""
        segments = [Path(name) for name in self.partial_movie_files if name is not None]
        if not segments or self.output_plan.primary_artifact.suffix not in (".mp4", ".mov"):
            super().combine_to_movie()
            return
        scene, target = self.scene, self.movie_file_path
        track = soundtrack.build(scene.cues, scene.clock)
        frames = mux.write_movie(target, segments, scene.clock.rate, track)
        if frames != scene.clock.frames_in_file:
            raise RuntimeError(f"{target}: {frames} frames are in the file, but the clock counted "
                               f"{scene.clock.frames_in_file}; the sound would drift")
        cues.write_log(target.with_suffix(".json"), scene.cues, scene.clock)
        self.print_file_ready_message(str(target))
