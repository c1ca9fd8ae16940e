"""The questions that pages ask: a filled-in form in, an answer out, both as JSON."""
