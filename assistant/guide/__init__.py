"""Proposals for the guided steps, from a film as it stands and the story engine: what could be done next, each of another kind."""
