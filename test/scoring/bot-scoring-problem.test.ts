import { BOT_SCORING, BotScoring } from '../../src/scoring/bot-scoring';
import { botScoringProblem } from '../../src/scoring/bot-scoring-problem';

test("the article's scoring has no problem", () => {
  expect(botScoringProblem(BOT_SCORING)).toBeUndefined();
});

const { weights } = BOT_SCORING;
const SIGNATURE = "is too short, has spaces around it or is not ascii: expected a part of a User-Agent; write for instance 'curl'";

test.each<[Partial<BotScoring>, string]>([
  [{ weights: { ...weights, signature: 0.5 } }, 'weight signature is 0.5: expected whole tenths from 0 to 10; write 3 for 0.3'],
  [{ weights: { ...weights, frequency: 11 } }, 'weight frequency is 11: expected whole tenths from 0 to 10; write 3 for 0.3'],
  [{ weights: { ...weights, noUserAgent: -1 } }, 'weight noUserAgent is -1: expected whole tenths from 0 to 10; write 3 for 0.3'],
  [{ weights: { ...weights, noAcceptLanguage: NaN } }, 'weight noAcceptLanguage is NaN: expected whole tenths from 0 to 10; write 3 for 0.3'],
  [{ suspiciousFrom: 0.7 }, 'suspiciousFrom is 0.7: expected whole tenths from 1 to 10; write 7 for 0.7'],
  [{ suspiciousFrom: 0 }, 'suspiciousFrom is 0: expected whole tenths from 1 to 10; write 7 for 0.7'],
  [{ refusedFrom: 11 }, 'refusedFrom is 11: expected whole tenths from 1 to 10; write 7 for 0.7'],
  [{ maxRequests: 0 }, 'maxRequests is 0: expected an integer from 1 to 1000000000; leave it out for 100'],
  [{ window: 0 }, 'window is 0 seconds: expected from 1 to 86400; leave it out for a minute'],
  [{ window: 86401 }, 'window is 86401 seconds: expected from 1 to 86400; leave it out for a minute'],
  [{ signatures: ['x'] }, `bot signature 'x' ${SIGNATURE}`],
  [{ signatures: [''] }, `bot signature '' ${SIGNATURE}`],
  [{ signatures: ['curl '] }, `bot signature 'curl ' ${SIGNATURE}`],
  [{ signatures: ['cu\nrl'] }, `bot signature 'cu\nrl' ${SIGNATURE}`],
  [{ signatures: ['curl', 'wget', 'curl'] }, "bot signature 'curl' is given twice: letter case makes no difference; remove one"],
  [{ suspiciousFrom: 9 }, 'suspiciousFrom is 9 and refusedFrom 9: no request would be suspicious without being refused; give a lower suspiciousFrom'],
  [{ refusedFrom: 10 }, 'refusedFrom is 10, and no request scores more than 9, since one without User-Agent has no signature: nobody would be refused; give refusedFrom 9 or less, or higher weights'],
  [{ signatures: [] }, 'refusedFrom is 9, and no request scores more than 7, since one without User-Agent has no signature: nobody would be refused; give refusedFrom 7 or less, or higher weights'],
])('fails for %j', (given, problem) => {
  expect(botScoringProblem({ ...BOT_SCORING, ...given })).toBe(problem);
});
