"""Document to record: one module a question, composed by `detente.reading.reader`."""
