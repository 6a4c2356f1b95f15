import { isIPv4, isIPv6 } from 'net';

const HEADER_NAME = /^[A-Za-z0-9_-]+$/;
const URL_PARTS = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/(?:([^/?#@]*)@)?([^/?#@]+)(?:[/?#]|$)/;
const VAULT = /^\{vault:\/\/.+\}$/;
const PREFIX = /^\d{1,3}$/;

/** What Kong's typedefs take as a header name (kong/tools/http.lua, validate_header_name). */
export function isHeaderName(text: string): boolean {
  return HEADER_NAME.test(text);
}

export function isVaultReference(text: string): boolean {
  return text.startsWith('{vault://') && VAULT.test(text);
}

/** An IPv4 or IPv6 address, alone or with a prefix length. Bits behind the prefix may be set: Kong masks them. */
export function isIpOrCidr(text: string): boolean {
  const slash = text.indexOf('/');
  const address = slash < 0 ? text : text.slice(0, slash);
  const bits = isIPv4(address) ? 32 : isIPv6(address) && !address.includes('%') ? 128 : 0;
  if (bits === 0) return false;
  if (slash < 0) return true;
  const prefix = text.slice(slash + 1);
  return PREFIX.test(prefix) && Number(prefix) <= bits;
}

/** Scheme, userinfo and host of an absolute URL; undefined for anything else, as Kong refuses it (typedefs.url). */
export function urlParts(text: string): { scheme: string; userinfo?: string; host: string } | undefined {
  const match = URL_PARTS.exec(text);
  return match ? { scheme: match[1].toLowerCase(), userinfo: match[2], host: match[3] } : undefined;
}

/** Whether a text is a path as Kong's typedefs.path has it: absolute and without empty segments. */
export function isPath(text: string): boolean {
  return text.startsWith('/') && !text.includes('//');
}

/**
 * What is wrong with a PCRE pattern, as far as brackets, escapes and quantifiers go. JavaScript's own compiler is no judge of it:
 * it refuses `(?i)`, which every good entry of bot-detection starts with.
 */
export function regexProblem(pattern: string): string | undefined {
  let open = 0;
  let quantifiable = false;
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i];
    if (char === '\\') {
      if (++i >= pattern.length) return 'ends in a lone backslash';
      quantifiable = true;
    } else if (char === '[') {
      i = classEnd(pattern, i);
      if (i < 0) return 'has a [ that is not closed';
      quantifiable = true;
    } else if (char === '(') {
      open++;
      if (pattern[i + 1] === '?' || pattern[i + 1] === '*') i++;
      quantifiable = false;
    } else if (char === ')') {
      if (--open < 0) return 'has a ) that was not opened';
      quantifiable = true;
    } else if (char === '*' || char === '+' || char === '?') {
      if (!quantifiable) return `has a ${char} with nothing to repeat`;
      if (pattern[i + 1] === '?' || pattern[i + 1] === '+') i++;
      quantifiable = false;
    } else {
      quantifiable = char !== '|' && char !== '^';
    }
  }
  return open > 0 ? 'has a ( that is not closed' : undefined;
}

function classEnd(pattern: string, start: number): number {
  let i = start + 1;
  if (pattern[i] === '^') i++;
  if (pattern[i] === ']') i++;
  for (; i < pattern.length; i++) {
    if (pattern[i] === '\\') i++;
    else if (pattern.startsWith('[:', i) && pattern.indexOf(':]', i) > 0) i = pattern.indexOf(':]', i) + 1;
    else if (pattern[i] === ']') return i;
  }
  return -1;
}
