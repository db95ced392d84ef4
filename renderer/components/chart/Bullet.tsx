/**
 * A completion share against the schedule in one line: bar = done, mark = schedule, full width = target reached.
 * Shares are fractions; what lies outside 0…1.2 is drawn at the edge, the figure beside it says the rest.
 */
export function Bullet({
  completion,
  schedule,
}: {
  readonly completion: number;
  readonly schedule: number | undefined;
}) {
  const reach = 1.2;
  const at = (share: number) => (Math.max(0, Math.min(reach, share)) / reach) * 100;
  const behind = schedule !== undefined && completion < schedule;
  return (
    <svg
      className="bullet"
      viewBox="0 0 100 14"
      width="84"
      height="14"
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <rect x="0" y="3" width={at(1)} height="8" fill="#e9ebee" />
      <rect x="0" y="4.5" width={at(completion)} height="5" fill={behind ? '#8f5a00' : '#1a5fb4'} />
      {schedule !== undefined && <rect x={at(schedule) - 0.8} y="1" width="1.6" height="12" fill="#1d2129" />}
    </svg>
  );
}
