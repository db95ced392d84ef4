const size = { width: 84, height: 20, margin: 4 } as const;

/**
 * The shape of a row of figures; gaps stay gaps. `values` in the order of their periods, undefined = no figure.
 * The figures themselves stand in the row, so that it says nothing to a screen reader.
 */
export function Sparkline({ values }: { readonly values: readonly (number | undefined)[] }) {
  const known = values.filter((value) => value !== undefined);
  if (known.length < 2) return null;
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const x = (index: number) =>
    size.margin + (index / Math.max(1, values.length - 1)) * (size.width - 2 * size.margin);
  const y = (value: number) =>
    high === low
      ? size.height / 2
      : size.height - size.margin - ((value - low) / (high - low)) * (size.height - 2 * size.margin);
  const last = values.findLastIndex((value) => value !== undefined);
  return (
    <svg className="sparkline" width={size.width} height={size.height} aria-hidden="true">
      {runsOf(values).map((run) => (
        <polyline
          key={run[0]!.index}
          points={run.map(({ index, value }) => `${x(index)},${y(value)}`).join(' ')}
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
        />
      ))}
      <circle cx={x(last)} cy={y(values[last]!)} r="2.5" fill="currentColor" />
    </svg>
  );
}

interface Point {
  readonly index: number;
  readonly value: number;
}

/** Neighbouring figures belong together; a period without one breaks the line. */
function runsOf(values: readonly (number | undefined)[]): Point[][] {
  const runs: Point[][] = [];
  let open: Point[] | undefined;
  values.forEach((value, index) => {
    if (value === undefined) {
      open = undefined;
      return;
    }
    if (!open) runs.push((open = []));
    open.push({ index, value });
  });
  return runs;
}
