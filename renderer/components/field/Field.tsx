import { type ReactNode, useId } from 'react';

export interface FieldProps {
  readonly label: string;
  /** Said below the control. */
  readonly hint?: string;
  readonly inline?: boolean;
  /** The control must take the id, so that the label names it. */
  readonly children: (id: string) => ReactNode;
}

/** A control with its name and, where needed, a line of explanation. */
export function Field({ label, hint, inline, children }: FieldProps) {
  const id = useId();
  return (
    <div className={inline ? 'field field-inline' : 'field'}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {hint && <span className="quiet">{hint}</span>}
    </div>
  );
}
