// Runs a tool in a process of its own and measures it from outside: wall time, and the memory of all its processes
// together (a tool's own figure counts only itself).
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const sampleMilliseconds = 40;

/** Resident memory in MB of a process and everything below it, by /proc; 0 where there is none (macOS, Windows). */
function memoryOfTree(root) {
  const parents = new Map();
  const memory = new Map();
  let names = [];
  try {
    names = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return 0;
  }
  for (const name of names) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      parents.set(Number(name), Number(fields[1]));
      memory.set(Number(name), Number(fields[21]) * 4096);
    } catch {
      // The process ended while we looked.
    }
  }
  const belongs = (pid) =>
    pid === root || (parents.has(pid) && parents.get(pid) > 1 && belongs(parents.get(pid)));
  let total = 0;
  for (const [pid, bytes] of memory) if (belongs(pid)) total += bytes;
  return total / 1048576;
}

/** Resolves to the tool's own line of JSON with `wall` (ms) and `peak` (MB, all processes); throws where it failed. */
export function runTool(command, args) {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let errors = '';
    let sampled = 0;
    const timer = setInterval(
      () => (sampled = Math.max(sampled, memoryOfTree(child.pid))),
      sampleMilliseconds,
    );
    child.stdout.on('data', (data) => (out += data));
    child.stderr.on('data', (data) => (errors += data));
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(timer);
      const wall = performance.now() - started;
      const line = out.trim().split('\n').at(-1) ?? '';
      if (code !== 0 || !line.startsWith('{'))
        return reject(new Error(`${args[0]} ended with ${code}: ${errors.slice(-2000)}`));
      const found = JSON.parse(line);
      resolve({ ...found, wall, peak: Math.max(found.peak, sampled) });
    });
  });
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
