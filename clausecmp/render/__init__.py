"""What people read, in each medium. In: a comparison or a part of it. Out: rows, then text of one
medium. Nothing is decided here: no threshold, no matching, no reading of files.
"""
