import { App } from 'cdk8s';
import { Construct } from 'constructs';
import * as gatewarden from 'gatewarden';
import { allProps, allPropsPages, RELEASES } from './all-props';
import { examplePages, Page } from './pages';
import { ApiServer } from './peers/api-server';
import { applyDefinitions } from './peers/crds';
import { messageOf, nameOf } from './peers/kubernetes-client';
import { STARTING } from './peers/timeouts';

const PAGES = [...examplePages(), ...allPropsPages()];

let cluster: ApiServer;
let applied: any[] = [];

beforeAll(async () => {
  cluster = await ApiServer.start();
  await applyDefinitions(cluster.client);
}, STARTING);

afterAll(() => cluster?.stop());

// Pages of one app stand beside each other in a cluster; those of different apps do not.
describe.each([...new Set(PAGES.map(page => page.app))])('%s', app => {
  beforeAll(() => cluster.makeNamespaces(PAGES.filter(page => page.app === app).flatMap(page => page.objects)));

  afterAll(async () => {
    await cluster.client.delete(applied);
    applied = [];
  });

  test.each(PAGES.filter(page => page.app === app).map((page): [string, Page] => [page.title, page]))('the API server takes every object of %s, and a second time changes nothing', async (_title, { objects }) => {
    expect(objects).not.toHaveLength(0);
    const refusals: string[] = [];
    const first: any[] = [];
    for (const object of objects) {
      const answer = await cluster.client.apply(object);
      if (answer.status !== 201) {
        refusals.push(`${nameOf(object)}: ${answer.status === 200 ? 'was there already' : `${answer.status} ${messageOf(answer)}`}`);
      } else {
        first.push(answer.body);
      }
      refusals.push(...answer.warnings.map(warning => `${nameOf(object)}: warning: ${warning}`));
    }
    applied.push(...first);
    expect(refusals).toEqual([]);

    // The first update also stores the status that the definition of KongConsumer gives by default, which every answer had before;
    // from then on, not even the version of an object changes.
    const second = await applyAll(objects);
    expect(second.map(withoutVersion)).toEqual(first.map(withoutVersion));
    expect((await applyAll(objects)).map(versionOf)).toEqual(second.map(versionOf));
  });
});

test('every construct of the package is among those with all properties', () => {
  const made = Object.values(RELEASES).flatMap(release => {
    const app = new App();
    allProps(app, release);
    return app.node.findAll().map(construct => construct.constructor.name);
  });
  // ApiBase is abstract.
  const constructs = Object.values<any>(gatewarden).filter(value => value?.prototype instanceof Construct && value !== gatewarden.ApiBase);
  expect(constructs.map(({ name }) => name).filter(name => !made.includes(name))).toEqual([]);
});

async function applyAll(objects: any[]): Promise<any[]> {
  const answers: any[] = [];
  for (const object of objects) {
    answers.push(await cluster.client.mustApply(object));
  }
  return answers;
}

function withoutVersion({ metadata: { resourceVersion, ...metadata }, ...object }: any): any {
  return { ...object, metadata };
}

function versionOf(object: any): string {
  return `${nameOf(object)} ${object.metadata.resourceVersion}`;
}
