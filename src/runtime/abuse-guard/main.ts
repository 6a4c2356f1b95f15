import { SYSTEM_CLOCK } from './clock';
import { Guard } from './guard';
import { jsonLog } from './log';
import { readConfigFile } from './read-config';

/** How long the end may take, in milliseconds; Kubernetes waits 30 s by default. */
const HANDING_OVER = 20_000;

/** Runs the guard until it is told to end. The configuration is the file that GUARD_CONFIG or the first argument names. */
async function main(): Promise<void> {
  const log = jsonLog(line => process.stdout.write(line), SYSTEM_CLOCK.wall);
  const fail = (error: unknown) => {
    log.error('abuse guard ends', { error: error instanceof Error ? error.message : String(error) });
    process.exitCode = 1;
    setImmediate(() => process.exit(1));
  };
  process.on('uncaughtException', fail);
  try {
    const file = process.env.GUARD_CONFIG ?? process.argv[2];
    if (!file) {
      throw new Error('GUARD_CONFIG is not set: expected the file of the configuration');
    }
    const guard = new Guard(readConfigFile(file), SYSTEM_CLOCK, log);
    let ending = false;
    const end = () => {
      if (!ending) {
        ending = true;
        setTimeout(() => fail(new Error(`not all could be handed over within ${HANDING_OVER / 1000} s`)), HANDING_OVER).unref();
        guard.stop().then(() => process.exit(0), fail);
      }
    };
    process.on('SIGTERM', end);
    process.on('SIGINT', end);
    await guard.start();
  } catch (error) {
    fail(error);
  }
}

void main();
