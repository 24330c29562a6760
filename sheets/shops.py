"""Shops in a sheet, a row each, and lists of what is looked at in them, an item a row; in English or Chinese."""

from pathlib import Path

from sheets.table import Columns, Table, read_table

SHOP_COLUMNS: Columns = {
    "name": ("店名", "名称", "商铺名称", "店铺名称", "商户名称", "商户", "店铺"),
    "street": ("街道", "街", "路段", "哪条街", "地址", "位置"),
    "place": ("顺序", "序号", "门牌序", "order"),
    "kind": ("行业", "类型", "业态", "经营类型", "类别"),
    "keeper": ("店主", "负责人", "经营者", "联系人", "老板"),
    "phone": ("电话", "手机", "联系电话", "手机号"),
    "checklist": ("检查表", "表", "list"),
    "village": ("村", "村庄", "村名", "行政村", "村社", "社区"),
    "microgrid": ("微网格", "网格组"),
}
CHECKLIST_COLUMNS: Columns = {
    "name": ("检查表", "名称", "表名"),
    "since": ("起", "起始日期", "从哪天起", "生效日期", "日期"),
    "item": ("项", "项目", "检查项", "检查内容", "内容"),
    "every": ("几天一次", "间隔", "间隔天数", "days"),
    "area": ("范围", "区域", "村", "街道", "village"),
}


def read_shops(path: Path) -> Table:
    """The rows of a file. Raises SheetRefused, also while they are iterated."""
    return read_table(path, SHOP_COLUMNS, ("name", "street"))


def read_checklists(path: Path) -> Table:
    """The rows of a file. Raises SheetRefused, also while they are iterated."""
    return read_table(path, CHECKLIST_COLUMNS, ("name", "since", "item"))
