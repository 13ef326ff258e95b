"""The frames of a film: as many as may be decoded, turned as they are meant to be seen."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from msgspec import Struct
from PIL import Image

from assistant.looking.opening import broken, media, moving, sounding

MOST = 600
"""Frames that are decoded of a film in one go."""


class Facts(Struct, frozen=True, kw_only=True):
    """What packets tell without being decoded: the durations and counts a file declares are often missing, or wrong. `duration` is
    in s. Samples are all frames, or every `stride`th of the encoder's key frames."""

    duration: float
    fps: float
    codec: str
    has_sound: bool
    every_frame: bool
    stride: int


def facts(path: Path) -> Facts:
    """Raises Invalid for what is no film or damaged."""
    with media(path, "film") as container:
        stream = moving(container)
        if stream is None:
            raise broken("film")
        count, keys, end = 0, 0, 0.0
        for packet in container.demux(stream):
            count, keys, end = count + bool(packet.size), keys + packet.is_keyframe, max(end, _end(packet, stream))
        return Facts(
            duration=round(end, 3),
            fps=round(float(stream.average_rate or (count / end if end else 0)), 3),
            codec=stream.codec_context.name,
            has_sound=sounding(container) is not None,
            every_frame=count <= MOST,
            stride=max(1, -(-keys // MOST)),
        )


def samples(path: Path, of: Facts) -> Iterator[tuple[float, VideoFrame]]:
    """At most MOST frames with their times in s from the film's begin; the same ones each time."""
    with media(path, "film") as container:
        stream = moving(container)
        assert stream is not None  # facts() found it
        begin, keys = float((stream.start_time or 0) * (stream.time_base or 0)), 0
        for packet in container.demux(stream):
            keys += packet.is_keyframe
            if of.every_frame or not packet.size or (packet.is_keyframe and keys % of.stride == 0):
                for frame in packet.decode():
                    yield round((frame.time or 0.0) - begin, 3), frame


def upright(frame: VideoFrame, longest: int) -> Image.Image:
    """In RGB, no longer than `longest` pixels."""
    image = Image.fromarray(np.asarray(frame.to_ndarray(format="rgb24"), dtype=np.uint8))
    image.thumbnail((longest, longest), Image.Resampling.BOX)
    return image.rotate(frame.rotation, expand=True) if frame.rotation else image


def upright_size(frame: VideoFrame) -> tuple[int, int]:
    """Width and height in pixels."""
    return (frame.height, frame.width) if frame.rotation % 180 else (frame.width, frame.height)


def _end(packet: "Packet[VideoStream]", stream: VideoStream) -> float:
    """In s from the film's begin; 0 for a packet without a time, such as the empty one after the last."""
    if packet.pts is None or stream.time_base is None:
        return 0.0
    lasts = packet.duration * stream.time_base if packet.duration else 1 / (stream.average_rate or 25)
    return float((packet.pts - (stream.start_time or 0)) * stream.time_base + lasts)
