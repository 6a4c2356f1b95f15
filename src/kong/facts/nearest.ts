/** Number of single-letter edits (a swap of neighbours is one) between two words, or `limit + 1` once it is over the limit. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    before = previous;
    previous = row;
  }
  return previous[b.length];
}

const plain = (word: string) => word.toLowerCase().replace(/[-_ ]/g, '');

/**
 * The candidate that was most likely meant by a mistyped word; undefined if none is near. Case, `-` and `_` do not count.
 *
 * @param most how many letters may differ.
 */
export function nearest(word: string, candidates: Iterable<string>, most: number = Infinity): string | undefined {
  const wanted = plain(word);
  let limit = Math.min(most, Math.floor(wanted.length / 3));
  let best: string | undefined;
  for (const candidate of candidates) {
    const edits = distance(wanted, plain(candidate), limit);
    if (edits <= limit && (best === undefined || edits < limit)) {
      best = candidate;
      limit = edits;
    }
  }
  return best;
}
