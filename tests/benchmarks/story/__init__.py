"""How good the offline stories are, in figures, over prompts of its own: `python -m tests.benchmarks.story`."""
