/** Visible texts inside fields. */
export const fieldWords = {
  day: '年-月-日',
} as const;
