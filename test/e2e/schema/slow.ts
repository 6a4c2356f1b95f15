const N = 100_000;

/** Patterns that the static check lets through, each with the text that would hurt the most if it were wrong. */
export const SLOW_TEXTS: [string, string][] = [
  ['^\\+?[0-9]{10,15}$', '1'.repeat(N)],
  ['^[a-z]+(?:-[a-z]+)*$', `${'a-'.repeat(N)}!`],
  ['^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,}$', `${'aaaaaaaaaa.'.repeat(N / 10)}!`],
  ['^(?=.*[A-Z])(?=.*\\d).{8,}$', 'a'.repeat(N)],
  ['^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$', `${'A'.repeat(N)}!`],
  ['^.*foo', 'fo'.repeat(N / 2)],
  ['\\d+', 'x'.repeat(N)],
  ['^(?:(?!--).)*$', `${'a-'.repeat(N / 2)}-`],
  ['^"(?:[^"\\\\]|\\\\.)*"$', `"${'\\"'.repeat(N / 2)}`],
  ['^[\\w.]+@[\\w]+\\.[a-z]+$', `${'a.'.repeat(N / 2)}@`],
];
