import { formOf, matrixQuestion } from '../screens/consolidation/matrix-question.ts';
import type { Route } from './route.ts';
import type { Session } from './session.tsx';

/**
 * Asks what a screen will ask first, before its code is there and drawn: the host answers meanwhile. Only where the
 * answer takes long enough to be waited for.
 */
export function askFirstQuestion(session: Session, { screen, parts, query }: Route): void {
  const { opened, content, period } = session.store.get();
  if (!opened || !content || screen !== 'consolidation' || query.view !== undefined) return;
  const question = matrixQuestion(opened.plan, formOf(content, parts[0]), period);
  if (question) session.askAhead('consolidation/get-matrix', question);
}
