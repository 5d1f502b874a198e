// Preloaded into the real program: right before a chosen thing that it does to store or files, ends it or does something.
// FAULT is JSON, one of these or a list: {"at": N} the Nth thing, or {"before": "exec COMMIT", "nth": 1}, with {"after": "exec BEGIN"} counted from there on; {"signal": "SIGKILL"} {"run": "a shell command"} or {"throw": "a message"}.
// {"before": "read NAME"} is each time that bytes of that file are read.
// FAULT_LOG names a file that gets a line for each thing.
import { execSync } from 'node:child_process';
import fs from 'node:fs';
import { basename } from 'node:path';
import { syncBuiltinESMExports } from 'node:module';
import Database from 'better-sqlite3';

const faults = [JSON.parse(process.env.FAULT ?? '[]')].flat().map((fault) => ({ ...fault, met: 0 }));
const log = process.env.FAULT_LOG;
const append = fs.appendFileSync;
let count = 0;

function step(what) {
  count += 1;
  for (const fault of faults) fault.counts ||= fault.after === undefined || what.startsWith(fault.after);
  if (log !== undefined) append(log, `${what}\n`);
  for (const fault of faults) if (isNow(fault, what)) happen(fault);
}

function isNow(fault, what) {
  if (fault.before === undefined) return count === fault.at;
  if (!fault.counts || !what.startsWith(fault.before)) return false;
  fault.met += 1;
  return fault.met === (fault.nth ?? 1);
}

function happen(fault) {
  if (fault.run !== undefined) execSync(fault.run, { stdio: 'ignore' });
  if (fault.signal !== undefined) process.kill(process.pid, fault.signal);
  if (fault.throw !== undefined) throw new Error(fault.throw);
}

for (const name of ['writeSync', 'fsyncSync', 'renameSync', 'mkdirSync']) {
  const real = fs[name];
  fs[name] = (...args) => {
    step(name);
    return real(...args);
  };
}

// Only where it is asked for: the others count by number what is done to store and files.
if (faults.some(({ before }) => before?.startsWith('read '))) {
  const open = fs.promises.open;
  fs.promises.open = async (path, ...args) => {
    const handle = await open(path, ...args);
    const read = handle.read;
    handle.read = (...to) => {
      step(`read ${basename(path)}`);
      return read.apply(handle, to);
    };
    return handle;
  };
}
syncBuiltinESMExports();

const brief = (sql) => sql.trim().replace(/\s+/g, ' ').slice(0, 70);
for (const name of ['exec', 'prepare', 'close']) {
  const real = Database.prototype[name];
  Database.prototype[name] = function (...args) {
    step(name === 'close' ? name : `${name} ${brief(args[0])}`);
    return real.apply(this, args);
  };
}
