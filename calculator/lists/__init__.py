"""Lists of pupils as schools have them: the exports of Pix, and a plain list of our own.

    chunks of bytes ─► read_list ─► merge ─► answer_roster ─► a pupil's answer, counts, accounting
                       (a file)     (files)  (class levels, a day, a campaign)

Nothing here reads a file, a clock or anything outside the standard library and `calculator.model`.
Every line of a file ends up somewhere: answered, superseded, blank, a header, or set aside with
what was found and what is expected.

Spreadsheets (.xlsx, .ods) are refused with the way to save them as CSV: the standard library has no
reader for them, and one would weigh more in the browser than all the rules.
"""
