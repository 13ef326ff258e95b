"""What turns texts into vectors: a model as onnxruntime runs it, or as sentence-transformers does. They give the same."""

from memory.encoders.encoder import Encoded, Encoder, Vectors, Words

__all__ = ["Encoded", "Encoder", "Vectors", "Words"]
