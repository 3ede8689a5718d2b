"""The order in which the schema of WordprocessingML wants children (ECMA-376 part 1, annex A).

Word calls a file broken whose children stand in another order.
"""

from __future__ import annotations

_ORDERS = {
    # CT_PPr, 17.3.1.26
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers "
        "pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
        "autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
        "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle "
        "rPr sectPr pPrChange"
    ),
    # CT_Lvl, 17.9.6
    "lvl": (
        "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr"
    ),
}


def after(parent: str, name: str) -> str:
    """The names, with blanks between, of what stands after `name` in `parent`."""
    names = _ORDERS[parent].split()
    return " ".join(names[names.index(name) + 1 :])
