/**
 * The words by which people mark the parts of a table. Patterns are applied to folded text (half-width, no blanks).
 */
export const titleMark = /^(?:附件|附表|表)\s*\d*$/;
export const continuedMark = /续表|^续|[（(]续[)）]|接上表/;
export const notePattern =
  /^(?:注|说明|备注|附注|附报|附|资料来源|数据来源|来源|审核关系|填报说明|填表说明|补充资料|指标解释|逻辑关系|\*|※|[a-z][.、:)])\d*[:：.、]?/i;
export const noteStart =
  /^(?:注\d*[:：.、]|附报[:：]|附记|注释[:：]|说明[:：]|备注[:：]|附注[:：]?|资料来源|数据来源|来源[:：]|(?:data)?sources?[:：]|notes?[:：]|remarks?[:：]|摘编自|摘自|引自|本表|[a-e]\)|审核关系|填报说明|填表说明|指标解释|逻辑关系|\*|※|注$)/i;
export const pagePattern = /^(?:第?\d{1,3}页|共\d{1,3}页|第\d{1,3}页共\d{1,3}页|-\d{1,3}-|·\d{1,3}·)$/;
export const footPattern =
  /(?:单位负责人|部门负责人|统计负责人|分管领导|负责人|主管领导|填表人|填报人|制表人|经办人|联系人|审核人|复核人|录入人|联系电话|电话|手机|报出日期|报送日期|填报日期|填表日期|报出时间|填报时间|填表时间|制表日期|制表时间|传真|邮箱|签字|签章|制表|填表|审核|复核|校对|签发|经办)\s*(?:[(（][^)）]*[)）])?\s*[:：]/;
export const footWord =
  /^(?:单位负责人|部门负责人|统计负责人|分管领导|负责人|主管领导|填表人|填报人|制表人|经办人|联系人|审核人|复核人|联系电话|报出日期|报送日期|填报日期|填表日期)(?:[(（][^)）]*[)）])?$/;
export const reportingUnitPattern =
  /^(?:填报|报送|上报|编报|编制|填表|报表|综合机关|汇总)?(?:单位|机关|部门)(?:名称|全称)?(?:[(（](?:盖章|公章|签章|章)[)）])?[:：](.*)$/;
export const reportingUnitWord =
  /^(?:(?:填报|报送|上报|编报|编制|填表)(?:单位|部门|机关)(?:名称)?|单位名称|单位全称|单位详细名称|乡镇名称|乡镇(?:街道)?名称|部门名称)(?:[(（](?:盖章|公章|签章|章)[)）])?[:：]?$/;
export const issuerPattern =
  /^(?:制表机关|制定机关|批准机关|备案机关|批准文号|备案文号|文号|有效期|有效期至|统计机关)[:：]?/;
export const formNumberPattern = /^表号[:：]?(.*)$/;
export const unitLinePattern = /^[(（]?(?:(?:计量|计算|金额|数量|货币)?单位|units?)[:：](.+?)[)）]?$/i;
export const periodWord =
  /^(?:报告期|报告期别|报告时间|时间|所属期|所属期间|统计期间|数据期|期别|报表日期|报告期间|填报期|年份|年度)[:：]?/;

/** 甲 乙, 栏次 and dashes: the texts of a header's own numbering. */
export const codeWord = /^(?:[甲乙丙丁戊己庚辛]|[-－—]+|[A-Z]|汇总代码|代码|编号|栏次|行次|序号|栏目|列次)$/;
/** (1), and 3=1+2 for a computed column. */
export const bracketedCode = /^[(（][0-9]{1,2}[)）]$/;
export const computedCode = /^\d{1,2}=/;

/** A01, 0102, 35-2. */
export const identifier = /^(?:[A-Za-z]{1,4}[-.]?\d{1,8}|0\d{1,5}|\d{2,4}-\d{1,4})$/;

export const labelHeader =
  /^(?:(?:主要|统计|指标|考核)?指标(?:名称|体系|内容)?|项目(?:名称|内容)?|名称|地区|地区名称|区域|区县|县区|县市|县\(?市\)?区?|乡镇|乡镇名称|乡镇\(?街道\)?(?:名称)?|镇街|镇\(街\)|镇\(街道\)|街道|村|村名|行政区划|行政区|单位|单位名称|企业名称|企业|部门|部门名称|行业|行业名称|类别|分类|分组|分项|科目|品种|产品名称|作物|作物名称|种类|年份|年度|时间|月份|城市|市|省份|省市|国家|省\(?区\)?|分地区|事项|内容|目标|任务|工程名称|建设内容|乙|甲|(?:province|region|area|city|county|district|township|country|department|indicator|item|category|name|year|month|time)(?:s|ies|name)?)$/i;
export const serialHeader = /^(?:序号|序|编号|no\.?|serial(?:no\.?|number)?|行次|行号|项次|位次)$/i;
export const codeHeader = /^(?:行次|行号|丙|.{0,6}(?:代码|编码|编号|代号))$/;
export const unitHeader = /^(?:计量单位|计算单位|单位|计量|units?)$/i;
/** Columns about persons: recognised so that nothing of them is kept. */
export const personHeader =
  /^(?:姓名|联系人|负责人|项目负责人|分管领导|责任人|填表人|经办人|联系电话|联系方式|电话|电话号码|手机|手机号|手机号码|身份证号|身份证号码|公民身份号码)$/;
export const remarkHeader =
  /^(?:备注|说明|注释|备考|备注说明|情况说明|原因|原因说明|变动原因|数据来源|来源|附注|存在问题|remarks?|note)$/i;

export const totalName =
  /^(?:合计|总计|共计|总数|合计数|总合计|累计合计|横向合计|合计\(?横向\)?|全市|全国|全省|全州|全县|全区|全旗|全盟|全镇|全乡|全市合计|全县合计|全省合计|全州合计|全国合计|全国总计|全区合计|全市总计|地方合计|中央和地方合计|市级合计|总和|合\/?计|(?:grand|national|city|county)?total|合计\/?本年|本年合计|全部合计|各乡镇合计|乡镇合计|.{2,6}(?:合计|总计))$/i;
export const subtotalName = /^(?:小计|小计数|.{1,8}小计|sub-?total)$/i;
export const previousName =
  /^(?:上年|去年|上年同期|去年同期|上年数|上年同期数|上期|上月|上年实际|上年同月|(?:last|previous)year)$/i;
export const changeName =
  /^(?:增减|增减数|增减额|增加|增减量|比上年增减|同比增减|增减绝对数|比上年增减数|增减变动)$/;
export const growthName =
  /^(?:增减%|增长%|增减率|增长率|增幅|增速|增长|同比增长|同比|比上年增长|比上年增减%|增减\(%\)|增长\(%\)|增长速度|增减幅度|±%|%|growth(?:rate)?%?)$/i;

/** Header texts that say what a value column measures, tried in this order. */
export const measurePatterns = [
  [
    'target',
    /^(?:年度|全年|年|本年|当年)?(?:计划|目标|任务|预算|指标值)(?:数|值|任务|量|目标)?$|目标值|计划数|预算数|任务数/,
  ],
  ['change', /(?:增[减长加]|净增)(?:额|量|数|绝对)/],
  [
    'share',
    /完成率|完成比例|完成进度|占.{0,12}(?:比重|比例|%)|比重|占比|构成|为预算|占全年|完成(?:年度)?(?:计划|目标|任务).{0,3}[%比]|完成%/,
  ],
  [
    'growth',
    /增速|增长率|增长速度|增幅|增减率|增减幅|增减%|增长%|[±＋+][、,-]*%|%[、,]?[±+]|±$|^增长$|^同比(?:增长|增减|变化|%)?$|^环比(?:增长|增减)?$|(?:同比|环比|累计|当月|本月)(?:增长|增减|增速)|比上年(?:同期)?(?:增长|增减)|年.{0,2}比.{0,8}(?:增长|增减|[±+%])|增长\(%\)|增减\(%\)|比(?:上年|去年).*%|指数\(?上年=100/,
  ],
  ['growth', /^(?:growth(?:rate)?|year-?on-?year|yoy|change%|%change)(?:over.*)?%?$/i],
  ['previous', /^(?:last|previous)year$|^sameperiod(?:of)?last/i],
  ['cumulative', /^(?:accumulated|cumulative|year-?to-?date|ytd)/i],
  ['current', /^(?:this|current)(?:year|month|quarter|period)$|^(?:actual|value)$/i],
  [
    'change',
    /^增减$|增减额|增减量|增减数|增加额|增加数|增减绝对|比上年(?:同期)?(?:增加|减少)|净增|同比增减额/,
  ],
  ['previous', /上年|去年|前一?年同期|同期数|^同期$|往年|上期|^基期/],
  ['cumulative', /累计|\d{1,2}月?-\d{1,2}月|\d{1,2}-本月|1-本|上半年|前[一二三四]季度|年初至/],
  [
    'current',
    /^(?:本期|本月|本季|本季度|本年|当期|当月|当季|当年|今年|实绩|实际|实际数|完成数|完成|完成额|完成值|本期数|本年数|本年实际|本年完成|本期完成|本期实际|期末数|期末|现状|现状值|数值|数量|数据|指标值|本期值|绝对量|绝对数|总量|绝对额|填报数|上报数|实际完成|今年数|报告期)(?:数|值|量|完成|实际)?$/,
  ],
] as const;
