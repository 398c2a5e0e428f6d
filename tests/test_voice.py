"""The voice: when its words are spoken, what is kept of it, and other voices behind the same interface."""

import re
import shutil
import struct
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest

from scenes.film import make as film
from scenes.film.edition import edition
from scenes.film.errors import UserError
from scenes.film.files import alone
from scenes.film.stage.clock import SAMPLE_RATE
from scenes.film.voice import model, voice
from scenes.film.voice.hibari import HibariVoice, tokens
from scenes.film.voice.recordings import Recordings
from scenes.film.voice.silent import SilentVoice
from scenes.film.voice.speech import Speech, recall, respell, spread, store, timed
from scenes.scratch.film import FILM

TEXTS = ["The output delta is o minus l, exactly the gradient.",
         "MNIST has 60,000 images. Each is 28 by 28.",
         "So w_i_h @ img, and it's 93.1 percent - isn't it?",
         "One, two, three, four, five."]


@pytest.fixture(scope="module")
def hibari():
    return HibariVoice()


class Counting:
    """A voice that beeps, and counts how often it was asked."""

    identity = "beep"

    def __init__(self):
        self.asked = 0

    def speak(self, text, pronunciations):
        self.asked += 1
        samples = np.full(SAMPLE_RATE, 0.1 * self.asked, np.float32)
        return Speech(samples, spread(text, 0, 1))


@pytest.mark.parametrize("text", TEXTS)
def test_every_written_word_has_its_time_in_order(hibari, text):
    speech = hibari.speak(text, {})
    assert [word for word, _, _ in speech.words] == text.split()
    begins = [begin for _, begin, _ in speech.words]
    assert begins == sorted(begins) and len(set(begins)) >= len(begins) - 1
    assert all(0 <= begin <= end <= speech.duration for _, begin, end in speech.words)


@pytest.mark.parametrize("text, said", [("It falls to \u22125.", "mˈInəs fˈIv"), ("Of 3\u22125.", "θɹˈi mˈInəs fˈIv")])
def test_a_minus_sign_is_said(hibari, text, said):
    assert said in hibari.phonemes(text, {})
    assert hibari.speak(text, {}).duration > hibari.speak(text.replace("\u2212", ""), {}).duration + 0.2


@pytest.mark.parametrize("text", ["\u0645\u0631\u062d\u0628\u0627 " * 4, "\u4f60\u597d \u4e16\u754c " * 4, "\U0001F600 " * 12])
def test_what_the_voice_cannot_say_is_told_and_lasts_as_long_as_reading_it(hibari, tmp_path, capsys, text):
    for _ in range(2):      # the second one has its clip already
        speech = voice.Voice("hibari", hibari, {}, tmp_path).speak(text, "intro", "one")
        assert speech.duration > 1.1 and [word for word, _, _ in speech.words] == text.split()
        assert capsys.readouterr().err.count("intro, one: voice hibari can say nothing of it") == 1


SAID = ["It is 5 \u00b1 2 \u00d7 3.", "Na\u00efve caf\u00e9s \u2014 \u201cso\u201d\u2026",
        "5 \u2212 3 = \u22122, x\u00b2 and \u03b1."]
UNSAID = {"Hello \u4f60\u597d world.": ["\u4f60\u597d"], "Great\U0001F600, isn't it?": ["Great\U0001F600,"],
          "If x \u2260 y \u2264 z.": ["\u2260", "\u2264"],
          "A \u0939\u093f\u0928\u094d\u0926\u0940 word.": ["\u0939\u093f\u0928\u094d\u0926\u0940"]}


@pytest.mark.parametrize("text, words", [*UNSAID.items(), *((text, []) for text in SAID)])
def test_words_that_the_voice_leaves_out_are_told_once_in_each_run(hibari, tmp_path, capsys, text, words):
    for _ in range(2):      # the second one has its clip already
        speaking = voice.Voice("hibari", hibari, {}, tmp_path)
        for _ in range(2):
            speaking.speak(text, "intro", "one")
        told = capsys.readouterr().err.splitlines()
        assert [line.partition(";")[0] for line in told] == [f"intro, one: voice hibari cannot say {word}" for word in words]


def test_a_word_with_a_pronunciation_is_said(hibari, tmp_path, capsys):
    speaking = voice.Voice("hibari", hibari, {"\u2260": "is not", "\u4f60": "/n\u02c8i/"}, tmp_path)
    speaking.speak("Here x \u2260 y, and \u4f60 too.", "intro", "one")
    assert capsys.readouterr().err == ""


def test_who_leaves_it_to_another_process_does_not_tell(hibari, tmp_path, capsys):
    helper, speaking = (voice.Voice("hibari", hibari, {}, tmp_path) for _ in range(2))
    helper.tells = False
    speaking.tell("Hello \u4f60 there.", "intro", "one")      # there is no clip yet
    helper.speak("Hello \u4f60 there.", "intro", "one")
    assert capsys.readouterr().err == ""
    speaking.tell("Hello \u4f60 there.", "intro", "one")
    speaking.tell("Hello \u4f60 there.", "intro", "one")
    assert capsys.readouterr().err.count("cannot say \u4f60") == 1


@pytest.mark.parametrize("text", ["Chapter IV", "Chapter IV begins here.", "5 %", "It is 5 % of it.", "x = 3",
                                  "3 < 4 & 5.", "Yes - no.", "A - - b.", "-", "What?! No. - Yes.",
                                   "h pre is - h.", "\u2026 and so"])
def test_words_that_are_spelled_otherwise_than_spoken_have_times(hibari, text):
    speech = hibari.speak(text, {"h pre": "aitch pree"})
    assert [word for word, _, _ in speech.words] == text.split()
    assert all(0 <= begin < end <= speech.duration for _, begin, end in speech.words)
    assert all(one[2] <= other[1] for one, other in zip(speech.words, speech.words[1:]))


@pytest.mark.parametrize("text, word, longer", [
    ("Chapter IV", 1, 0.2), ("5 %", 1, 0.3), ("Let x = 3 now.", 2, 0.25), ("3 < 4 & 5.", 1, 0.3),
    ("The h pre.", 1, 0.15)])
def test_such_a_word_has_the_time_in_which_it_is_heard(hibari, text, word, longer):
    _, begin, end = hibari.speak(text, {"h pre": "aitch pree"}).words[word]
    assert longer < end - begin < 0.6


class Sounding:
    """A voice that makes a sound, and tells of its words what it is given."""

    identity = "sounding"

    def __init__(self, *words):
        self.words = list(words)

    def speak(self, text, pronunciations):
        return Speech(np.full(2 * SAMPLE_RATE, 0.1, np.float32), self.words)


@pytest.mark.parametrize("speaker", [Sounding(), Sounding(("Chapter", 0.0, 1.0)), SilentVoice(), HibariVoice()],
                         ids=["no times", "times of other words", "silent", "hibari"])
@pytest.mark.parametrize("text", ["Chapter IV", "5 %", "x = 3", "Yes - no."])
def test_every_voice_has_a_time_for_every_word(tmp_path, speaker, text):
    speech = voice.Voice("any", speaker, {}, tmp_path).speak(text, "chapter", "key")
    assert [word for word, _, _ in speech.words] == text.split()
    assert all(0 <= begin < end <= speech.duration for _, begin, end in speech.words)


def test_recordings_have_a_time_for_every_word(tmp_path):
    write_wav(tmp_path / "takes/intro/one.wav", 1.5, 440)
    speaking = voice.Voice("folder", Sounding(), {}, tmp_path / "clips", Recordings(tmp_path / "takes"))
    words = speaking.speak("Hello - there.", "intro", "one").words
    assert [word for word, _, _ in words] == ["Hello", "-", "there."]
    assert words[0][1] == pytest.approx(0.08, abs=0.01) and words[-1][2] == pytest.approx(1.58, abs=0.01)


def test_the_models_own_durations_fill_the_sound(hibari):
    phonemes = model.read(tokens(TEXTS[0], hibari._tts.g2p))
    feed = {"ids": np.array([hibari._tts.ids(phonemes)]), "speed": np.ones(1, np.float32)}
    outputs = hibari._tts.sess.run([output.name for output in hibari._tts.sess.get_outputs()], feed)
    frames, durations = outputs[0].shape[2], outputs[6].ravel()
    assert len(durations) == len(feed["ids"][0])
    assert frames % durations.sum() == 0


def rises(samples, begin):
    """How much louder 0.1 s after a moment is at its loudest than 0.1 s before it at its quietest."""
    step = round(0.02 * SAMPLE_RATE)
    energy = np.sqrt((samples[:len(samples) // step * step].reshape(-1, step) ** 2).mean(1))
    at = round(begin / 0.02)
    return energy[at:at + 6].max() / energy[max(at - 5, 0):at + 1].min()


def test_words_after_a_pause_begin_where_the_sound_rises(hibari):
    speech = hibari.speak("One, two, three, four, five.", {})
    begins = [begin for _, begin, _ in speech.words[1:]]
    assert min(rises(speech.samples, begin) for begin in begins) > 4
    assert min(rises(speech.samples, begin + 0.12) for begin in begins) < 2


def test_the_same_text_gives_the_same_sound(hibari):
    first, second = (hibari.speak(TEXTS[0], {}) for _ in range(2))
    assert np.array_equal(first.samples, second.samples) and first.words == second.words


def test_silence_around_a_line_is_trimmed(hibari):
    speech = hibari.speak(TEXTS[3], {})
    loud = np.flatnonzero(np.abs(speech.samples) > 0.01) / SAMPLE_RATE
    assert loud[0] < 0.1 and speech.duration - loud[-1] < 0.25


def test_a_voice_without_durations_is_timed_in_proportion(hibari, monkeypatch):
    monkeypatch.setattr(hibari, "_timed", False)
    assert hibari.speak(TEXTS[0], {}).words == []
    speech = timed(hibari.speak(TEXTS[0], {}), TEXTS[0])
    assert [word for word, _, _ in speech.words] == TEXTS[0].split()
    assert speech.words[0][1] < 0.2 and speech.words[-1][2] > speech.duration - 0.3


def test_pronunciations_replace_whole_words_only(hibari):
    said = {"MNIST": "/ˈɛmnˌɪst/", "h pre": "aitch pree"}
    assert respell("MNIST, EMNIST: h pre.", said) == "[MNIST](/ˈɛmnˌɪst/), EMNIST: aitch pree."
    assert "ˈɛmnˌɪst" in hibari.phonemes("This is MNIST.", said)
    words = hibari.speak("This is MNIST, and it's large.", said).words
    assert [word for word, _, _ in words] == "This is MNIST, and it's large.".split()


def test_a_line_is_spoken_once(tmp_path):
    speaker = Counting()
    speaking = voice.Voice("beep", speaker, {"x": "ex"}, tmp_path)
    first = speaking.speak("A line.", "chapter", "key")
    again = voice.Voice("beep", speaker, {"x": "ex"}, tmp_path).speak("A line.", "other", "key")
    assert speaker.asked == 1
    assert np.array_equal(first.samples, again.samples) and first.words == again.words


@pytest.mark.parametrize("change", ["text", "pronunciation", "voice"])
def test_what_decides_the_sound_decides_the_clip(tmp_path, change):
    speaker = Counting()
    plain = voice.Voice("beep", speaker, {"x": "ex"}, tmp_path)
    other = voice.Voice("beep", Counting(), {"x": "eks" if change == "pronunciation" else "ex"}, tmp_path)
    other.speaker.identity = "beep 2" if change == "voice" else "beep"
    text = "Another x." if change == "text" else "An x."
    assert plain.key("An x.", "c", "k") != other.key(text, "c", "k")
    assert plain.key("Nothing of it.", "c", "k") == voice.Voice("beep", speaker, {}, tmp_path).key(
        "Nothing of it.", "c", "k")


def test_a_clip_is_made_again_when_texts_are_prepared_or_sounds_cut_otherwise(tmp_path, monkeypatch):
    package, name = tmp_path / "voice", "hibari.py"
    shutil.copytree(voice.HERE, package, ignore=shutil.ignore_patterns("__pycache__"))
    assert voice.code(package) == voice.code(voice.HERE)
    speaking = voice.Voice("beep", Counting(), {}, tmp_path)
    before, source = speaking.key("It falls to \u22125.", "c", "k"), (package / name).read_text(encoding="utf-8")
    for change, differs in (("# another comment\n" + source, False), (source.replace('" minus "', '" less "'), True)):
        (package / name).write_text(change, encoding="utf-8")
        voice.code.cache_clear()
        monkeypatch.setattr(voice, "HERE", package)
        assert (speaking.key("It falls to \u22125.", "c", "k") != before) == differs


def test_a_damaged_clip_is_made_again(tmp_path):
    speaker = Counting()
    speaking = voice.Voice("beep", speaker, {}, tmp_path)
    speaking.speak("A line.", "c", "k")
    [clip] = tmp_path.glob("*.npz")
    clip.write_bytes(clip.read_bytes()[:1000])
    speaking.speak("A line.", "c", "k")
    assert speaker.asked == 2 and recall(clip).duration == 1


def test_clips_written_at_the_same_time_are_whole(tmp_path):
    path = tmp_path / "clip.npz"
    clips = [Speech(np.full(200_000, i, np.float32), [("a", 0.0, 1.0)]) for i in range(8)]
    store(clips[0], path)
    with ThreadPoolExecutor(8) as pool:
        writing = [pool.submit(store, clip, path) for clip in clips * 4]
        seen = [recall(path) for _ in range(60)]
        [future.result() for future in writing]
    assert all(clip is not None and len(set(clip.samples.tolist())) == 1 for clip in seen)
    assert [file.name for file in tmp_path.iterdir()] == ["clip.npz"]


def test_no_voice_takes_the_time_of_reading():
    short, long = (SilentVoice().speak(text, {}) for text in ("No.", "x" * 140))
    assert not short.samples.any() and short.duration >= 1
    assert long.duration == pytest.approx(10)


def write_wav(path, seconds, frequency, rate=22050):
    path.parent.mkdir(parents=True, exist_ok=True)
    time = np.arange(round(seconds * rate)) / rate
    sound = 0.3 * np.sin(2 * np.pi * frequency * time)
    quiet = np.zeros(rate // 2)
    samples = (32767 * np.concatenate([quiet, sound, quiet])).astype("<i2")
    with av.open(str(path), "w") as file:
        stream = file.add_stream("pcm_s16le", rate=rate, layout="mono")
        frame = av.AudioFrame.from_ndarray(samples[None], format="s16", layout="mono")
        frame.sample_rate = rate
        file.mux([*stream.encode(frame), *stream.encode()])


def test_own_recordings_come_first_and_others_are_filled_in(tmp_path, capsys):
    write_wav(tmp_path / "takes/intro/one.wav", 1.5, 440)
    speaker = Counting()
    speaking = voice.Voice("folder", speaker, {}, tmp_path / "clips", Recordings(tmp_path / "takes"))
    own = speaking.speak("Hello there.", "intro", "one")
    filled = speaking.speak("Hello there.", "intro", "two")
    assert speaker.asked == 1 and filled.duration == 1
    assert own.duration == pytest.approx(1.66, abs=0.02)      # silence around it is cut to 0.08 s
    spectrum = np.abs(np.fft.rfft(own.samples))
    assert spectrum.argmax() * SAMPLE_RATE / len(own.samples) == pytest.approx(440, abs=2)
    assert "intro/two.wav" in capsys.readouterr().err


def test_a_new_take_is_noticed(tmp_path):
    write_wav(tmp_path / "takes/intro/one.wav", 1.5, 440)
    speaking = voice.Voice("folder", Counting(), {}, tmp_path / "clips", Recordings(tmp_path / "takes"))
    speaking.speak("Hello there.", "intro", "one")
    write_wav(tmp_path / "takes/intro/one.wav", 2.5, 440)
    assert speaking.speak("Hello there.", "intro", "one").duration > 2


def test_what_is_not_recorded_is_told_in_each_run_and_once(tmp_path, capsys):
    (tmp_path / "takes").mkdir()
    for _ in range(2):      # the second one has its clip already
        speaking = voice.Voice("folder", Counting(), {}, tmp_path / "clips", Recordings(tmp_path / "takes"))
        speaking.speak("Hello there.", "intro", "two")
        speaking.speak("Hello there.", "intro", "two")
        assert capsys.readouterr().err.count("intro/two.wav: not recorded yet") == 1


def test_what_is_not_recorded_is_silent_in_a_language_that_the_default_voice_does_not_speak(tmp_path, capsys):
    write_wav(tmp_path / "takes/intro/one.wav", 1.5, 440)
    film = replace(FILM, root=tmp_path)
    speaking = voice.of(edition(film, {}, language="es", voice=f"folder:{tmp_path / 'takes'}"))
    own, missing = (speaking.speak("Hola a todos.", "intro", key) for key in ("one", "two"))
    assert own.samples.any() and not missing.samples.any() and missing.duration > 0.5
    assert "two.wav: not recorded yet, it stays silent" in capsys.readouterr().err


def test_a_recordings_ending_may_be_in_capitals(tmp_path):
    write_wav(tmp_path / "intro/again.wav", 1.5, 440)
    (tmp_path / "intro/again.wav").rename(tmp_path / "intro/again.WAV")
    assert Recordings(tmp_path).read("intro", "again").duration == pytest.approx(1.66, abs=0.02)


def float_wav(path, samples, rate=SAMPLE_RATE):
    path.parent.mkdir(exist_ok=True)
    data = samples.astype("<f4").tobytes()
    form = struct.pack("<HHIIHH", 3, 1, rate, rate * 4, 4, 32)
    path.write_bytes(b"RIFF" + struct.pack("<I", 36 + len(data)) + b"WAVEfmt " + struct.pack("<I", 16) + form
                     + b"data" + struct.pack("<I", len(data)) + data)


@pytest.mark.parametrize("hiss", [-70, -44, -36])
def test_hiss_around_a_voice_is_cut_like_silence(tmp_path, hiss):
    rng = np.random.default_rng(0)
    tone = np.pad(0.3 * np.sin(2 * np.pi * 440 * np.arange(SAMPLE_RATE) / SAMPLE_RATE), SAMPLE_RATE)
    float_wav(tmp_path / "intro/one.wav", tone + rng.normal(0, 10 ** (hiss / 20), len(tone)))
    assert Recordings(tmp_path).read("intro", "one").duration == pytest.approx(1.16, abs=0.04)


@pytest.mark.parametrize("samples, rate, told", [
    (np.full(9000, np.nan), SAMPLE_RATE, "no numbers"), (np.full(9000, 1e9), SAMPLE_RATE, "full scale"),
    (np.ones(9000), 1, "1 samples a second"), (np.ones(4000 * 601), 4000, "longer than 10 minutes")])
def test_a_recording_that_no_microphone_made_is_told(tmp_path, samples, rate, told):
    float_wav(tmp_path / "intro/one.wav", samples, rate)
    with pytest.raises(UserError, match=told):
        Recordings(tmp_path).read("intro", "one")


@pytest.mark.parametrize("content", [b"", b"not a sound" * 100])
def test_a_recording_that_is_none_is_named(tmp_path, content):
    (tmp_path / "intro").mkdir()
    (tmp_path / "intro/one.wav").write_bytes(content)
    with pytest.raises(UserError, match=re.escape(str(tmp_path / "intro/one.wav"))):
        Recordings(tmp_path).read("intro", "one")


def test_a_silent_recording_is_named(tmp_path):
    write_wav(tmp_path / "intro/one.wav", 1, 0)
    with pytest.raises(UserError, match="no sound"):
        Recordings(tmp_path).read("intro", "one")


@pytest.mark.parametrize("name, problem", [
    ("nobody", "unknown voice 'nobody'"), ("hibari:nobody", "nobody"), ("folder:/nowhere", "/nowhere"),
    ("piper", "unknown voice"), ("piper:model.onnx", "piper-tts|no such file")])
def test_a_voice_that_is_none_is_named(name, problem):
    with pytest.raises(UserError, match=problem):
        voice.of(edition(FILM, {}, voice=name))


def test_many_missing_lines_are_spoken_by_several_processes(monkeypatch, tmp_path):
    silent = edition(FILM, {}, voice="none")
    speaker = voice.of(silent)
    lines = {"probe": {str(i): f"Line {i} of {tmp_path}, which nobody else says." for i in range(2 * film.FEW_LINES)}}
    spoken = [(text, "probe", key) for key, text in lines["probe"].items()]
    monkeypatch.setattr(speaker.speaker, "speak", None)      # this process may not
    try:
        with film.speaking(silent, lines, 2):
            assert all(speaker.is_spoken(*line) for line in spoken)      # before the block
    finally:
        for line in spoken:
            speaker._clip(*line).unlink(missing_ok=True)


def test_few_missing_lines_are_spoken_by_another_process_beside_what_this_one_does(monkeypatch, tmp_path):
    silent, text = edition(FILM, {}, voice="none"), f"A line of {tmp_path}, which nobody else says."
    speaker, clip = voice.of(silent), (text, "probe", "one")
    file, begun, executor = speaker._clip(*clip), [], film.workers.executor
    monkeypatch.setattr(speaker.speaker, "speak", None)      # this process may not
    monkeypatch.setattr(film.workers, "executor", lambda count: begun.append(count) or executor(count))
    try:
        with ExitStack() as block:
            with alone(file.with_name(voice.LOCK), int(file.stem[:voice.LOCKED], 16)):     # nobody else can speak it
                block.enter_context(film.speaking(silent, {"probe": {"one": text}}, 2))
                assert not file.exists()
        assert begun == [1] and speaker.is_spoken(*clip)
    finally:
        file.unlink(missing_ok=True)


def test_nothing_is_begun_where_no_line_is_missing(monkeypatch):
    monkeypatch.setattr(film.workers, "executor", None)
    with film.speaking(edition(FILM, {}, voice="none"), {"probe": {}}, 2):
        pass


SPEAKING = """
import sys, time
from pathlib import Path
import numpy as np
from scenes.film.voice.speech import Speech
from scenes.film.voice.voice import Voice

class Slow:
    identity = credit = "slow"

    def speak(self, text, pronunciations):
        print(text, flush=True)
        time.sleep(1)
        return Speech(np.ones(4800, np.float32))

Voice("slow", Slow(), {}, Path(sys.argv[1])).speak(sys.argv[2], "probe", "one")
"""


def test_a_line_is_spoken_by_one_process_and_others_wait_for_it(tmp_path):
    def begin(text):
        return subprocess.Popen([sys.executable, "-c", SPEAKING, str(tmp_path), text], cwd=Path(__file__).parents[1],
                                stdout=subprocess.PIPE, text=True)

    speaking = [begin("Same."), begin("Same."), begin("Other.")]
    assert sorted(process.communicate()[0].strip() for process in speaking) == ["", "Other.", "Same."]
    assert not any(process.returncode for process in speaking)
    assert len([*tmp_path.glob("*.npz")]) == 2


ENDING = """
import sys, time
from pathlib import Path
import numpy as np
from scenes.film.voice.speech import Speech
from scenes.film.voice.voice import Voice

class Slow:
    identity = credit = "slow"

    def speak(self, text, pronunciations):
        print("begins", flush=True)
        time.sleep(0.5)
        print("ends", flush=True)
        return Speech(np.ones(4800, np.float32))

Voice("slow", Slow(), {}, Path(sys.argv[1])).speak_ahead({"one": "One.", "two": "Two."}, "probe")
time.sleep(0.1)
sys.exit(2)
"""


def test_a_process_ends_when_the_line_is_done_that_is_being_spoken(tmp_path):
    """A model that is at work while Python ends aborts it."""
    done = subprocess.run([sys.executable, "-c", ENDING, str(tmp_path)], cwd=Path(__file__).parents[1], capture_output=True,
                          text=True)
    assert (done.returncode, done.stdout.split(), done.stderr) == (2, ["begins", "ends"], "")
    assert len([*tmp_path.glob("*.npz")]) == 1
