/** Made-up numbers with a true check character: nobody's. */
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

export function makeIdentity(seed: number): string {
  const region = ['654002', '654101', '110105', '510104', '440305'][seed % 5];
  const year = 1940 + (seed % 70);
  const month = String((seed % 12) + 1).padStart(2, '0');
  const day = String((seed % 28) + 1).padStart(2, '0');
  const body = `${region}${year}${month}${day}${String((seed * 7) % 1000).padStart(3, '0')}`;
  const sum = weights.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
  return body + '10X98765432'[sum % 11];
}
