import { z } from 'zod';
import { packFaultCodes } from '../calc/pack/pack-fault.ts';
import { command, query } from './method.ts';
import { inPlan, personName } from './values.ts';

/** Opening, creating and keeping plan files. `path` is a path on the machine that runs the workbench. */

export const packFaultView = z.object({
  code: z.enum(packFaultCodes),
  file: z.string(),
  row: z.int().optional(),
  column: z.string().optional(),
  got: z.string().optional(),
  expected: z.array(z.string()).readonly().optional(),
});

export const packCounts = z.record(z.string(), z.int());

export const planNotice = z.object({ code: z.string(), details: z.record(z.string(), z.unknown()) });

export const planHeaderView = z.object({
  id: z.string(),
  title: z.string(),
  period: z.tuple([z.int(), z.int()]).readonly(),
  baseYear: z.int(),
  outlookYear: z.int().optional(),
  root: z.string(),
  settings: z.record(z.string(), z.unknown()),
});

export const openedPlan = z.object({
  /** Only right after creating with a password: to be printed and kept on paper. */
  recoveryKey: z.string().optional(),
  plan: z.string(),
  path: z.string(),
  readOnly: z.boolean(),
  notices: z.array(planNotice).readonly(),
  header: planHeaderView,
  revision: z.int(),
});
export type OpenedPlan = z.output<typeof openedPlan>;

const password = z.string().min(1).max(1024).optional();

export const plansMethods = {
  'plans/check-pack': query(
    z.object({ folder: z.string().min(1) }),
    z.object({
      ok: z.boolean(),
      faults: z.array(packFaultView).readonly(),
      notes: z.array(packFaultView).readonly(),
      counts: packCounts,
      title: z.string().optional(),
    }),
  ),
  'plans/create': command(
    z.object({ path: z.string().min(1), pack: z.string().min(1), by: personName.optional(), password }),
    openedPlan,
  ),
  'plans/open': command(
    z.object({
      path: z.string().min(1),
      password,
      mode: z.enum(['write', 'read']).default('write'),
      /** A damaged file: opened from an earlier state with a notice, or refused. */
      whenDamaged: z.enum(['recover', 'refuse']).default('recover'),
      /** A person confirmed that the process named by the lock is gone. */
      takeOverLock: z.boolean().optional(),
    }),
    openedPlan,
  ),
  'plans/list-open': query(z.object({}), z.object({ plans: z.array(openedPlan).readonly() })),
  'plans/close': command(inPlan, z.object({})),
  /** null takes the password away. The recovery key comes once, to be printed. */
  'plans/set-password': command(
    inPlan.extend({ next: z.string().min(1).max(1024).nullable() }),
    z.object({ recoveryKey: z.string().optional() }),
  ),
  'plans/check-file': query(
    z.object({ path: z.string().min(1), password }),
    z.object({
      ok: z.boolean(),
      problems: z.array(planNotice).readonly(),
      details: z.record(z.string(), z.unknown()),
    }),
  ),
  'plans/export-pack': query(
    z.object({ plan: z.string(), folder: z.string().min(1) }),
    z.object({ folder: z.string(), files: z.array(z.string()).readonly() }),
  ),
  'plans/pack-file': query(
    z.object({ plan: z.string(), out: z.string().min(1) }),
    z.object({ out: z.string() }),
  ),
  /** The way back: plan and folder from a packed file, under a new name. Errors: plan-exists, package-invalid. */
  'plans/unpack-file': query(
    z.object({ path: z.string().min(1), out: z.string().min(1) }),
    z.object({ out: z.string() }),
  ),
} as const;
