"""What Manim writes a chapter with: its file writer, with the narration's sound and captions in the file."""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from manim.utils.file_ops import modify_atime

from scenes.fast.encoder import FastEncoder, FastFileWriter
from scenes.film.errors import UserError
from scenes.film.join import captions, mux, soundtrack
from scenes.film.stage import cues
from scenes.film.unfinished import unfinished


class ChapterWriter(FastFileWriter):
    """Joins a chapter's segments and its sound into one file that appears at once; cues and captions go beside it.

    `scene` is the chapter that this writer serves; it must be set before the first play call.
    """

    scene: Any = None

    def _create_segment_encoder(self, target: Path) -> FastEncoder:
        return FastEncoder(target=target, spec=self.video_encoder, under=unfinished(target))

    def write_frame(self, pixels: np.ndarray, *, repeat: int = 1, changed=None) -> None:
        """As FastFileWriter does; the chapter's observers see the frame."""
        self.scene.tell("frame", pixels, repeat)
        super().write_frame(pixels, repeat=repeat, changed=changed)

    def combine_to_movie(self) -> None:
        """As Manim's own, but with sound and captions, and complete before it gets its name."""
        segments = [Path(name) for name in self.partial_movie_files if name is not None]
        artifact = self.output_plan.primary_artifact
        if not segments or artifact is None or artifact.suffix not in (".mp4", ".mov"):
            if artifact is not None and artifact.suffix in (".mp4", ".mov"):
                raise UserError(f"none of the chapter's {len(self.partial_movie_files)} play calls is among those asked for (-n)")
            super().combine_to_movie()
            if self.scene.cues:
                print("this format has no room for the narration; --format mp4 or mov has", file=sys.stderr)
            return
        scene, target, language = self.scene, self.movie_file_path, self.scene.script.language
        log = cues.log(scene)
        spoken = captions.captions([cue["words"] for cue in log["cues"]], log["frames"] / log["rate"], language)
        with ThreadPoolExecutor(1) as beside:      # encoding and filtering hold no lock of Python's
            sounding = beside.submit(soundtrack.of, scene.cues, scene.clock, scene.edition.sound(scene.name))
            scene.tell("drawn", segments, log)
            sound = sounding.result()
        movie = mux.Movie(segments, scene.clock.rate, [(sound.coded, 0)], spoken,
                          title=scene.script.title(scene.name), language=language.iso)
        frames = mux.write(movie, target)
        if frames != scene.clock.frames_in_file:
            raise RuntimeError(f"{target}: {frames} frames are in the file, but the clock counted "
                               f"{scene.clock.frames_in_file}; the sound would drift")
        captions.write_srt(target.with_suffix(".srt"), spoken)
        log["sound"] = {"loudness": sound.loudness, "true_peak": sound.true_peak}
        scene.tell("written", target, log)
        cues.write_log(target, log)
        for segment in segments:
            modify_atime(str(segment))      # what was not used for long is removed first
        self.print_file_ready_message(str(target))
