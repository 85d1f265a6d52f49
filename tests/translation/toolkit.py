"""What the tools of translators do with the table of translations: toolkit.py fill FROM MEMORY TO | toolkit.py rewrite FROM TO."""

import sys

from translate.storage import factory


def units(path):
    """The texts of a file, without its head."""
    return [unit for unit in factory.getobject(path).units if not unit.isheader()]


def texts(path):
    return [(unit.getcontext(), str(unit.source), str(unit.target)) for unit in units(path)]


def fill(source, memory, target):
    """Fills in what has no English from another file, as a memory of translations does."""
    known = {str(unit.source): str(unit.target) for unit in units(memory)}
    store = factory.getobject(source)
    for unit in store.units:
        if not unit.isheader() and not unit.istranslated():
            unit.target = known[str(unit.source)]
    store.savefile(target)
    print(len(units(target)), "texts,", sum(not unit.istranslated() for unit in units(target)), "without English")


def rewrite(source, target):
    """Takes every text in anew, so that the tools break its lines and escape its letters, and adds a mark and a remark of their own."""
    before = texts(source)
    store = factory.getobject(source)
    for unit in store.units:
        if not unit.isheader():
            unit.source, unit.target = str(unit.source), str(unit.target)
            unit.addnote("checked", origin="translator")
    store.updateheader(add=True, X_Generator="Translate Toolkit")
    store.savefile(target)
    assert texts(target) == before, "a text has changed"
    print(len(before), "texts")


if __name__ == "__main__":
    command, *paths = sys.argv[1:]
    {"fill": fill, "rewrite": rewrite}[command](*paths)
