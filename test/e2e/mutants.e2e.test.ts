import { CASES } from './alerts/cases';
import { Firing, firing } from './alerts/firing';
import { certificateReady, certificateTimes, gatewayWith, requests, Series } from './alerts/series';
import { ALERT_MUTANTS, AlertMutant, Question } from './mutants/alerts';
import { ApiServer } from './peers/api-server';
import { applyDefinitions } from './peers/crds';
import { messageOf } from './peers/kubernetes-client';
import { Promtool } from './peers/promtool';
import { STARTING } from './peers/timeouts';
import { findings } from '../mutants/checks';
import { Mutant } from '../mutants/mutant';
import { Objects } from '../mutants/objects';
import { MUTANTS } from '../mutants/table';

/** Gateways at which none of the alerts that are mutated may fire. */
const QUIET: Series[] = [
  gatewayWith({}),
  // Few requests, all refused.
  gatewayWith(requests('401', 'kong', 5)),
  // A certificate that was never issued.
  gatewayWith({ ...certificateReady('False'), ...certificateTimes(0, 0) }),
];

describe('alerts at promtool', () => {
  let promtool: Promtool;

  beforeAll(async () => {
    promtool = await Promtool.start();
  }, STARTING);

  afterAll(() => promtool?.stop());

  /** What is wrong with one alert of these objects, by the first question that shows it. */
  function wrong(objects: Objects, alert: AlertMutant['alert']): { readonly question?: Question; readonly says: string } {
    const { groups } = objects.get('PrometheusRule', 'alerts').spec;
    const { ok, text } = promtool.check(groups);
    if (!ok) {
      return { question: 'check rules', says: text };
    }
    const { fires, without, silent, at, labels, says } = CASES[alert];
    const of = (series: Series, minute: number): Firing[] => firing(promtool, groups, series, minute).filter(({ name }) => name === alert);
    const [found] = of(gatewayWith(fires, without), at);
    const lost = Object.keys(labels).filter(label => found?.labels[label] !== labels[label]);
    if (!found || lost.length > 0 || !found.annotations.description.includes(says)) {
      return { question: 'fires', says: !found ? 'nothing fires' : lost.length > 0 ? `its ${lost.join(', ')} is not as promised` : `its texts lack ${says}` };
    }
    if (of(gatewayWith(silent), at).length > 0) {
      return { question: 'silent', says: `${alert} fires below its threshold` };
    }
    return QUIET.some(series => of(series, 150).length > 0) ? { question: 'quiet', says: `${alert} fires though all is well` } : { says: 'nothing: it survives' };
  }

  test.each([...new Set(ALERT_MUTANTS.map(({ alert }) => alert))])('nothing is wrong with %s as it is', alert => {
    expect(wrong(Objects.ofStorefront(), alert)).toEqual({ says: 'nothing: it survives' });
  });

  test.each(ALERT_MUTANTS)('$alert: $name ($harm)', ({ alert, mutate, caughtBy, says }) => {
    const objects = Objects.ofStorefront();
    mutate(objects);
    // Otherwise it belongs to those that are caught without a peer.
    expect(findings(objects.all)).toEqual([]);
    expect(wrong(objects, alert)).toEqual({ question: caughtBy, says: expect.stringContaining(says) });
  });
});

describe('objects at the API server', () => {
  let cluster: ApiServer;

  beforeAll(async () => {
    cluster = await ApiServer.start();
    await applyDefinitions(cluster.client);
    await cluster.makeNamespaces(Objects.ofStorefront().all);
  }, STARTING);

  afterAll(() => cluster?.stop());

  /** What the server says against the objects that a mutant changes. */
  async function refusals({ mutate }: Mutant): Promise<string[]> {
    const sound = Objects.ofStorefront().all.map(object => JSON.stringify(object));
    const objects = Objects.ofStorefront();
    mutate(objects);
    const texts: string[] = [];
    for (const object of objects.all.filter(each => !sound.includes(JSON.stringify(each)))) {
      try {
        const answer = await cluster.client.apply(object);
        answer.status >= 400 && texts.push(messageOf(answer));
      } catch (error) {
        // A kind that it does not serve.
        texts.push((error as Error).message);
      }
    }
    return texts;
  }

  test.each(MUTANTS.flatMap(([, mutants]) => mutants).filter(({ caughtBy }) => caughtBy === 'strict schema'))('the server refuses as the schemas do: $name', async mutant => {
    expect(await refusals(mutant)).not.toEqual([]);
  });
});
