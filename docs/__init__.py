"""The kit in pictures: each of docs/kit/ is a few lines that draw one of its parts; `make docs` shows them beside what they
draw."""
