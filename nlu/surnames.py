"""Surnames: which characters are one, and how those are read that sound otherwise in a surname."""

SINGLE = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧肖程曹袁邓许傅付沈曾彭吕苏卢蒋蔡贾丁魏薛"
    "叶阎闫余潘杜戴代夏钟汪田任姜范方石姚谭谈廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武"
    "乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁"
    "时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车"
    "冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来苟全褚廉简娄盖符奚木穆党燕郎邸冀姬屠连郜晏栾郁商蒙计喻揭窦"
    "迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙伏岑习胥保和蔺"
    "水云昌凤酆皮平元湛伊诸丰利暴支昝缪干宓蓬麻印宿怀蒲从鄂索咸籍苍双闻莘劳逄扶堵宰郦雍却璩濮寿通扈浦尚农"
    "别慕茹宦鱼容慎戈庾终暨居衡步满弘国寇广禄阙东殳沃蔚越夔隆师厍晁勾融訾阚那空母乜养须巢蒯竹权逯益桓公候"
    "佘麦丑占钮区尉缑亓仉佴侴妫郗郏闾撒力但凡卻乌焉亢况郄操种盘刑库门战岩仝阴危贝储"
)
"""One-character surnames, the commonest first; together borne by more than 99 in 100 people."""

COMPOUND = frozenset(
    (
        "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "令狐", "宇文", "长孙", "慕容",
        "司徒", "夏侯", "端木", "轩辕", "独孤", "南宫", "万俟", "闻人", "赫连", "澹台", "公冶", "宗政",
        "濮阳", "淳于", "单于", "太叔", "申屠", "仲孙", "钟离", "呼延", "完颜", "百里", "东郭", "南门",
        "西门", "拓跋", "第五", "左丘", "鲜于", "司空", "亓官", "贺兰", "叱干",
    )
)  # fmt: skip

READINGS = {
    "曾": ("zeng",), "单": ("shan",), "解": ("xie",), "仇": ("qiu",), "区": ("ou",), "查": ("zha",), "翟": ("zhai",),
    "卜": ("bu",), "种": ("chong",), "缪": ("miao",), "阚": ("kan",), "乜": ("nie",), "佴": ("nai",), "都": ("du",),
    "员": ("yun",), "繁": ("po",), "祭": ("zhai",), "召": ("shao",), "黑": ("he",), "秘": ("bi",), "折": ("she",),
    "洗": ("xian",), "句": ("gou",), "能": ("nai",), "薄": ("bo",), "冒": ("mao",), "乐": ("yue", "le"),
    "覃": ("qin", "tan"), "盖": ("ge", "gai"), "牟": ("mou", "mu"), "朴": ("piao", "pu"), "柏": ("bai", "bo"),
    "谌": ("chen", "shen"), "郗": ("xi", "chi"), "莘": ("shen", "xin"), "纪": ("ji",), "臧": ("zang",),
}  # fmt: skip
"""Toneless readings of one-character surnames whose everyday reading is another; two where families differ."""

COMPOUND_READINGS = {"尉迟": ("yu", "chi"), "万俟": ("mo", "qi"), "单于": ("chan", "yu"), "长孙": ("zhang", "sun")}
COMPOUND_READINGS |= {"澹台": ("tan", "tai"), "令狐": ("ling", "hu")}

GIVEN_READINGS = {
    "乐": ("le", "yue"), "长": ("chang", "zhang"), "朝": ("chao", "zhao"), "行": ("xing", "hang"),
    "晟": ("sheng", "cheng"), "茜": ("qian", "xi"), "参": ("can", "shen"), "重": ("zhong", "chong"),
    "曾": ("zeng", "ceng"), "嬷": ("mo", "ma"), "娜": ("na",), "阿": ("a",),
}  # fmt: skip
"""Characters of given names that are read one way or another, both often."""
