"""`storycore understand`: what the assistant makes of sentences over a world, in a format that another program can score.

The format is `shared/understanding/README.md`: a world in, cases in, predictions out. The parser, the state of the conversation and the
policy are the real ones; what is done is done to a copy that is thrown away.
"""
