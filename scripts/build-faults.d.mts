export function buildFaults(names: readonly string[]): Promise<string>;
