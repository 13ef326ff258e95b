"""Words for a language model, as text files (Jinja2). None is used without a configured model; the first come with it."""
