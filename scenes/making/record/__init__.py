"""Makes film one, or parts of it, and writes down how: one module for each question that film two answers.

A module's `record()` returns a Noted; what it holds is said in its docstring.
"""
