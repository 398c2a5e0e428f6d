"""The default voice: hibari-tts, offline, the same sound for the same text.

The model predicts how long each phoneme lasts; a copy of it in memory is given that tensor as one more output,
so that the moment of every word is known and not guessed.
"""

import difflib
from collections import Counter
from contextlib import suppress
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

import numpy as np

from scenes.film.errors import UserError
from scenes.film.voice.speech import SAMPLE_RATE, Speech, respell, spread, voiced

DURATIONS = "/Clip_output_0"   # frames per phoneme; in the model's graph just before they are summed up
LEAD, TAIL, BETWEEN = 0.03, 0.10, 0.42   # seconds of silence kept: before, after, between sentences
SEED = 0
SURE = 0.5       # share of a token's letters that come from a word, from which on it is that word
TIMING = 2     # another number when words are timed differently, so that clips with other times are not used


class HibariVoice:
    """Speaks English with hibari-tts; `name` is one of its voices."""

    def __init__(self, name: str = "heart"):
        try:
            from hibari.voices import VOICES
        except ImportError as error:
            raise UserError(f"the voice cannot be loaded ({error}); run: pip install hibari-tts") from None
        if name not in VOICES:
            raise UserError(f"voice hibari:{name}: there is none; voices are {', '.join(VOICES)}")
        self.name = name
        self.identity = f"hibari {version('hibari-tts')} {name} {SEED} {LEAD} {TAIL} {BETWEEN} {TIMING}"

    @cached_property
    def _tts(self):
        """The synthesizer; loaded only when a line is to be spoken, since the clips may be there already."""
        try:
            import onnxruntime
            from hibari import Hibari
            tts = Hibari(voice=self.name)
        except (ImportError, ValueError, RuntimeError) as error:
            raise UserError(f"voice hibari:{self.name} cannot be loaded ({error})") from None
        model = _with_output(Path(tts.model_path).read_bytes(), DURATIONS)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        with suppress(Exception):  # another model: onnxruntime has no narrower class for a missing tensor
            tts.sess = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        return tts

    @cached_property
    def _timed(self):
        """Whether the model tells how long each phoneme lasts."""
        return DURATIONS in [output.name for output in self._tts.sess.get_outputs()]

    def speak(self, text: str, pronunciations: dict[str, str]) -> Speech:
        """Say a line; pronunciations maps a word as written to /phonemes/ or to another spelling."""
        from scipy.signal import resample_poly
        parts, words, offset = [], [], 0.0
        sentences = self._tts.split_sentences(text)
        rng = np.random.default_rng(SEED)
        for i, sentence in enumerate(sentences):
            samples, times = self._sentence(sentence, pronunciations, rng)
            start, end = voiced(samples, self._tts.sample_rate)
            cut = max(start - LEAD, 0) if i == 0 else start
            gap = TAIL if i == len(sentences) - 1 else BETWEEN
            parts.append(_cut(samples, cut, end + gap, self._tts.sample_rate))
            shift = offset - cut
            words += [(word, *(np.clip((a, b), start, end) + shift).tolist()) for word, a, b in times]
            offset += len(parts[-1]) / self._tts.sample_rate
        sound = resample_poly(np.concatenate(parts), SAMPLE_RATE, self._tts.sample_rate)
        return Speech(sound.astype(np.float32), words)

    def phonemes(self, text: str, pronunciations: dict[str, str]) -> str:
        """How a line will be read, in the model's alphabet."""
        return " ".join(self._tts.phonemize(respell(text, pronunciations)))

    def _sentence(self, sentence, pronunciations, rng):
        tokens = self._tokens(respell(sentence, pronunciations))
        phonemes = "".join((t.phonemes or "") + (" " if t.whitespace else "") for t in tokens).rstrip()
        ids = self._tts.ids(phonemes)
        feed = {"ids": np.asarray([ids], np.int64), "speed": np.ones(1, np.float32)}
        outputs = self._tts.sess.run([o.name for o in self._tts.sess.get_outputs()], feed)
        from hibari import dsp
        samples = dsp.synth(*(part[0] for part in outputs[:6]), rng)
        length = len(samples) / self._tts.sample_rate
        if not self._timed:
            return samples, []
        edges = np.concatenate([[0], np.cumsum(outputs[6].ravel())])
        return samples, _word_times(sentence, tokens, edges * (length / edges[-1]), self._tts.vocab)

    def _tokens(self, text):
        from hibari.g2p.normalize import normalize
        return self._tts.g2p.phonemize_tokens(self._tts.g2p.tokenize(normalize(text)))


def _word_times(sentence, tokens, edges, vocab):
    """Times of the written words: tokens carry the phonemes, letters tie tokens to words.

    edges (L+1,): the second at which each of the L ids begins; id 0 and id L-1 are silence. A word of which nothing
    is heard, such as a dash, has the pause that it stands in.
    """
    words = sentence.split()
    owners = _owners(words, [token.text for token in tokens])
    sounding: dict[int, tuple[float, float]] = {}
    position = 1
    for token, owner in zip(tokens, owners):
        count = sum(c in vocab for c in token.phonemes or "")
        begin, end = float(edges[position]), float(edges[position + count])
        if count:
            sounding[owner] = sounding.get(owner, (begin,))[0], end
        position += count + bool(token.whitespace)
    times = []
    for i, word in enumerate(words):
        if i in sounding:
            times.append((word, *sounding[i]))
        elif i == 0 or i - 1 in sounding:
            following = min((k for k in sounding if k > i), default=len(words))
            end = sounding[following][0] if following in sounding else float(edges[-1])
            times += spread(" ".join(words[i:following]), times[-1][2] if times else float(edges[0]), end)
    return times


def _owners(words, tokens):
    """For each token the index of the word it belongs to, in order.

    Tokens that are spelled differently from what is written, as "equals" for "=", belong to the words between those of
    the tokens around them; if there is none, to the word with which they share a letter, or else to the one before.
    """
    likely = _likely(words, tokens)
    sure = {token: word for token, (word, share) in likely.items() if share >= SURE}
    owners: list[int] = []
    first = 0
    while first < len(tokens):
        end = next((i for i in range(first, len(tokens)) if i in sure), len(tokens))
        before, after = owners[-1] if owners else -1, sure.get(end, len(words))
        free = range(before + 1, after)
        for i in range(first, end):
            between = free[(i - first) * len(free) // (end - first)] if free else likely.get(i, (before, 0))[0]
            owners.append(max(between, before, 0))
        owners += [sure[end]] if end in sure else []
        first = end + 1
    return owners


def _likely(words, tokens):
    """{token: (word with which it shares most letters in order, share of the token's letters)}, both as indices."""
    letters = [(c.lower(), i) for i, word in enumerate(words) for c in word]
    spoken = [(c.lower(), i) for i, token in enumerate(tokens) for c in token if not c.isspace()]
    matcher = difflib.SequenceMatcher(None, [c for c, _ in letters], [c for c, _ in spoken], autojunk=False)
    shared = Counter((spoken[b + k][1], letters[a + k][1])
                     for a, b, size in matcher.get_matching_blocks() for k in range(size))
    return {token: (word, count / len(tokens[token])) for (token, word), count in reversed(shared.most_common())}


def _cut(samples, start, end, rate):
    """The part of a clip between two moments in seconds, filled up with silence where the clip ends."""
    first, last = round(start * rate), round(end * rate)
    return np.pad(samples[first:last], (0, max(last - len(samples), 0)))


def _with_output(model: bytes, tensor: str) -> bytes:
    """A model (ONNX ModelProto) with one more graph output.

    Protocol buffers merge a repeated appearance of a message field, so a second ModelProto.graph (field 7)
    that holds only GraphProto.output (field 12) with its ValueInfoProto.name (field 1) is all it takes.
    """
    return model + _field(7, _field(12, _field(1, tensor.encode())))


def _field(number: int, data: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(data)) + data


def _varint(value: int) -> bytes:
    head = bytearray()
    while value > 127:
        head.append(value & 127 | 128)
        value >>= 7
    return bytes(head + bytearray([value]))
