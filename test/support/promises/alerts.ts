import { differences } from './differences';

/** What an alert promises: its severity, how long it must hold, and which series it reads, without the labels of the scrape. */
export type PromisedAlert = [severity: string, holds: string, reads: string[]];

/** Throws if the alerts of a PrometheusRule are not these. */
export function checkAlerts(rule: any, promised: Record<string, PromisedAlert>): void {
  const rules: any[] = (rule?.spec?.groups ?? []).flatMap((group: any) => group.rules);
  const actual = Object.fromEntries(rules.map(each => [each.alert, [each.labels?.severity, each.for, readsOf(String(each.expr))]]));
  const problems = differences(named(actual), named(promised), '');
  if (problems.length > 0) {
    throw new Error(`alerts are not as promised:\n${problems.map(each => `  ${each}\n`).join('')}`);
  }
}

function named(alerts: Record<string, any[]>): object {
  return Object.fromEntries(Object.entries(alerts).map(([name, [severity, holds, reads]]) => [name, { severity, holds, reads }]));
}

/** The series in an expression, with their selectors, each once. */
export function readsOf(expr: string): string[] {
  const found = expr.match(/\b(?:kong|ingress_controller|certmanager|gatewarden)_\w+(?:\{(?:[^"}]|"(?:[^"\\]|\\.)*")*\})?/g) ?? [];
  return [...new Set(found)];
}
