import { z } from 'zod';
import { contrasts, defaultPageSettings, type PageSettings } from '../domain/page-settings.ts';

/*
 * Settings of this machine as they cross from page to host, the same under every host with a window. The host keeps
 * them in a file of its own; the page reads and changes them by `settingsRequest`.
 */

const longestText = 200;
const name = z.string().max(longestText);

const shape = {
  person: name,
  columnWidths: z.record(name, z.record(name, z.number().min(8).max(4000))),
  periods: z.record(name, z.string().max(20)),
  choices: z.record(name, z.array(name).max(50)),
  navigationNarrow: z.boolean(),
  guideClosed: z.boolean(),
  contrast: z.enum(contrasts),
} satisfies Record<keyof PageSettings, z.ZodType>;

/** Only what is named changes. */
const pageChanges = z.strictObject(shape).partial();
export type PageChanges = z.output<typeof pageChanges>;

/** What a host keeps: everything has a value to begin with. */
export const pageSettings = z.strictObject({
  person: shape.person.default(defaultPageSettings.person),
  columnWidths: shape.columnWidths.default({}),
  periods: shape.periods.default({}),
  choices: shape.choices.default({}),
  navigationNarrow: shape.navigationNarrow.default(defaultPageSettings.navigationNarrow),
  guideClosed: shape.guideClosed.default(defaultPageSettings.guideClosed),
  contrast: shape.contrast.default(defaultPageSettings.contrast),
});

export const recentPlan = z.strictObject({
  path: z.string().min(1).max(4096),
  title: name,
  /** ISO time of the last opening. */
  openedAt: z.string().max(40),
});
export type RecentPlan = z.output<typeof recentPlan>;

export const settingsRequests = [
  z.strictObject({ ask: z.literal('get-settings') }),
  z.strictObject({ ask: z.literal('set-settings'), changes: pageChanges }),
  z.strictObject({ ask: z.literal('recent-plans') }),
  z.strictObject({ ask: z.literal('forget-recent-plan'), path: z.string().max(4096) }),
] as const;
export const settingsRequest = z.discriminatedUnion('ask', settingsRequests);
export type SettingsRequest = z.output<typeof settingsRequest>;
