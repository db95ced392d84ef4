import type { AssignedPart } from '../../domain/target.ts';
import type { Said } from './read-words.ts';

export const authorityName =
  '(?:党中央|中央|国家|国务院|自治区|自治州|省委省政府|省政府|省级?|州级?|市委市政府|市政府|市级?|地区|区级?|县级?|师|兵团|上级(?:主管)?部门|上级)';
const authorities = `${authorityName}(?:(?:、|和|及|与|或|/|,|，)?${authorityName})*`;
const assignment = '(?:下达|分解|核定|确定|规定|要求|考核|分配|定)';
const assignedThing =
  '(?:的[^\\d、，,;；。]{0,8}(?:目标|任务|指标|计划)+|的?(?:年度|总量|考核|约束性|控制|目标|任务|指标|计划|要求|控制数|目标值|指标值|任务数|标准)*)';

const within = new RegExp(
  `^(?:(?:控制|限制|保持|不超过|不突破|不超出)(?:在|到)?|在(?=.*内$))(?:(${authorities})(?:政府)?)?${assignment}${assignedThing}(?:的?范围)?(?:以内|之内|内)?$`,
);
const complete = new RegExp(
  `^(?:(?:超额|全面|按时|按期|如期)*(?:完成|达到|实现|落实|满足|执行|符合)|按照?|以|根据|依据)?(?:(${authorities})(?:政府)?)?(?:${assignment}${assignedThing}|的?(?:目标|任务|指标|要求)+)(?:为准|执行|确定|完成|落实)?$`,
);

/** 控制在自治州下达指标内, 完成上级下达任务: a number that the level above will give. */
export function readAssigned(text: string, said: Said): AssignedPart | undefined {
  for (const [mode, pattern] of [
    ['within', within],
    ['complete', complete],
  ] as const) {
    const match = pattern.exec(text);
    // 完成任务, 达到目标 name neither a giver nor a 下达: nobody knows where the number would come from.
    if (!match || !(match[1] || /下达|分解/.test(text))) continue;
    if (/标准$/.test(text) && !/下达|定标准/.test(text)) continue;
    return {
      op: 'assigned',
      mode,
      ...(match[1] && { authority: match[1] }),
      ...(said.span && { span: said.span }),
    };
  }
  return undefined;
}
