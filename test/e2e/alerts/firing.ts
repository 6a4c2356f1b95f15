import { Series } from './series';
import { Promtool } from '../peers/promtool';

/** An alert that Prometheus raised. */
export interface Firing {
  readonly name: string;
  readonly labels: Record<string, string>;
  readonly annotations: Record<string, string>;
}

/** The alerts of these rules that fire at that minute, of a Prometheus that has seen these series. */
export function firing(promtool: Promtool, groups: any[], series: Series, minute: number): Firing[] {
  const names: string[] = groups.flatMap(group => group.rules).map(rule => rule.alert).filter(Boolean);
  const { ok, text } = promtool.test(groups, {
    evaluation_interval: '1m',
    tests: [{
      interval: '1m',
      input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
      // promtool tells what fires only where it expected something else.
      alert_rule_test: names.map(alertname => ({ eval_time: `${minute}m`, alertname, exp_alerts: [] })),
    }],
  });
  const found = alertsIn(text);
  if (ok !== (found.length === 0)) {
    throw new Error(`promtool test rules could not be read:\n${text}`);
  }
  return found;
}

/** What promtool got: lines `Labels:{a="b", …}` and `Annotations:{…}`, with the values quoted as in Go. */
function alertsIn(text: string): Firing[] {
  return [...text.matchAll(/Labels:\{(.*)\}\s*\n\s*Annotations:\{(.*)\}/g)].map(([, labels, annotations]) => {
    const { alertname, ...rest } = pairs(labels);
    return { name: alertname, labels: rest, annotations: pairs(annotations) };
  });
}

function pairs(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(/(\w+)=("(?:[^"\\]|\\.)*")/g)].map(([, name, value]) => [name, JSON.parse(value)]));
}
