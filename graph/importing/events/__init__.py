"""Events of cooperation between states, counted by pair and month from files of any size.

`expression` says what is counted, once, in Ibis; `engines` opens the files for DuckDB or Spark; `counting` says which
states are meant; `reading` makes records and a table of it. ``gdelt`` and ``icews`` are the data sets.
"""
