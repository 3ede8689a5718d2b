"""Justified paragraphs: lines chosen together, set once.

`reading` takes a paragraph's boxes and their widths from WeasyPrint, `fit` chooses where its lines
end (with `hyphens`), `kashida` which joins are lengthened; `setting` makes the lines, and `seam`
stands in for WeasyPrint's own.
"""
