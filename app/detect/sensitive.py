"""Words that tell of belief, people and health: whole cells and running text."""

import re

from app.detect import lists

_HEALTH = re.compile(
    r"病|炎|癌|瘤|过敏|血压|血糖|血脂|骨折|手术|住院|怀孕|孕|残疾|哮喘|中风|贫血|感冒|发烧|发热|低热|高热|红肿|发红|硬结|皮疹|头痛|头晕|咳嗽|失眠|抑郁|焦虑|近视|远视|散光|接种|"
    r"疫苗|诊断|结节|息肉|囊肿|增生|阳性|阴性|健康|良好|正常|一般|体弱|[ABO]{1,2}型|^(?:A|B|AB|O)$|Rh|症|综合征|梗|痛|损伤|障碍|亢进|减退|偏高|偏低|突出|"
    r"硬化|衰竭|不全|透析|化疗|支架|搭桥|高度|服药|用药|片|胶囊|胰岛素|不适|康复|外伤|脱位|扭伤|湿疹|痛风|结石|疝|痔|癣|瘫|聋|哑|盲|智力|肢体|听力|视力|"
    r"肝|胃|肾|肺|肠|胆|脾|心律|心脏|心慌|胸闷|甲亢|甲减|血脂|脑|颈椎|腰|膝|关节|牙|龋|皮疹|丘疹|水肿|肥胖|发育|早产|流产|"
    r"产后|哺乳|月经|更年期|前列腺|白带|甲状腺|乳腺|子宫|卵巢|幽门|尿|便秘|腹泻|呕吐|麻木|震颤|截肢|义肢|助听|轮椅|卧床|"
    r"青霉素|头孢|磺胺|阿莫西林|花粉|尘螨|花生|牛奶|鸡蛋|海鲜|芒果|坚果|菠萝|虾|蟹|酒精|小麦|大豆|乳糖|猫毛|狗毛|毛发|紫外线|染发剂"
)
_SIZE = r"(?:\s*\d{1,3}(?:\.\d{1,2})?\s*(?:[mc]m|毫米|厘米|℃|度))?"
# How illnesses and what follows them are called, by the end of the word: 肾结石, 贫血二级, 髌骨软化.
_ILLNESS = re.compile(
    rf"[\w（）() ]{{0,10}}?(?:{'|'.join(lists.words('sensitive_words.txt', 'illness_end'))}|[^\W\d]症|[^毛看生]病)"
    r"(?:[轻中重]度|[一二三ⅠⅡⅢ1-3]级|[早中晚]期|术后|病?史|携带者?|患者)?"
    rf"{_SIZE}"
)
# What is said of pressures and levels of anything, and of a person's only behind what is measured.
_OF_ANYTHING = lists.words("sensitive_words.txt", "of_anything")
# 120/80, 36.5℃, 5.6mmol/L, -2.50, 5.0/4.8, 阴性: what is measured of somebody.
_UNIT = r"(?:℃|°C|度|mmHg|mmol/L|[uμ]mol/L|mg/dL|g/L|U/L|IU/mL|kg/m2|kg/㎡|次/分钟?|bpm|%|D|DS|DC|kPa|s)"
_MEASURED = re.compile(
    rf"[<>≤≥]?[+-]?\d{{1,3}}(?:\.\d{{1,2}})?\s*{_UNIT}?(?:\s*[/~-]\s*[+-]?\d{{1,3}}(?:\.\d{{1,2}})?\s*{_UNIT}?)?[↑↓]?",
    re.IGNORECASE,
)
_RESULT = re.compile(r"[弱强]?[阴阳]性(?:\s*[（(][+＋－-]{1,3}[)）])?|[（(]?[+＋±－-]{1,4}[)）]?|未见(?:明显)?异常")
_RELIGION = re.compile(
    r"(?:信奉?|信仰)?(?:佛教?|藏传佛教|道教?|基督教?|基督新教|天主教?|伊斯兰教?|回教|东正教|喇嘛教|新教|犹太教|印度教|萨满教|民间信仰)(?:徒|信徒)?|穆斯林|无宗教信仰|无神论|不信教"
)


def words(kind: str) -> frozenset[str]:
    """The words of a type that are safe in running text."""
    return lists.words("sensitive_words.txt", kind)


def is_ethnicity(text: str) -> bool:
    """汉, 汉族 or Han."""
    return f"{text.removesuffix('族')}族" in words("ethnicity") or text.lower() in words("ethnicity_latin")


def is_full_ethnicity(text: str) -> bool:
    return text in words("ethnicity")


def is_religion(text: str) -> bool:
    return _RELIGION.fullmatch(text) is not None


def is_health(text: str) -> bool:
    """Whether the text tells of somebody's health where its column does."""
    return _HEALTH.search(text) is not None or is_known_illness(text)


def is_measured(text: str) -> bool:
    """Whether it is a reading or a result, for columns that say they hold such."""
    return _MEASURED.fullmatch(text) is not None or _RESULT.fullmatch(text) is not None


def is_known_illness(text: str) -> bool:
    return text in words("health")


def is_illness(text: str) -> bool:
    """Whether the text by itself names an illness, known or called as illnesses are."""
    if len(text) > 16 or text in _OF_ANYTHING:
        return False
    if is_known_illness(text) or _RESULT.fullmatch(text) is not None:
        return True
    return not text.isascii() and _ILLNESS.fullmatch(text) is not None
