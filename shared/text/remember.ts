/** The 300 returns of a form hold the same texts: a bounded memory saves reading each of them 300 times. */
const remembered = 20_000;
/** Longer texts are paragraphs: they don't come back, and would only fill the memory. */
const longestRemembered = 200;

/** A pure function of one text that remembers its answers; forgets all of them when there are too many. */
export function remember<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const seen = known.get(text);
    if (seen !== undefined || known.has(text)) return seen as T;
    const answer = read(text);
    if (text.length > longestRemembered) return answer;
    if (known.size >= remembered) known.clear();
    known.set(text, answer);
    return answer;
  };
}
