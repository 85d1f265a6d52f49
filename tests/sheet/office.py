"""Opens a form in LibreOffice, says what it finds, types into it and saves it: office.py FORM FOLDER."""

import os
import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue

VALUE, YEAR, STATUS, NOTE = 10, 11, 12, 13
TYPED = {
    "waiting-children": [(VALUE, 1234567), (STATUS, "速報値")],
    "trained-supporters": [(STATUS, "集計中"), (NOTE, "髙﨑①～－ \"引用\" <&>")],
    "play-centre-plan": [(VALUE, "設計")],
    "childcare-occupancy": [(VALUE, "94.5%")],
    "births": [(VALUE, "１，０２１"), (YEAR, "R7")],
    "bus-routes": [(VALUE, "△152")],
    "market-visitors": [(VALUE, 94.5), (YEAR, "2025")],
}


def properties(**values):
    return tuple(PropertyValue(Name=name, Value=value) for name, value in values.items())


def connect(folder):
    """Starts LibreOffice with a profile of its own, and gives its process and its desktop."""
    pipe = f"torikumi{os.getpid()}"
    office = subprocess.Popen(
        ["soffice", "--headless", "--norestore", "--nologo", f"-env:UserInstallation=file://{folder}/profile", f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(240):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return office, context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except Exception:
            time.sleep(0.25)
    office.kill()
    sys.exit("LibreOffice does not answer")


def describe(document, rows):
    sheet = document.Sheets.getByName("実績")
    print("the sheet is protected:", sheet.isProtected())
    print("hidden columns:", *[column for column in range(15) if not sheet.Columns.getByIndex(column).IsVisible])
    locked = [sheet.getCellByPosition(column, rows["waiting-children"]).CellProtection.IsLocked for column in range(15)]
    print("open columns:", *[column for column in range(15) if not locked[column]])
    print("choices of the status:", sheet.getCellByPosition(STATUS, rows["waiting-children"]).Validation.getFormula1())
    steps = document.Sheets.getByName("選択肢")
    row = rows["play-centre-plan"]
    print("steps of play-centre-plan:", *[steps.getCellByPosition(column, row).String for column in range(3)])


def main():
    form, folder = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    office, desktop = connect(folder)
    load = lambda path: desktop.loadComponentFromURL(uno.systemPathToFileUrl(path), "_blank", 0, properties(Hidden=True))
    document = load(form)
    sheet = document.Sheets.getByName("実績")
    rows = {sheet.getCellByPosition(0, row).String: row for row in range(6, 30)}
    describe(document, rows)
    for name, cells in TYPED.items():
        for column, typed in cells:
            cell = sheet.getCellByPosition(column, rows[name])
            if isinstance(typed, str):
                # As typed by a person: the program decides what it is.
                cell.FormulaLocal = typed
            else:
                cell.Value = typed
    save = lambda document, path, kind: document.storeToURL(uno.systemPathToFileUrl(path), properties(FilterName=kind))
    save(document, f"{folder}/filled.xlsx", "Calc MS Excel 2007 XML")
    save(document, f"{folder}/filled.ods", "calc8")
    document.close(True)
    document = load(f"{folder}/filled.ods")
    save(document, f"{folder}/by-way-of-ods.xlsx", "Calc MS Excel 2007 XML")
    document.close(True)
    try:
        desktop.terminate()
    except Exception:
        # It ends before it answers.
        pass
    office.wait(60)


main()
