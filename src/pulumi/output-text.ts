/** What an output becomes in a text, also in a link, and in capitals. */
const WRITTEN = /calling(%[0-9a-f]{2}|[^a-z]){0,8}to(string|json)/i;
/** The same in base64, which begins at one of three places in its groups of three bytes. */
const ENCODED = ['Calling [to', '..Calling [to', '.Calling [to'].map(text => Buffer.from(text).toString('base64').replace(/=+$/, ''))
  .map((text, place) => place === 0 ? text.slice(0, -1) : text.slice(4, -1));

/** Whether a text holds what Pulumi writes where an output is made a text, in clear or as an encoder leaves it. */
export function isOutputText(text: string): boolean {
  return text.length > 12 && (WRITTEN.test(text) || ENCODED.some(part => text.includes(part)));
}
