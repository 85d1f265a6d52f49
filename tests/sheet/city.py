"""The whole work of a made-up city, from the table of its plan to three sealed reports in two languages and the strategy after it:
city.py PROGRAM TABLES FOLDER.

Nothing is written but cells of workbooks: every text of the content comes from the program. Says how many commands were run and how many
cells were typed."""

import os
import re
import shutil
import subprocess
import sys

import openpyxl

program, tables, folder = (os.path.abspath(path) for path in sys.argv[1:4])
site = os.path.join(folder, "city")
counts = {"commands": 0, "cells": 0}


def run(*arguments, status=0):
    """Runs the program in the site, and gives what it says."""
    counts["commands"] += 1
    done = subprocess.run([program, *arguments, "--lang", "ja"], cwd=site if os.path.isdir(site) else folder, capture_output=True, text=True)
    assert done.returncode == status, f"{arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


def type_into(cell, value):
    counts["cells"] += 1
    cell.value = value


def columns(sheet, heading):
    """The row of the headings, and the column of each."""
    for row in sheet.iter_rows():
        names = {str(cell.value).split("\n")[0]: cell.column for cell in row if cell.value}
        if heading in names:
            return row[0].row, names
    raise AssertionError(f"{sheet.title} has no heading {heading}")


def bare(name):
    """A name without what stands in brackets behind it."""
    return re.sub(r"（[^（）]*）$", "", name.strip())


def confirm_proposals(report, confirmed):
    """Takes over the proposed kinds and directions; what has no proposed direction should grow."""
    book = openpyxl.load_workbook(report)
    for sheet in book.worksheets[1:]:
        top, named = columns(sheet, "種別")
        for row in range(top + 1, sheet.max_row + 1):
            proposal = sheet.cell(row, named["方向"] + 1).value
            if not proposal:
                continue
            proposed = dict(part.split("：", 1) for part in proposal.replace("）、", "）\n").split("\n"))
            kind = proposed.get("種別", "").split("（")[0]
            if kind:
                type_into(sheet.cell(row, named["種別"]), kind)
            if kind != "段階":
                type_into(sheet.cell(row, named["方向"]), proposed.get("方向", "増").split("（")[0])
    book.save(confirmed)


def known_results():
    """What the divisions answered in one year, by the names of the indicators."""
    results = {}
    answers = os.path.join(tables, "answers-mended")
    for name in sorted(os.listdir(answers)):
        sheet = openpyxl.load_workbook(os.path.join(answers, name)).worksheets[0]
        top, named = columns(sheet, "今回の実績")
        for row in range(top + 1, sheet.max_row + 1):
            indicator = sheet.cell(row, named["指標名"]).value
            if indicator:
                results[bare(indicator)] = [sheet.cell(row, named[heading]).value for heading in ("今回の実績", "状況")]
    return results


def answer(form, results, texts):
    """Fills a form in as a division does; without texts it says that nothing changed."""
    book = openpyxl.load_workbook(form)
    sheet = book["実績"]
    top, named = columns(sheet, "今回の実績")
    for row in range(top + 1, sheet.max_row + 1):
        name = sheet.cell(row, named["指標名"]).value
        value, status = results.get(bare(name), [None, None]) if name else [None, None]
        if name and value is None and not status:
            status = "調査なし"
        if name and value is not None:
            type_into(sheet.cell(row, named["今回の実績"]), value)
        if name and status:
            type_into(sheet.cell(row, named["状況"]), status)
    if texts and "取組" in book.sheetnames:
        sheet = book["取組"]
        top, named = columns(sheet, "主な取組")
        for row in range(top + 1, sheet.max_row + 1):
            if sheet.cell(row, named["施策"]).value:
                for heading, text in texts.items():
                    type_into(sheet.cell(row, named[heading]), text)
    sheet = book["確認"]
    for row in sheet.iter_rows():
        if row[0].value == "所属長の確認（決裁日）":
            type_into(row[1], "R5.5.10")
        if row[0].value == "前回から変更なし" and texts is None:
            type_into(row[1], "○")
    book.save(form)


def translate(missing, done):
    """Gives every text an English one with the same figures and links."""
    book = openpyxl.load_workbook(missing)
    sheet = book.worksheets[0]
    top, named = columns(sheet, "target")
    for row in range(top + 1, sheet.max_row + 1):
        source = sheet.cell(row, named["source"]).value
        if source and not sheet.cell(row, named["target"]).value:
            type_into(sheet.cell(row, named["target"]), english(source))
    book.save(done)


def english(source):
    era = {"令和": 2018, "平成": 1988}
    half = source.translate({ord(wide): ord(narrow) for wide, narrow in zip("０１２３４５６７８９", "0123456789")})
    half = re.sub(r"(令和|平成)(\d+|元)", lambda found: str(era[found[1]] + int(found[2].replace("元", "1"))), half)
    half = half.replace("1箇所", "one place")
    figures = re.findall(r"\d[\d,.]*", half)
    return " ".join(["English text", *figures])


def settle(open_rows, settled):
    """Says of each row that is like an indicator of the strategy before that it is that one."""
    book = openpyxl.load_workbook(open_rows)
    for sheet in book.worksheets:
        top, named = columns(sheet, "id")
        for row in range(top + 1, sheet.max_row + 1):
            reasons = " ".join(str(cell.value) for cell in sheet[row] if cell.value)
            type_into(sheet.cell(row, named["id"]), re.search(r"`(indicator-\d+) ", reasons)[1])
    book.save(settled)


def save_in_libreoffice(forms, names):
    """Opens the forms in LibreOffice and saves them, as half of the divisions do."""
    saved = forms + "-saved"
    profile = f"-env:UserInstallation=file://{folder}/profile"
    paths = [os.path.join(forms, name) for name in names]
    subprocess.run(["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", saved, *paths], check=True, capture_output=True)
    return saved


def edition(year, published, results, documents=(), office=False, unchanged=False):
    """A report from its form to its seal."""
    run("new", "edition", year)
    forms = os.path.join(folder, f"forms-{year}")
    run("export", "form", "--output-dir", forms, "--due", "R5.5.31")
    names = sorted(name for name in os.listdir(forms) if name.endswith(".xlsx"))
    texts = {"主な取組": "・相談会の開催\n・パンフレットの作成", "成果": "参加者が増えた。", "課題": "担い手が足りない。", "今後の方針": "継続"}
    for name in names:
        answer(os.path.join(forms, name), results, None if unchanged else {} if documents else texts)
    if office:
        forms = save_in_libreoffice(forms, names)
    said = run("import", *(os.path.join(forms, name) for name in names), *documents, "--accept")
    state = run("status", year)
    assert "未回答0課" in state, (said, state)
    assert not unchanged or said.count("引き継ぎます（主な取組、成果、課題、今後の方針）") >= 14, said
    run("release", year, "--published", published)
    table = os.path.join(folder, f"english-{year}.xlsx")
    run("export", "translation", "--missing", "-o", table)
    translate(table, table)
    run("import", "translation", table, "--accept")
    check = run("check")
    assert "英訳がない" not in check, check
    run("archive", year, "--date", published)
    return len(names)


run("init", "city", "--empty", "--name", "桜瀬市", "--name-en", "Sakurase City", "--plan", "第2期桜瀬市総合戦略", "--plan-en",
    "Second Comprehensive Strategy", "--years", "R2-R6", "--strategy", "second")
plan = os.path.join(tables, "plans", "KPI一覧_第2期.xlsx")
report = os.path.join(folder, "report.xlsx")
run("import", "strategy", plan, "--id", "second", "--dry-run", "--report", report)
confirm_proposals(report, os.path.join(folder, "confirmed.xlsx"))
run("import", "strategy", os.path.join(folder, "confirmed.xlsx"), "--id", "second")
results = known_results()
words = [os.path.join(tables, "word", name) for name in sorted(os.listdir(os.path.join(tables, "word"))) if name.endswith(".docx")]
divisions = edition("R4", "2023-09-29", results, words)
edition("R5", "2024-09-30", results, office=True)
edition("R6", "2025-09-30", results, unchanged=True)
third = os.path.join(tables, "plans", "KPI一覧_第3期.xlsx")
open_rows = os.path.join(folder, "open.xlsx")
run("import", "strategy", third, "--id", "third", "--succeeds", "second", "--accept-proposals", "--title", "第3期桜瀬市総合戦略", "--title-en",
    "Third Comprehensive Strategy", "--years", "R7-R11", "--open", open_rows, status=1)
settle(open_rows, open_rows)
run("import", "strategy", open_rows, "--id", "third", "--succeeds", "second", "--accept-proposals")
table = os.path.join(folder, "english-third.xlsx")
run("export", "translation", "--missing", "-o", table)
translate(table, table)
run("import", "translation", table, "--accept")
run("verify")
run("build", "--quiet")
for year in ("2022", "2023", "2024"):
    assert os.path.isfile(os.path.join(site, "content", "archive", f"{year}.zip")), year
    assert os.path.isfile(os.path.join(site, "output", "en", year, "index.html")), year
assert os.path.isfile(os.path.join(site, "output", "en", "strategies", "third", "index.html"))
shutil.rmtree(os.path.join(site, "output"))
print(f"{divisions} divisions, {counts['commands']} commands, {counts['cells']} cells typed, no text file edited")
