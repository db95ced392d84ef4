import { type ComponentType, lazy, useState } from 'react';

/** A part of the page whose code is fetched when it is first wanted, or a little before. */
export interface OnDemand<Props extends object> {
  /** Fetches the code without showing anything; it is fetched once. */
  readonly load: () => Promise<void>;
  readonly Part: ComponentType<Props>;
}

/**
 * Once the code is there the part is drawn at once. Behind a bare `lazy` it would still wait: React keeps back what
 * arrives under a `Suspense` for 300 ms after the last fallback, so that a page does not flicker.
 */
export function onDemand<Props extends object>(
  fetchPart: () => Promise<ComponentType<Props>>,
): OnDemand<Props> {
  let fetched: ComponentType<Props> | undefined;
  const load = async () => {
    fetched ??= await fetchPart();
  };
  const Late = lazy(async () => ({ default: await fetchPart() }));
  // Chosen once for as long as the part stands: another component in its place would lose its state.
  const Part = (props: Props) => {
    const [Chosen] = useState<ComponentType<Props>>(() => fetched ?? Late);
    return <Chosen {...props} />;
  };
  return { load, Part };
}
