"""Where films are written, away from the event loop, so that other people's talk goes on."""

from assistant.desk.apart import Apart
from assistant.desk.here import Desk, OnScene, OnStage

__all__ = ["Apart", "Desk", "OnScene", "OnStage"]
