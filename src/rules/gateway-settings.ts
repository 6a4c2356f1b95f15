import { IConstruct } from 'constructs';
import { AppView } from './app-view';
import { FinalObject, map } from './final-object';
import { GATEWAY_SETTINGS } from './marks';
import { Rule, Violation } from './rule';
import { settingHolds } from '../gateway/gateway-requirements';
import { KongGateway } from '../gateway/kong-gateway';

/** What the features in use need of the gateway's nodes is set. */
export const GATEWAY_SETTINGS_RULE: Rule = {
  id: 'gateway-settings',
  why: 'a feature whose setting is missing at the nodes is accepted and does not work, or answers every request with 500',
  check: app => {
    const emitted = emittedSettings(app);
    return app.gateways.flatMap(gateway => unmet(gateway, emitted.get(gateway) ?? {}).map(message => ({
      // The gateway of those that declare none is not in the tree.
      at: gateway.node.root === app.root ? gateway : app.root,
      message,
    } satisfies Violation)));
  },
};

/** The value that is stated of a setting of a gateway's nodes. */
export type StatedSetting = (gateway: KongGateway, setting: string) => string | undefined;

/** Reads what is stated: what a pod sets itself wins over the config map of GatewaySettings. */
export function statedSetting(app: AppView): StatedSetting {
  const emitted = emittedSettings(app);
  return (gateway, setting) => {
    const written = emitted.get(gateway)?.[setting];
    return gateway._settingsElsewhere[setting] ?? (written === undefined ? undefined : String(written));
  };
}

/** What the GatewaySettings of each gateway write, after patches. */
function emittedSettings(app: AppView): Map<KongGateway, Record<string, unknown>> {
  const emitted = new Map<KongGateway, Record<string, unknown>>();
  const makers = new Set<IConstruct>(app.nodes.filter(node => GATEWAY_SETTINGS in node));
  for (const object of makers.size > 0 ? app.ofKind('ConfigMap') : []) {
    if (makers.has(object.source) || makers.has(object.source.node.scope!)) {
      emitted.set(object.gateway, { ...emitted.get(object.gateway), ...dataOf(object) });
    }
  }
  return emitted;
}

function unmet(gateway: KongGateway, emitted: Record<string, unknown>): string[] {
  let needed: Record<string, string>;
  try {
    needed = gateway._requirements.settings();
  } catch (error) {
    return [(error as Error).message];
  }
  const byDefault = new Map<string, { met: boolean; reasons: string[] }>();
  for (const { setting, reason, met } of gateway._requirements.all()) {
    const known = byDefault.get(setting) ?? { met: true, reasons: [] };
    byDefault.set(setting, { met: known.met && met, reasons: [...new Set([...known.reasons, reason])] });
  }
  const problems: string[] = [];
  for (const [setting, value] of Object.entries(needed)) {
    const { met, reasons } = byDefault.get(setting)!;
    const elsewhere = gateway._settingsElsewhere[setting];
    const actual = emitted[setting] === undefined ? elsewhere : String(emitted[setting]);
    if (actual === undefined ? met : settingHolds(setting, value, actual)) {
      continue;
    }
    const got = actual === undefined ? 'nothing sets it' : `it is '${actual}'`;
    problems.push(`setting ${setting} must be '${value}' for ${reasons.join(', ')}, and ${got}: what needs it does not work; ${fixOf(gateway, setting, emitted)}`);
  }
  return problems;
}

function fixOf(gateway: KongGateway, setting: string, emitted: Record<string, unknown>): string {
  if (gateway.isImported) {
    return 'state it in settings of KongGateway.imported once it holds';
  }
  return emitted[setting] !== undefined ? 'remove what overrides it from the config map'
    : 'make a GatewaySettings for the gateway, or state it in settings of the gateway if it is set elsewhere';
}

function dataOf({ manifest }: FinalObject): Record<string, unknown> {
  return map(manifest.data);
}
