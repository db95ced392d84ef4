export interface SeedWorkbook {
  readonly bookType: string;
  readonly bytes: Uint8Array;
}

export function createRandom(seed: number): () => number;
export function makeSeeds(): SeedWorkbook[];
export function mutateWorkbook(
  seeds: readonly SeedWorkbook[],
  series: number,
  number: number,
): { readonly bytes: Uint8Array; readonly fileName: string };
