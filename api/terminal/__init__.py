"""The terminal client: a person's chat, one sentence from a script, a pipe of sentences. All of them are one `Connection`."""
