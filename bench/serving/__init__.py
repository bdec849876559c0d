"""The parts of bench_serving: the archive and Datasette asked the same over HTTP."""
