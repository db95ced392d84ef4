import { fillSentence } from './errors.ts';

/** What opening or saving a plan has to say besides its result: what happened, what was kept, what to do. */
export const planNoticeSentences: Readonly<Record<string, string>> = {
  'recovered-from-generation':
    '规划文件已损坏，现在打开的是第 {sequence} 次改动时的备份（最后一次改动是第 {lastKnownSequence} 次）。请核对缺了哪些改动。损坏的文件在下次保存时另存，不会丢掉。',
  'journal-replayed': '上次没有正常关闭，已从日志补回 {records} 步改动，没有缺少。',
  'journal-tail-dropped': '上次中断时有一步没有写完，已略去。凡提示过“已保存”的改动都在。',
  'journal-damaged':
    '日志中间损坏，只补回了前 {readable} 步，后面的改动缺失。损坏的日志已另存，请核对最近的改动。',
  'plan-journal-missing':
    '警告：规划文件的日志不见了，最近的改动可能缺失。请把同名的 .d 文件夹放回规划文件旁边再打开。',
  'journal-of-other-copy': '文件夹里的日志属于另一份副本，没有使用，已另存。',
  'folder-missing': '规划文件旁边没有它的文件夹，原始报表和备份看不到，数字和计算不受影响。{found}',
  'folder-of-other-plan': '规划文件旁边的文件夹 {folder} 属于另一个规划，请换回原来的文件夹。',
  'older-copy':
    '这份文件比文件夹里记录的旧（第 {sequence} 次改动，最后一次是第 {lastKnownSequence} 次）。请确认打开的是不是最新的一份。',
  'copies-diverged':
    '这份文件与另一份副本各自改动过（从第 {commonSequence} 次改动以后分开）。两份都没有丢，请人工核对后以一份为准。',
  'stale-lock-taken': '上次没有正常关闭，锁已收回，可以继续使用。',
  'locked-by-other': '规划文件正在 {host} 上使用，现在只能查看最近一次保存的内容。',
  'read-only-medium': '规划文件不能写入（{cause}），只能查看。需要修改时请另存到可以写入的位置。',
  'damaged-kept-aside': '损坏的文件已另存为 {kept}。',
  'plan-replaced-outside': '规划文件在打开期间被别的程序换过，换上的文件已另存为 {kept}。',
  'folder-made-again': '规划文件的文件夹在打开期间不见了，已重新建立。请把原来的文件夹找回来合并。',
  'housekeeping-failed': '内容已保存，但整理备份时出错（{cause}）。请检查磁盘空间。',
  'fold-failed': '关闭时没有把日志并入文件（{cause}）。内容没有丢，下次打开时自动补上，请勿删除文件夹。',
};

/** The sentence of a notice; an unknown one is told by its code. */
export function planNoticeSentence(notice: {
  code: string;
  details: Readonly<Record<string, unknown>>;
}): string {
  return fillSentence(planNoticeSentences[notice.code] ?? notice.code, notice.details);
}
