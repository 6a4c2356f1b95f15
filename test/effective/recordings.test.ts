import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { recorded, withCertificates } from './recording';
import { OPTIONS, OSS } from './support';
import { translate } from '../../src/effective/translate/translate';
import { refusals } from '../../src/effective/verdict/refusals';

/**
 * Rules of the controller in this project's own objects, with what the same rules make of them. They stand in for the recordings of the
 * real controller where these are not at hand.
 */
interface Case {
  readonly rule: string;
  readonly objects: any[];
  /** What the configuration contains; lists are compared as a whole. */
  readonly kong: any;
  /** Paths that the configuration does not have. */
  readonly without?: string[];
  /** All events; none if left out. */
  readonly events?: string[];
  /** A part of the reason why Kong refuses it; left out is accepted. */
  readonly refused?: string;
}

const ROOT = join(__dirname, 'recordings');

describe.each(readdirSync(ROOT).sort())('%s', file => {
  const { cases } = parse(withCertificates(readFileSync(join(ROOT, file), 'utf8')), { maxAliasCount: -1 }) as { cases: Case[] };

  test.each(cases.map(each => [each.rule, each] as const))('%s', (_, { objects, kong, without = [], events = [], refused }) => {
    const translation = translate(objects, OPTIONS);
    const config = recorded(translation);
    expect(config).toMatchObject(kong);
    for (const path of without) {
      expect(config).not.toHaveProperty(path);
    }
    expect(translation.events.map(({ object, message }) => `${object}: ${message}`)).toEqual([...events].sort());
    expect(refusals(translation, OSS)).toEqual(refused === undefined ? [] : expect.arrayContaining([expect.stringContaining(refused)]));
  });
});
