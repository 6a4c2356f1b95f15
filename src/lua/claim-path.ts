/**
 * The names that lead to a claim: `realm_access.roles` is `roles` in `realm_access`. A claim whose name is a URL is one name, dots and all,
 * and so is a dot after a backslash.
 *
 * @throws when a name is empty or has spaces or control characters
 */
export function claimPath(claim: string): string[] {
  const names = /^[a-z][a-z0-9+.-]*:\/\//i.test(claim) ? [claim]
    : claim.split(/(?<!\\)\./).map(name => name.replace(/\\\./g, '.'));
  // eslint-disable-next-line no-control-regex
  if (names.some(name => name === '' || /[\s\u0000-\u001f\u007f]/.test(name))) {
    throw new Error(`claim '${claim}' is not a claim: expected names without spaces, with dots between them; write for instance 'sub' or 'realm_access.roles'`);
  }
  return names;
}
