/** Longest array that is walked place by place: Excel's rows. */
const longestWalk = 1_048_576;

/**
 * Places of an array that hold something, in order. One cell in row four thousand million makes a sparse array that
 * a loop would walk for minutes, so such an array is asked for its keys instead.
 */
export function* listHeld<Value>(
  array: readonly (Value | undefined)[] | undefined,
): Generator<[number, Value]> {
  if (!array) return;
  if (array.length > longestWalk) {
    for (const key of Object.keys(array)) {
      const value = array[Number(key)];
      if (value !== undefined) yield [Number(key), value];
    }
    return;
  }
  for (let index = 0; index < array.length; index += 1) {
    const value = array[index];
    if (value !== undefined) yield [index, value];
  }
}
