"""The media of a project: what each is for, how people see it, and how it is found again by meaning, names and measures."""
