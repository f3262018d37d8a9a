"""Tells where a word stands in a Chinese text by chance: 员工 in 人员工作, 台账 in 后台账号, 会员 in 社会员工."""

# Words that often stand side by side in the names of office files, so that the end of one and the beginning of the
# next look like a third word. Only such as make one of the rules' words in that way need to stand here.
_WORDS = frozenset(
    (
        *("人员", "会员", "学员", "演员", "职员", "委员", "成员", "工作", "工单", "工资", "工时", "工号", "工龄"),
        *("工具", "工程", "后台", "平台", "前台", "账号", "账户", "账单", "账目", "账面", "社会", "工会", "员工"),
        *("职工", "资料", "资质", "资产", "资金", "施工", "开工", "完工", "加工", "报名", "签名", "签订", "预订"),
        *("修订", "单位", "单据", "单号", "单价", "收据", "订单", "接收", "验收", "数据", "导出", "导入", "输出"),
        *("录入", "转入", "库存", "库房", "库位", "跟进", "改进", "项目", "项次", "上课", "下课", "开课", "听课"),
        *("时间", "时长", "时段", "首次", "本次", "卡号", "卡片", "离线", "索引", "旅行", "行社", "保险", "保修"),
        *("外出", "勤务", "联合", "综合", "同比", "同行", "货物", "流向", "应对", "账款", "召回", "客户", "户名"),
        *("联系", "系统", "凭证", "证件", "证书", "证号", "登记", "记录", "记账", "发票", "票据", "对账", "现金"),
        *("金额", "银行", "行号", "总账", "明细", "细则", "入库", "出库", "月报", "报表", "季报", "年报", "报告"),
        *("监控", "控制", "录像", "像素", "日志", "志愿", "合同", "同意", "协议", "议题", "访问", "问题", "评估"),
        *("估价", "消费", "费用", "次数", "储值", "值班", "班次", "值日", "余额", "额度", "退费", "用户", "户口"),
        *("下单", "位置", "名单", "来源"),
    )
)


def is_by_chance(text: str, start: int, end: int) -> bool:
    """Whether what stands there is the end of one common word and the beginning of the next; Latin ones never are."""
    if text[start:end].isascii() or start == 0 or end >= len(text):
        return False
    return text[start - 1 : start + 1] in _WORDS and text[end - 1 : end + 1] in _WORDS
