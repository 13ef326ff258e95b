"""The offline story engine: a sentence in, a film on paper out. No network, no database, no language model."""

from .compose import STAGES, compose
from .model import Brief, Story, Unwritable
from .shots import cover
from .timing import retime, share

__all__ = ["STAGES", "Brief", "Story", "Unwritable", "compose", "cover", "retime", "share"]
