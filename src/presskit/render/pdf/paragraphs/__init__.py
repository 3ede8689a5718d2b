"""Justified paragraphs: lines chosen together, set once.

`fit` chooses where a paragraph's lines end, `reading` takes its boxes and their widths from
WeasyPrint, `setting` makes the lines, `seam` stands in for WeasyPrint's own.
"""
