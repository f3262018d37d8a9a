"""The kinds of sheet that offices keep: what each is called, what kind of record it holds, which columns it has."""

from dataclasses import dataclass

from app.domain.words import Kind


@dataclass(frozen=True, slots=True)
class Book:
    """`titles` serve as sheet names and title rows.

    `columns` are keys of the column table; "?" marks one left out at times, "=" gives its header.
    """

    style: str
    kinds: tuple[Kind, ...]
    titles: tuple[str, ...]
    columns: str
    group: tuple[str, ...] = ()


_B, _T, _S, _C = Kind.BASIC, Kind.TRANSACTION, Kind.SERVICE, Kind.CONTRACT
_A, _L, _O = Kind.ACCOUNTING, Kind.CORRESPONDENCE, Kind.OTHER

BOOKS = (
    Book(
        "customers",
        (_B,),
        ("客户名单", "客户资料表", "客户信息汇总"),
        "seq name gender? id mobile address email? note?",
    ),
    Book("members", (_B,), ("会员资料", "会员信息登记表"), "code name gender birth mobile wechat address? date? note?"),
    Book(
        "class",
        (_B,),
        ("二年级3班学生名单", "小班花名册", "学员信息表"),
        "seq student gender child_birth child_id? parent mobile address health?",
    ),
    Book("contacts", (_B,), ("通讯录", "联系人名单"), "seq name department mobile landline email qq? wechat?"),
    Book("owners", (_B,), ("业主信息登记表", "小区业主名册"), "seq name id mobile address plate note?"),
    Book("patients", (_B, _S), ("患者登记表", "就诊人员名单"), "seq name gender age id mobile health"),
    Book("suppliers", (_B,), ("供应商名录", "供应商信息"), "seq org uscc name mobile address bank account"),
    Book("passengers", (_B,), ("出境人员名单", "旅客名单"), "seq name gender birth passport mobile hk?"),
    Book("hk_guests", (_B,), ("港澳客人登记", "来访港澳人员名单"), "seq name hk mobile landline? note"),
    Book("taiwan_guests", (_B,), ("台湾客户名单", "台籍人员登记"), "seq name taiwan mobile address"),
    Book("survey", (_B,), ("人员基本信息统计", "居民信息统计表"), "seq name gender age ethnicity religion id region"),
    Book("payout", (_B, _T, _A), ("银行卡信息登记表", "收款人银行卡名单"), "seq name id card bank mobile"),
    Book("broken_ids", (_B,), ("客户身份信息", "老客户名单"), "seq name id_rounded mobile address"),
    Book("wrong_ids", (_B,), ("客户证件登记", "客户名单（待核实）"), "seq name id_all_wrong mobile card_all_wrong"),
    Book("old_ids", (_B,), ("老会员名单", "历史客户资料"), "code name id_old landline postcode address"),
    Book("misled", (_B,), ("客户信息", "名单"), "seq org_as_name order_as_phone landline_as_mobile email_as_address"),
    Book("misled_codes", (_B,), ("名单", "客户登记"), "mobile_as_code name order18_as_id mobile_as_note"),
    Book(
        "mixed", (_B,), ("客户汇总", "新老客户名单"), "seq mixed_names id_some_wrong mobile_mixed card_some_wrong note"
    ),
    Book("mixed_firms", (_B,), ("单位客户名单", "企业客户资料"), "seq mixed_orgs uscc landline address regno"),
    Book(
        "orders",
        (_T,),
        ("订单明细", "销售订单表"),
        "order name mobile product quantity amount=实付金额 date=下单时间 status address?",
    ),
    Book(
        "orders11",
        (_T,),
        ("2021年订单", "网店订单导出"),
        "order11 name mobile product amount=订单金额 status date=订单日期",
    ),
    Book("orders18", (_T,), ("交易流水", "支付流水"), "order18 name card amount=交易金额 date=交易时间"),
    Book("orders16", (_T,), ("收款记录", "收款流水"), "order16 name written_amount=收款金额 date=收款日期 staff note?"),
    Book("top_ups", (_T,), ("会员充值记录", "储值卡充值明细"), "code name mobile amount=充值金额 date=充值日期 staff"),
    Book(
        "refunds",
        (_T,),
        ("退款登记", "退款记录"),
        "order name card written_amount=退款金额 date=退款日期 note=退款原因",
    ),
    Book(
        "jobs",
        (_S,),
        ("维修工单", "上门服务记录"),
        "order=工单号 name mobile address service staff date=上门时间 status",
    ),
    Book("lessons", (_S,), ("课时记录", "上课签到表"), "student service date=上课日期 quantity=课时 staff note?"),
    Book("visits", (_S,), ("就诊记录", "诊疗记录"), "name age gender health date=就诊日期 staff=医生 note=医嘱"),
    Book("cars", (_S,), ("车辆保养记录", "车辆维修登记"), "plate name mobile service=保养项目 amount date=进厂日期"),
    Book("bookings", (_S,), ("预约登记表", "服务预约"), "name mobile service date=预约时间 staff status note?"),
    Book("contracts", (_C,), ("合同台账", "合同登记表"), "contract_no party_a party_b amount=合同金额 start end staff"),
    Book(
        "leases",
        (_C,),
        ("租赁合同汇总", "房屋租赁台账"),
        "contract_no party_b id mobile address start end amount=月租金",
    ),
    Book(
        "agreements",
        (_C,),
        ("服务协议签订情况", "签约明细"),
        "seq contract_no org name mobile written_amount=合同价款 start status",
    ),
    Book("journal", (_A,), ("记账凭证明细", "序时账"), "date voucher summary account_title debit credit"),
    Book("receivables", (_A,), ("应收账款明细表", "应收账款"), "seq org written_amount=应收余额 date=账龄日期 note"),
    Book(
        "payroll",
        (_A,),
        ("2022年3月工资表", "工资发放表"),
        "seq name department id amount=基本工资 amount=应发工资 amount=实发工资 card",
    ),
    Book("invoices", (_A,), ("销项发票明细", "开票登记"), "invoice org uscc written_amount amount=税额 date"),
    Book("balances", (_A,), ("科目余额表", "科目余额"), "account_title amount=期初余额 debit credit amount=期末余额"),
    Book("expenses", (_A,), ("费用报销明细", "报销单汇总"), "date name department summary amount staff=审核"),
    Book("calls", (_L,), ("回访记录", "电话回访登记表"), "date=回访日期 name mobile channel note=回访情况 staff"),
    Book("complaints", (_L,), ("投诉登记", "客户投诉记录"), "seq date=投诉时间 name mobile note=投诉内容 staff status"),
    Book("follow_ups", (_L,), ("客户沟通记录", "跟进记录表"), "name date=沟通时间 channel note=沟通内容 staff"),
    Book("letters", (_L,), ("往来函件登记", "收发信函记录"), "seq date=收发日期 org address note=来函内容 staff"),
    Book("clocking", (_O, _B, _S), ("考勤设备登记", "门禁信息"), "seq name biometric department"),
    Book("tracks", (_O, _S), ("外勤打卡记录", "车辆定位"), "name date=打卡时间 location plate?"),
    Book("minors", (_B,), ("暑期班报名表", "夏令营名单"), "seq student age minor parent mobile note?"),
    Book("goods", (_O,), ("商品目录", "库存盘点表"), "seq product quantity amount=单价 status"),
    Book(
        "two_heads",
        (_B,),
        ("会员及家属信息", "客户综合信息"),
        "seq name gender id mobile address email",
        ("基本信息", "联系方式"),
    ),
    Book(
        "two_heads_pay",
        (_T,),
        ("销售汇总", "销售与收款"),
        "order name product amount=应收 amount=实收 date",
        ("销售", "收款"),
    ),
)
