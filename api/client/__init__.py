"""Clients of the server, to be used as they are or to be learnt from."""
