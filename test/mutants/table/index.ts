import { ABUSE_GUARD } from './abuse-guard';
import { ANSWERS } from './answers';
import { AUTHENTICATION } from './authentication';
import { CLUSTER } from './cluster';
import { CONSUMERS } from './consumers';
import { LIMITS } from './limits';
import { MONITORING } from './monitoring';
import { PLUGIN_REFERENCES } from './plugin-references';
import { ROUTE_PLUGINS } from './route-plugins';
import { ROUTES } from './routes';
import { Mutant } from '../mutant';

/** All mutants, by what they break. */
export const MUTANTS: [part: string, mutants: Mutant[]][] = [
  ['which plugin runs where', PLUGIN_REFERENCES],
  ['what a route has', ROUTE_PLUGINS],
  ['who is let in', AUTHENTICATION],
  ['how much is let in', LIMITS],
  ['what is answered and logged', ANSWERS],
  ['which route takes a request', ROUTES],
  ['who calls', CONSUMERS],
  ['what watches', MONITORING],
  ['what is around it', CLUSTER],
  ['who is kept out', ABUSE_GUARD],
];
