import { foldText } from '../../text/names.ts';

/**
 * Explanations that explain nothing. Upper levels send 数据属实 back unread, so that a person is told before it goes up; it is
 * flagged and not refused, because who signs for it decides.
 */

/** What such a phrase is made of; a text that holds anything else says something. */
const words = [
  '本期|上年|同期|以上|上述|该|此|各项|全部|所有|相关|填报|上报|报送|报表|指标|本单位|我单位|我局|我乡|我镇|单位|经办人',
  '数据|数字|数值|数|情况|内容|结果|问题|原因|说明|报表',
  '经|已|均|都|为|是|的|了|和|与|并|再次|进一步|认真|电话|书面',
  '核实|核对|核查|审核|检查|确认|复核|查证|联系|了解|沟通',
  '属实|真实|准确|无误|正确|正常|无异常|没有问题|没问题|无问题|可靠|有效|一致|相符|符合实际|实际|确实如此|如此|实际情况|如实|同意|无|没有|正常波动|正常变动',
  'ok|yes|对|好|同上|见上|略|\\d',
].join('|');
const nothingElse = new RegExp(`^(?:${words})*$`, 'i');

/** 数据属实, 经核实无误, 正常 …: true also for a text without any words. */
export function isEmptyPhrase(text: string): boolean {
  return nothingElse.test(foldText(text).replace(/[\p{P}\p{S}\s]/gu, ''));
}
