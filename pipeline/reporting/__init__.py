"""What people read: the tables put together from the records, the data package, the report."""
