import { differences } from './differences';
import { EffectiveGateway } from '../../../src/effective';

/** What a consumer promises, written by hand. */
export interface PromisedConsumer {
  readonly name: string;
  readonly customId?: string;
  /** The keys by which its tokens are found, with their algorithms. */
  readonly jwt?: [key: string, algorithm: string][];
  /** How many keys it has. */
  readonly apiKeys?: number;
  /** Its ACL groups: what it may call. */
  readonly groups: string[];
  /** The plugins that hang on it, by their objects. They must hang on it alone: with a route too they would bind that pair only. */
  readonly plugins: string[];
}

/** Throws if the consumers are not these, with what Kong has. */
export function checkConsumers(view: EffectiveGateway, promised: PromisedConsumer[]): void {
  const { consumers = [] } = view.toKongConfig();
  const actual = consumers.map((consumer: any) => ({
    name: consumer.username,
    customId: consumer.custom_id,
    jwt: (consumer.jwt_secrets ?? []).map(({ key, algorithm }: any) => [key, algorithm]),
    apiKeys: (consumer.keyauth_credentials ?? []).length,
    groups: groupsOf(view, consumer.username),
    plugins: view.plugins.filter(plugin => plugin.consumer === consumer.username).map(({ object, target }) => `${object} ${target}`),
  }));
  const wanted = promised.map(({ name, customId, jwt = [], apiKeys = 0, groups, plugins }) => ({
    name, customId, jwt, apiKeys, groups: [...groups].sort(), plugins: plugins.map(object => `${object} on consumer ${name}`),
  }));
  const problems = differences(byName(actual), byName(wanted), 'consumer');
  if (problems.length > 0) {
    throw new Error(`consumers are not as promised:\n${problems.map(each => `  ${each}\n`).join('')}`);
  }
}

/** The ACL groups of a consumer. */
export function groupsOf(view: EffectiveGateway, name: string): string[] {
  const consumer = (view.toKongConfig().consumers ?? []).find(({ username }: any) => username === name);
  return (consumer?.acls ?? []).map(({ group }: any) => group).sort();
}

function byName(consumers: any[]): Record<string, any> {
  return Object.fromEntries(consumers.map(consumer => [consumer.name, consumer]));
}
