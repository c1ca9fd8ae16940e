"""Lists of pupils as schools have them: the exports of Pix, and a plain list of our own.

    chunks of bytes ─► read_file ─► merge ─► answer_roster ─► a pupil's answer, counts, accounting
                       (a file)     (files)  (class levels, a day, a campaign)

Nothing here reads a file, a clock or anything outside the standard library and `calculator.model`.
Every line of a file ends up somewhere: answered, superseded, blank, a header, or set aside with
what was found and what is expected.

Workbooks (.xlsx, .ods) and the XML of SIECLE become lines first (`files`), over `pyexpat` and
`zlib` alone: the browser's Python has these, and nothing larger.
"""
