"""The report: what the casebook holds, told to a reader with its evidence."""
