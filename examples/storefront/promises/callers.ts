import { PromisedConsumer } from '../../../test/support/promises/consumers';

const STANDARD = ['KongPlugin shop/standard-consumer-rate-limiting'];
const PREMIUM = ['KongPlugin shop/premium-consumer-rate-limiting'];

/** Who calls: with what it proves itself, what it may call, and the plan that counts all its requests together. */
export const CONSUMERS: PromisedConsumer[] = [
  { name: 'web', jwt: [['web', 'ES256']], groups: ['standard'], plugins: STANDARD },
  { name: 'mobile', jwt: [['mobile', 'ES256']], groups: ['premium', 'standard'], plugins: PREMIUM },
  { name: 'reporting', jwt: [['reporting', 'RS256']], groups: ['standard'], plugins: STANDARD },
  { name: 'nightly-jobs', jwt: [['nightly-jobs', 'HS256']], groups: ['standard'], plugins: STANDARD },
  { name: 'acme-partner', customId: 'partner-17', apiKeys: 1, groups: ['premium', 'standard'], plugins: PREMIUM },
];
