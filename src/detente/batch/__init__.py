"""Many documents: read by several processes, on one machine or on a cluster, into a casebook.

`driving.run` draws inputs and keeps what a `runner.Runner` makes of them. What is in the casebook
at the end is what `detente read --into` would have put there, but for the time that reading took,
which is not noted: the same inputs give the same runs to the byte, whatever the runner, the number
of its workers, and how often all of it was killed and started again.

Nothing is imported here: a worker needs little of it.
"""
