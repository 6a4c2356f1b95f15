import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, Testing } from 'cdk8s';

/** One file that an app writes. */
export interface Page {
  /** The app and the chart, as a title. */
  readonly title: string;
  readonly app: string;
  readonly objects: any[];
}

/** The pages of an app, in the order in which they are written. */
export function pagesOf(name: string, make: (app: App) => unknown): Page[] {
  const app = new App();
  make(app);
  return app.charts.map(chart => ({ title: `${name}/${chart.node.id}`, app: name, objects: Testing.synth(chart) }));
}

/** The pages of every example: each examples/NAME/main.ts exports one function that fills an app. */
export function examplePages(): Page[] {
  const examples = path.join(__dirname, '..', '..', 'examples');
  const names = fs.readdirSync(examples).filter(name => fs.existsSync(path.join(examples, name, 'main.ts'))).sort();
  return names.flatMap(name => {
    const functions = Object.values<any>(module.require(path.join(examples, name, 'main'))).filter(value => typeof value === 'function');
    if (functions.length !== 1) {
      throw new Error(`examples/${name}/main.ts must export one function that fills an app, and exports ${functions.length}`);
    }
    return pagesOf(name, functions[0]);
  });
}
