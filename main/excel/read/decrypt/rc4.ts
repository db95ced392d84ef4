/** RC4 written out, because the crypto libraries of newer runtimes no longer offer it. */
export function createRc4(key: Uint8Array): (data: Uint8Array) => void {
  const state = new Uint8Array(256);
  for (let index = 0; index < 256; index += 1) state[index] = index;
  for (let index = 0, swap = 0; index < 256; index += 1) {
    const value = state[index] ?? 0;
    swap = (swap + value + (key[index % key.length] ?? 0)) & 255;
    state[index] = state[swap] ?? 0;
    state[swap] = value;
  }
  let [first, second] = [0, 0];
  return (data) => {
    for (let index = 0; index < data.length; index += 1) {
      first = (first + 1) & 255;
      const left = state[first] ?? 0;
      second = (second + left) & 255;
      const right = state[second] ?? 0;
      state[first] = right;
      state[second] = left;
      data[index] = (data[index] ?? 0) ^ (state[(left + right) & 255] ?? 0);
    }
  };
}
