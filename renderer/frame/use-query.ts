import { useEffect, useRef, useState } from 'react';
import type { MethodCall, MethodName, MethodOutput } from '../../shared/contract/index.ts';
import type { EnvelopeError } from '../../shared/contract/method.ts';
import { failureOf } from '../api/client.ts';
import { useSession, useSessionState } from './session.tsx';

export interface QueryState<Value> {
  /** The last answer; it stays on screen while a newer one is on its way. */
  readonly value: Value | undefined;
  readonly failure: EnvelopeError | undefined;
  /** True only after 300 ms: shorter waits need no sign of life. */
  readonly slow: boolean;
  readonly reload: () => void;
}

const signOfLife = 300;

/** Asks again when the input or the plan changes. `undefined` asks nothing. */
export function useQuery<Name extends MethodName>(
  method: Name,
  input: MethodCall<Name> | undefined,
): QueryState<MethodOutput<Name>> {
  const { query } = useSession();
  const { revision } = useSessionState();
  const key = input && JSON.stringify(input);
  const [asked, setAsked] = useState(0);
  const [answer, setAnswer] = useState<{
    key: string;
    value?: MethodOutput<Name>;
    failure?: EnvelopeError;
  }>();
  const [slow, setSlow] = useState(false);
  const latest = useRef(input);
  latest.current = input;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the input is compared by its text; a new revision asks again
  useEffect(() => {
    if (key === undefined || !latest.current) return;
    let wanted = true;
    const timer = setTimeout(() => wanted && setSlow(true), signOfLife);
    const settle = (next: { value?: MethodOutput<Name>; failure?: EnvelopeError }) => {
      clearTimeout(timer);
      if (!wanted) return;
      setSlow(false);
      setAnswer({ key, ...next });
    };
    query(method, latest.current).then(
      (value) => settle({ value }),
      (error: unknown) => settle({ failure: failureOf(error) }),
    );
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [query, method, key, revision, asked]);

  const current = answer?.key === key ? answer : undefined;
  return {
    value: current?.value,
    failure: current?.failure,
    slow,
    reload: () => setAsked((count) => count + 1),
  };
}
