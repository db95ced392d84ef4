import type { z } from 'zod';
import { consolidationMethods } from './consolidation.ts';
import { evaluationMethods } from './evaluation.ts';
import { exchangeMethods } from './exchange.ts';
import { formsMethods } from './forms.ts';
import { historyMethods } from './history.ts';
import { listingsMethods } from './listings.ts';
import { observationsMethods } from './observations.ts';
import { planMethods } from './plan.ts';
import { planEditingMethods } from './plan-editing.ts';
import { plansMethods } from './plans.ts';
import { reportsMethods } from './reports.ts';
import { returnsMethods } from './returns.ts';
import { workbenchMethods } from './workbench.ts';

/** Every method by name: one search for a name finds contract, handler, caller and test. */
export const contract = {
  ...workbenchMethods,
  ...plansMethods,
  ...planMethods,
  ...planEditingMethods,
  ...returnsMethods,
  ...formsMethods,
  ...consolidationMethods,
  ...exchangeMethods,
  ...listingsMethods,
  ...observationsMethods,
  ...evaluationMethods,
  ...reportsMethods,
  ...historyMethods,
} as const;

export type Contract = typeof contract;
export type MethodName = keyof Contract;
/** What a caller writes (defaults may be left out). */
export type MethodCall<Name extends MethodName> = z.input<Contract[Name]['input']>;
/** What a handler gets. */
export type MethodInput<Name extends MethodName> = z.output<Contract[Name]['input']>;
export type MethodOutput<Name extends MethodName> = z.output<Contract[Name]['output']>;

export function isMethodName(name: string): name is MethodName {
  return Object.hasOwn(contract, name);
}
