"""Files <-> model. In: paths. Out: drafts, links, terms, numbering, concerns and records, or every
problem of a file at once; and the one module that writes files.
"""
