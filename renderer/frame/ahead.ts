import type { Client } from '../api/client.ts';

type Call = Client['call'];

/**
 * Answers that were asked for before what shows them is drawn. Each serves once, and only while nothing was changed
 * in between.
 */
export function createAhead(call: Call, revision: () => number) {
  const asked = new Map<string, { readonly at: number; readonly answer: Promise<unknown> }>();
  const keyOf = (method: string, input: unknown) => `${method} ${JSON.stringify(input)}`;
  const ask: (...question: Parameters<Call>) => void = (method, input) => {
    const answer = call(method, input);
    // Whoever takes it up hears of a failure; nobody taking it up is no failure.
    answer.catch(() => undefined);
    asked.set(keyOf(method, input), { at: revision(), answer });
  };
  const callOrTake: Call = (method, input, options) => {
    const key = keyOf(method, input);
    const known = asked.get(key);
    asked.delete(key);
    return known?.at === revision()
      ? (known.answer as ReturnType<typeof call<typeof method>>)
      : call(method, input, options);
  };
  return { ask, callOrTake };
}
