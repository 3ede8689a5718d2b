#!/bin/sh
# HTML allows a page to leave out its <html>, <head> and <body> tags, also before <nav>, <header>, <main> or
# <article>. Guess: libxml2 2.14, whose tokenizer follows HTML 5, puts these into a body as browsers do.
# Seen (lxml 6.1.3 with libxml2 2.14.6): the whole page stays in <head>, there is no <body> at all, and //body//p finds
# nothing; a single <p> or <div> before them opens a body. lexbor (selectolax 0.4.0) makes a body in each case.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check lxml==6.1.3 selectolax==0.4.0
cat >seen.py <<'PYTHON'
import lxml.etree
import lxml.html
from selectolax.lexbor import LexborHTMLParser

REST = "<article><h1>The eastern quay</h1><p>It opens in May.</p></article><footer>Harbour News</footer>"
FIRST = {
    "nav": "<nav><a href='/'>Home</a></nav>",
    "header": "<header>Harbour News</header>",
    "main": "<main><p>Soon.</p></main>",
    "p": "<p>Soon.</p>",
    "div": "<div>Soon.</div>",
}
print("lxml", lxml.etree.LXML_VERSION, "libxml2", lxml.etree.LIBXML_VERSION)
seen = {}
for name, first in FIRST.items():
    page = f"<!doctype html><title>The eastern quay</title>{first}{REST}"
    tree = lxml.html.document_fromstring(page)
    shape = {child.tag: [one.tag for one in child] for child in tree}
    lexbor = LexborHTMLParser(page)
    seen[name] = (len(tree.xpath("//body//p")), len(lexbor.css("body p")))
    print(f"{name:7} lxml {shape}; p in the body: lxml {seen[name][0]}, lexbor {seen[name][1]}")
assert all(found[1] >= 1 for found in seen.values())
assert [seen[name][0] for name in ("nav", "header", "main")] == [0, 0, 0], "lxml makes a body now"
assert seen["p"][0] == 2 and seen["div"][0] == 1
print("as seen before: the article stands in the head")
PYTHON
venv/bin/python seen.py
