"""PDF, Word, HTML, Akoma Ntoso, text and Markdown -> a draft that a person can read and correct.
No network.
"""
