import * as fc from 'fast-check';
import { configOf, render } from './render';
import { BotProtection, BotProtectionProps } from '../../src';

function config(bots: BotProtection): any {
  return configOf(render({ api: { bots } }), 'bot-detection');
}

/** As Kong's regular expressions read a pattern: `(?i)` at its start is for all of it, and JavaScript has it as a flag. */
function matches(pattern: string, agent: string): boolean {
  expect(pattern.startsWith('(?i)')).toBe(true);
  return new RegExp(pattern.slice(4), 'i').test(agent);
}

test('clients are denied in any letter case, and the search engines allowed as they write themselves', () => {
  expect(config(BotProtection.denying('curl', 'python-requests'))).toEqual({
    allow: ['(?i)Googlebot', '(?i)bingbot'], deny: ['(?i)curl', '(?i)python-requests'],
  });
});

test('all properties', () => {
  const props: Required<BotProtectionProps> = { deny: ['wget'], allow: ['okhttp'] };
  expect(config(new BotProtection(props))).toEqual({ allow: ['(?i)okhttp'], deny: ['(?i)wget'] });
});

test('nobody need be allowed', () => {
  expect(config(new BotProtection({ deny: ['Googlebot'], allow: [] }))).toEqual({ allow: [], deny: ['(?i)Googlebot'] });
});

test.each([
  ['wget', 'Wget/1.21.3'], ['curl', 'curl/8.4.0'], ['Googlebot', 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'],
])('the pattern of %s finds it in %j', (name, agent) => {
  expect(matches(config(new BotProtection({ deny: [name], allow: [] })).deny[0], agent)).toBe(true);
});

const CHARACTER = fc.integer({ min: 0x20, max: 0x7e }).map(code => String.fromCharCode(code));
const NAME = fc.string({ unit: CHARACTER, minLength: 2, maxLength: 12 })
  .filter(name => name.trim() === name && name.length >= 2);

test('a pattern matches exactly what contains the name in any letter case', () => {
  fc.assert(fc.property(NAME, fc.string({ unit: CHARACTER, maxLength: 30 }), fc.boolean(), (name, rest, inside) => {
    const agent = inside ? rest + name.toUpperCase() + rest : rest;
    const [spec] = new BotProtection({ deny: [name], allow: [] })._plugins();
    expect(matches((spec.config.deny as string[])[0], agent)).toBe(agent.toLowerCase().includes(name.toLowerCase()));
  }));
});

test('later changes to the lists that were given change nothing', () => {
  const deny = ['curl'];
  const bots = new BotProtection({ deny });
  deny.pop();
  expect(config(bots).deny).toEqual(['(?i)curl']);
});

test.each(['', 'x', ' curl', 'curl ', 'cu\nrl', 'cürl'])('fails for the name %j', name => {
  expect(() => BotProtection.denying(name))
    .toThrow(`bot name '${name}' is too short, has spaces around it or is not ascii: expected a part of a User-Agent; write for instance 'curl'`);
});

test('fails if what is denied is allowed as well', () => {
  expect(() => new BotProtection({ deny: ['GoogleBot'] })).toThrow("bot name 'GoogleBot' is denied and 'Googlebot' allowed: kong looks at the allow list first, so it would pass; "
    + "remove 'GoogleBot' from deny, or give an allow list without 'Googlebot'");
});

test('fails if what is denied contains what is allowed', () => {
  expect(() => new BotProtection({ deny: ['Googlebot-Image'] })).toThrow("bot name 'Googlebot-Image' is denied and 'Googlebot' allowed");
});

test('what is allowed may contain what is denied', () => {
  expect(config(new BotProtection({ deny: ['curl'], allow: ['curl/8-of-ours'] }))).toEqual({ allow: ['(?i)curl\\/8-of-ours'], deny: ['(?i)curl'] });
});

describe('the tightening of bots', () => {
  const base = new BotProtection({ deny: ['curl', 'wget'], allow: ['okhttp'] });

  test('a longer deny list and a shorter allow list are no loosening', () => {
    expect(new BotProtection({ deny: ['WGET', 'curl', 'scrapy'], allow: [] })._loosens(base)).toBeUndefined();
  });

  test('a shorter deny list is', () => {
    expect(new BotProtection({ deny: ['curl'], allow: [] })._loosens(base)).toBe("the deny list of bots may only grow, and 'wget' is gone");
  });

  test('a longer allow list is', () => {
    expect(new BotProtection({ deny: ['curl', 'wget'], allow: ['okhttp', 'axios'] })._loosens(base)).toBe("the allow list of bots may only shrink, and 'axios' is new");
  });
});
