"""Runs migrations on the connection that `storage.schema` hands over, in its transaction."""

from alembic import context
from sqlmodel import SQLModel

import storage.tables
import storage.tables_curation
import storage.tables_delivery  # noqa: F401 - all fill the metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
)
context.run_migrations()
