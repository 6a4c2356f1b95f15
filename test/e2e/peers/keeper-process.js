/**
 * The process that holds the peers. It starts what the test run asks for over the IPC channel, and stops all of it when asked to or when
 * that channel closes: at the end of a run, after Ctrl-C and after a crash alike. It is plain JavaScript, so that it starts at once.
 *
 *   node keeper-process.js FOLDER      FOLDER is removed at the end
 */
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');

/** How long a peer may take to stop by itself, in milliseconds. What it holds is thrown away in any case. */
const PATIENCE = 2000;

const folder = process.argv[2];
const running = new Map();

process.on('message', ({ id, start, stop }) => {
  if (start) {
    begin(id, start);
  } else {
    end(stop).then(() => tell({ id, stopped: true }));
  }
});
process.once('disconnect', () => void finish());
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => void finish());
}

function begin(id, { command, args, cwd, env, log, niceness }) {
  const out = fs.openSync(log, 'a');
  // A process group of its own: it is stopped with all that it starts.
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', out, out], detached: true });
  fs.closeSync(out);
  child.once('error', error => tell({ id, failed: error.message }));
  if (child.pid === undefined) {
    return;
  }
  if (niceness) {
    try {
      os.setPriority(child.pid, niceness);
    } catch {
      // It may have ended already.
    }
  }
  running.set(id, child);
  child.once('exit', (code, signal) => {
    running.delete(id);
    tell({ id, exited: code ?? signal });
  });
  tell({ id, started: child.pid });
}

async function end(id) {
  const child = running.get(id);
  if (!child) {
    return;
  }
  const gone = new Promise(resolve => child.once('exit', resolve));
  const timer = setTimeout(() => kill(child, 'SIGKILL'), PATIENCE);
  kill(child, 'SIGTERM');
  await gone;
  clearTimeout(timer);
  // What the child left behind in its group.
  kill(child, 'SIGKILL');
}

async function finish() {
  await Promise.all([...running.keys()].map(end));
  fs.rmSync(folder, { recursive: true, force: true });
  process.exit(0);
}

function kill(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Already gone.
  }
}

function tell(message) {
  if (process.connected) {
    process.send(message, () => {});
  }
}
