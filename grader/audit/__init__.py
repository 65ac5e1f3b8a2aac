"""Is the suite any good? Wrong programs must lose, right ones must not: graded like submissions, by the same judge."""
