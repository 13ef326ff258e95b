"""A look at a sound: its measures, how loud it is, and its outline."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Literal

import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer
from msgspec import Struct
from numpy.typing import NDArray

from assistant.errors import Invalid
from assistant.looking.loudness import RATE, Loudness
from assistant.looking.opening import broken, media, sounding

LONGEST = 6 * 3600
"""Seconds that are decoded of a sound."""
POINTS = 200
_PIECE = 64
"""Samples of which one peak is kept until the outline is drawn."""


class SoundLook(Struct, frozen=True, kw_only=True, tag="sound"):
    """`duration` in s, `sample_rate` in Hz. `loudness` in LUFS, None for silence and for less than 400 ms; `peak` in dBFS of the
    samples, None for digital silence. `waveform` has POINTS peaks from 0 to 1 (full scale), over all channels."""

    duration: float
    sample_rate: int
    channels: int
    codec: str
    word: Literal["silent", "quiet", "moderate", "loud"]
    loudness: float | None
    peak: float | None
    waveform: tuple[float, ...]


class _Heard(Struct, frozen=True, kw_only=True):
    samples: int
    peaks: NDArray[np.float32]
    loudness: float | None


def look_at_sound(path: Path) -> SoundLook:
    """Raises Invalid, naming `file`, for what has no sound, is damaged or longer than LONGEST."""
    with media(path, "sound") as container:
        stream = sounding(container)
        if stream is None:
            raise broken("sound")
        heard = _heard(container, stream)
        rate, channels, codec = stream.rate, stream.channels, stream.codec_context.name
    highest = min(float(heard.peaks.max()), 1e6)
    return SoundLook(
        duration=round(heard.samples / rate, 3),
        sample_rate=rate,
        channels=channels,
        codec=codec,
        word=_word(heard.loudness, highest),
        loudness=heard.loudness,
        peak=round(20 * float(np.log10(highest)), 2) if highest else None,
        waveform=_outline(heard.peaks),
    )


def _heard(container: InputContainer, stream: AudioStream) -> _Heard:
    loudness = Loudness([channel.name for channel in stream.layout.channels])
    as_floats, at_rate = (AudioResampler("fltp", stream.layout.name, rate) for rate in (stream.rate, RATE))
    count, peaks = 0, []
    for frame in _frames(container, stream):
        for samples in _resampled(as_floats, frame):
            count += samples.shape[1]
            peaks.append(np.maximum.reduceat(np.abs(samples).max(0), np.arange(0, samples.shape[1], _PIECE)))
        for samples in _resampled(at_rate, frame):
            loudness.hear(samples)
        if count > LONGEST * stream.rate:
            raise Invalid(
                f"A sound may last {LONGEST // 3600} hours.",
                field="file",
                remedy="Cut it and send the parts.",
                why="sound_too_long",
                values={"hours": LONGEST // 3600},
            )
    if not count:
        raise broken("sound")
    return _Heard(samples=count, peaks=np.concatenate(peaks), loudness=loudness.integrated())


def _frames(container: InputContainer, stream: AudioStream) -> Iterator[AudioFrame | None]:
    """The last is None, which has resamplers give what they hold back. Raises Invalid when the format changes on the way, as it does
    in damaged sounds: resamplers take it from the first frame."""
    formats = set[tuple[str, str, int]]()
    for frame in container.decode(stream):
        formats.add((frame.format.name, frame.layout.name, frame.rate))
        if len(formats) > 1:
            raise broken("sound")
        yield frame
    yield None


def _resampled(resampler: AudioResampler, frame: AudioFrame | None) -> Iterator[NDArray[np.float32]]:
    """(channels, count), full scale 1; a float format may hold what is no number, which is silence."""
    for piece in resampler.resample(frame):
        if piece and piece.samples:
            yield np.nan_to_num(np.asarray(piece.to_ndarray(), dtype=np.float32))


def _outline(peaks: NDArray[np.float32]) -> tuple[float, ...]:
    edges = np.linspace(0, len(peaks), POINTS + 1).astype(int)
    return tuple(round(min(1.0, float(peaks[begin : max(end, begin + 1)].max())), 3) for begin, end in pairwise(edges))


def _word(loudness: float | None, highest: float) -> Literal["silent", "quiet", "moderate", "loud"]:
    """A sound too short for its loudness goes by its peak, some 12 dB above."""
    if loudness is None:
        loudness = 20 * float(np.log10(highest)) - 12 if highest > 1e-4 else None
    if loudness is None:
        return "silent"
    return "quiet" if loudness < -30 else "loud" if loudness > -14 else "moderate"
