/**
 * One spelling for the many ways of typing the same sign. NFKC would be too much: it turns ㎡ into m2 and … into
 * three dots, and units are to stay as printed.
 */

const folds: readonly (readonly [RegExp, string])[] = [
  [/[【〔﹝[]/g, '['],
  [/[】〕﹞\]]/g, ']'],
  [/[≧⩾]|>=|=>|≥=/g, '≥'],
  [/[≦⩽]|<=|=<|≤=/g, '≤'],
  [/﹥/g, '>'],
  [/﹤/g, '<'],
  [/﹪/g, '%'],
  [/[‐‑‒–—―−─]/g, '-'],
  [/[∼〜]/g, '~'],
  [/∶/g, ':'],
];

/** Full-width signs become ASCII, except the comma, which separates parts; blanks between characters go. */
export function foldTargetText(text: string): string {
  let folded = text
    .replace(/(?<=[\d０-９])，(?=[\d０-９]{3}(?![\d０-９]))/g, ',')
    .replace(/[！-＋－-～]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
  for (const [pattern, sign] of folds) folded = folded.replace(pattern, sign);
  return folded.replace(/[\s\u3000\u200b\ufeff]+/g, '');
}

/** `68.35 5` or `12⏎34`: two figures that must not grow together when blanks go. */
export function hasBrokenFigure(text: string): boolean {
  return /[\d０-９][\s\u3000]+[\d０-９]/.test(text.trim());
}

/** `-`, `—`, `——`, `/`, `…`, `无` and blank: no target stands here. */
export function isNoTarget(folded: string): boolean {
  return /^(?:-*|\/|\\|…+|\.{2,}|无)[*※]*$/.test(folded);
}
