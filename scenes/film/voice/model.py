"""What the voices from a model share: a graph that also tells how long each phoneme lasts, the times of the words that
come of it, and sentences cut and joined to a line."""

import difflib
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from scenes.film.voice.speech import SAMPLE_RATE, Speech, spread, voiced

LEAD, TAIL, BETWEEN = 0.03, 0.10, 0.42   # seconds of silence kept: before, after, between sentences
SURE = 0.5       # share of a token's letters that come from a word, from which on it is that word

Words = list[tuple[str, float, float]]


def session(model: bytes, threads: int = 1):
    """An onnxruntime session of a model: on one core, since chapters are made beside each other."""
    import onnxruntime
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = threads
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def join(sentences: Sequence[str], say: Callable[[str], tuple[np.ndarray, Words]], rate: int) -> Speech:
    """A line from its sentences: say(sentence) gives samples (n,) at a rate, and words as Speech has them."""
    from scipy.signal import resample_poly
    parts: list[np.ndarray] = []
    words: Words = []
    offset = 0.0
    for i, sentence in enumerate(sentences):
        samples, times = say(sentence)
        start, end = voiced(samples, rate)
        cut = max(start - LEAD, 0) if i == 0 else start
        gap = TAIL if i == len(sentences) - 1 else BETWEEN
        parts.append(_cut(samples, cut, end + gap, rate))
        shift = offset - cut
        words += [(word, *(np.clip((a, b), start, end) + shift).tolist()) for word, a, b in times]
        offset += len(parts[-1]) / rate
    return Speech(resample_poly(np.concatenate(parts), SAMPLE_RATE, rate).astype(np.float32), words)


def _cut(samples, start, end, rate):
    """The part of a clip between two moments in seconds, filled up with silence where the clip ends."""
    first, last = round(start * rate), round(end * rate)
    return np.pad(samples[first:last], (0, max(last - len(samples), 0)))


def read(tokens) -> str:
    """The phonemes of a sentence's tokens (text, phonemes, whitespace) in one text, words apart."""
    return "".join((token.phonemes or "") + (" " if token.whitespace else "") for token in tokens).rstrip()


def edges(durations: np.ndarray, seconds: float) -> np.ndarray:
    """durations (L,) of phonemes, in any unit, that fill so many seconds: the L+1 seconds between which they are heard."""
    steps = np.concatenate([[0], np.cumsum(durations)])
    return steps * (seconds / steps[-1])


def word_times(sentence: str, tokens, edges: np.ndarray, vocab) -> Words:
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
        begin, end = (float(edges[min(place, len(edges) - 1)]) for place in (position, position + count))
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


def with_output(model: bytes, tensor: str) -> bytes:
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
