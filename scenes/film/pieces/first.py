"""Imported first by the process that workers are copies of: while it imports, which leaves no garbage, it looks for none."""

import gc

gc.set_threshold(0)      # a worker sets its own
