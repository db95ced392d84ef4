/** Six characters, four stars, four characters: enough to find the cell, not enough to know the number. */
export function maskNumber(digits: string): string {
  return digits.length >= 15
    ? `${digits.slice(0, 6)}****${digits.slice(-4)}`
    : `${digits.slice(0, 3)}****${digits.slice(-4)}`;
}
