"""Makes a department's template with another program: foreign-templates.py openpyxl|xlsxwriter OUT.xlsx

Both write the same made-up table with as many of the things that a fill must not touch as they can: chart, image, text
box (XlsxWriter only), conditional formats, validation, comments, names, table, print settings, frozen panes. Totals carry
stale results where the program can write them, so that an old total would be seen.
"""
import io
import struct
import sys
import zlib

ROWS = [("工业总产值", "{{B01}}"), ("常住人口", "{{B04@QS}}"), ("其他", 100)]
STALE = 424242
TITLE = "{{period}}部门调查表"


def png(width=24, height=16):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = b"".join(b"\0" + b"\x2f\x55\x97" * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def with_xlsxwriter(out):
    import xlsxwriter

    book = xlsxwriter.Workbook(out)
    bold = book.add_format({"bold": True, "border": 1, "num_format": "#,##0.00"})
    red = book.add_format({"font_color": "#9C0006", "bg_color": "#FFC7CE"})
    sheet = book.add_worksheet("填报表")
    other = book.add_worksheet("附表")
    sheet.merge_range("A1:C1", TITLE, bold)
    sheet.write_row("A2", ["指标", "数值", "说明"], bold)
    for at, (label, value) in enumerate(ROWS):
        sheet.write(2 + at, 0, label)
        sheet.write(2 + at, 1, value, bold)
    sheet.write_rich_string("C3", "按", bold, "现价", "计算")
    sheet.write("A6", "合计")
    sheet.write_formula("B6", "=SUM(B3:B5)", bold, STALE)
    sheet.write_formula("C6", '=IF(B6>100,"多","少")', None, "旧字")
    sheet.write_formula("B7", "=TEXT(B6,\"0\")&\"万元\"", None, "424242万元")
    other.write_formula("A1", "=填报表!B6*2", bold, STALE)
    other.add_table("C1:D3", {"data": [["甲", 1], ["乙", 2]], "columns": [{"header": "项"}, {"header": "数"}]})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"categories": "=填报表!$A$3:$A$5", "values": "=填报表!$B$3:$B$5"})
    sheet.insert_chart("E2", chart)
    sheet.insert_image("E20", "logo.png", {"image_data": io.BytesIO(png())})
    sheet.insert_textbox("H20", "填报说明：请勿改动")
    sheet.conditional_format("B3:B6", {"type": "cell", "criteria": "<", "value": 0, "format": red})
    sheet.conditional_format("B3:B5", {"type": "data_bar"})
    sheet.data_validation("C4", {"validate": "list", "source": ["是", "否"]})
    sheet.write_comment("B4", "以年末数为准")
    book.define_name("合计数", "=填报表!$B$6")
    sheet.freeze_panes(2, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0, 1)
    sheet.set_footer("&C第 &P 页")
    book.close()


def with_openpyxl(out):
    import openpyxl
    from openpyxl.chart import BarChart, Reference
    from openpyxl.comments import Comment
    from openpyxl.drawing.image import Image
    from openpyxl.formatting.rule import CellIsRule, DataBarRule
    from openpyxl.styles import Font, PatternFill
    from openpyxl.workbook.defined_name import DefinedName
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.table import Table

    class Picture(Image):
        """As openpyxl's own, without the imaging library that it only needs to measure the picture."""

        def __init__(self, data):
            self.data, self.width, self.height, self.format, self.anchor = data, 24, 16, "png", "E20"

        def _data(self):
            return self.data

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "填报表"
    other = book.create_sheet("附表")
    sheet.merge_cells("A1:C1")
    sheet["A1"] = TITLE
    sheet.append(["指标", "数值", "说明"])
    for label, value in ROWS:
        sheet.append([label, value])
    sheet.append(["合计", "=SUM(B3:B5)", '=IF(B6>100,"多","少")'])
    sheet["B7"] = '=TEXT(B6,"0")&"万元"'
    sheet["B6"].font = Font(bold=True)
    other["A1"] = "=填报表!B6*2"
    for row in [["项", "数"], ["甲", 1], ["乙", 2]]:
        for at, value in enumerate(row):
            other.cell(row=[["项", "数"], ["甲", 1], ["乙", 2]].index(row) + 1, column=3 + at, value=value)
    other.add_table(Table(displayName="小表", ref="C1:D3"))
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=3, max_row=5))
    chart.set_categories(Reference(sheet, min_col=1, min_row=3, max_row=5))
    sheet.add_chart(chart, "E2")
    sheet.add_image(Picture(png()))
    fill = PatternFill(bgColor="FFC7CE")
    sheet.conditional_formatting.add("B3:B6", CellIsRule(operator="lessThan", formula=["0"], fill=fill))
    sheet.conditional_formatting.add("B3:B5", DataBarRule("min", 0, "max", 0, color="2F5597"))
    choice = DataValidation(type="list", formula1='"是,否"')
    choice.add("C4")
    sheet.add_data_validation(choice)
    sheet["B4"].comment = Comment("以年末数为准", "部门")
    book.defined_names.append(DefinedName("合计数", attr_text="填报表!$B$6"))
    sheet.freeze_panes = "B3"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.print_title_rows = "1:2"
    sheet.oddFooter.center.text = "第 &P 页"
    book.save(out)


{"openpyxl": with_openpyxl, "xlsxwriter": with_xlsxwriter}[sys.argv[1]](sys.argv[2])
