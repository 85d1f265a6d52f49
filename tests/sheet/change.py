"""Changes a form as divisions do, with openpyxl: change.py FORM CHANGED WHAT, where WHAT is ids, name, row or all."""

import sys

import openpyxl

form, changed, what = sys.argv[1:]
book = openpyxl.load_workbook(form)
sheet = book["実績"]
# In a sheet that is protected nothing can be deleted.
sheet.protection.disable()
if what in ("row", "all"):
    last = sheet.max_row + 1
    for column in range(1, sheet.max_column + 1):
        sheet.cell(last, column, sheet.cell(last - 1, column).value)
    # The row above was copied, with its hidden id.
    sheet.cell(last, 4, "子ども食堂の数")
    sheet.cell(last, 11, 12)
if what in ("ids", "all"):
    sheet.delete_cols(1)
    # Other programs shift what is hidden as well.
    sheet.column_dimensions["A"].hidden = False
if what in ("name", "all"):
    sheet.title = "R8（子ども課）"
book.save(changed)
