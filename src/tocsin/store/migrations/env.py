"""What alembic runs: the steps, over the connection that was handed to it."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()
