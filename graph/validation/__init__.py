"""Whether records are well formed, what is wrong, where, and how to mend it."""
