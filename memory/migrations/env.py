"""Alembic's entry: it uses the connection that `migrate` hands over, inside that connection's transaction."""

from alembic import context

from memory.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
context.run_migrations()
