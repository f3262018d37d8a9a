"""The columns that the workbook of rejected rows adds: known again, and left out, when it is imported corrected."""

REJECT_REASON = {"zh": "未导入原因（清档）", "en": "Why not imported (Qingdang)"}
REJECT_ROW = {"zh": "原行号（清档）", "en": "Row in the file (Qingdang)"}
REJECT_KIND = {"zh": "档案类别（清档）", "en": "Kind of record (Qingdang)"}
REJECT_HEADS = frozenset({*REJECT_REASON.values(), *REJECT_ROW.values(), *REJECT_KIND.values()})
