"""The small film for the web: half as many pictures, half as high, with the sound and the chapters of the large one."""

from fractions import Fraction

import av
import numpy as np
import pytest

from scenes.film.join import small

FRAMES, RATE = 90, 60


@pytest.fixture
def film(tmp_path):
    """A film of 1.5 seconds, 320 x 1080 at 60 pictures a second, whose grey grows, with a tone and two chapters."""
    path = tmp_path / "film.mp4"
    with av.open(str(path), "w") as output:
        video = output.add_stream("libx264", rate=RATE)
        video.width, video.height, video.pix_fmt = 320, 1080, "yuv420p"
        audio = output.add_stream("aac", rate=48_000, layout="mono")
        output.metadata["title"] = "A test"
        output.set_chapters([{"id": k, "start": 45 * k, "end": 45 * (k + 1), "time_base": Fraction(1, RATE),
                              "metadata": {"title": name}} for k, name in enumerate(("one", "two"))])
        for k in range(FRAMES):
            picture = av.VideoFrame.from_ndarray(np.full((1080, 320, 3), 2 * k, np.uint8))
            output.mux(video.encode(picture))
        tone = np.sin(np.arange(72_000) / 20).astype(np.float32)[None]
        sound = av.AudioFrame.from_ndarray(0.1 * tone, "fltp", "mono")
        sound.rate = 48_000
        output.mux(audio.encode(sound))
        for stream in (video, audio):
            output.mux(stream.encode(None))
    return path


def test_it_is_smaller_and_as_long(film, tmp_path):
    size = small.write(film, tmp_path / "small.mp4")
    with av.open(str(tmp_path / "small.mp4")) as made, av.open(str(film)) as source:
        video, large = made.streams.video[0], source.streams.video[0]
        assert (video.height, video.width) == (720, 214) and video.average_rate == 30
        assert float(video.duration * video.time_base) == pytest.approx(float(large.duration * large.time_base), abs=0.05)
        assert made.metadata["title"] == "A test" and [c["metadata"]["title"] for c in made.chapters()] == ["one", "two"]
        greys = [picture.to_ndarray(format="gray").mean() for picture in made.decode(video)]
    assert size == (tmp_path / "small.mp4").stat().st_size < small.MOST
    assert len(greys) == FRAMES / 2 and np.diff(greys).min() > 0


def test_the_sound_is_that_of_the_large_one(film, tmp_path):
    small.write(film, tmp_path / "small.mp4")
    packets = []
    for path in (film, tmp_path / "small.mp4"):
        with av.open(str(path)) as movie:
            packets.append([(packet.pts, bytes(packet)) for packet in movie.demux(audio=0) if packet.size])
    assert packets[0] == packets[1] != []
