import type { EnvelopeError } from '../../shared/contract/method.ts';
import { failureOf } from '../api/client.ts';
import { askFirstQuestion } from './first-questions.ts';
import { isScreen, loadParts } from './page-parts.ts';
import { readRoute } from './route.ts';
import type { Session } from './session.tsx';

/** What came of the page's first steps. */
export interface Beginning {
  /** The plan that the desktop program was asked to open could not be opened. */
  readonly failure?: EnvelopeError;
}

/**
 * Opens the session, reads a plan that the host has open already, and fetches the code of what is shown first, all at
 * the same time. It needs nothing of the UI kit, whose code is read meanwhile. Rejects where the host can't be reached.
 */
export async function beginPage(session: Session): Promise<Beginning> {
  // The address of a screen mostly means that its plan is open; whoever guesses wrong has only read some code early.
  const { screen: asked } = readRoute();
  loadParts(asked, isScreen(asked)).catch(() => undefined);
  await session.start();
  const { plans, person } = session.store.get();
  const { screen } = readRoute();
  const withPlan = plans.length === 1 && person !== '' && screen !== 'start';
  const code = loadParts(screen, withPlan);
  if (plans.length === 1) await session.openPlan(plans[0]!);
  if (withPlan) askFirstQuestion(session, readRoute());
  const beginning = await openAskedPlan(session);
  await code;
  return beginning;
}

async function openAskedPlan(session: Session): Promise<Beginning> {
  const [asked] = (await session.client.transport.desktop?.takeOpenedPlans()) ?? [];
  if (asked === undefined) return {};
  return session.openFile(asked).then(
    () => ({}),
    (error: unknown) => ({ failure: failureOf(error) }),
  );
}
