// Runs a tool in a process of its own and measures it from outside: wall time, and the memory of all its processes
// together (a tool's own figure counts only itself).
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const sampleMilliseconds = 40;
/** Looking through all processes takes 0.6 ms: done each time, a sixtieth of a processor beside a tool that needs them all. */
const samplesPerFamily = 10;

/** A process and everything below it, by /proc; none where there is none (macOS, Windows). */
function familyOf(root) {
  const parents = new Map();
  let names = [];
  try {
    names = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
  for (const name of names) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // The process ended while we looked.
    }
  }
  const belongs = (pid) =>
    pid === root || (parents.has(pid) && parents.get(pid) > 1 && belongs(parents.get(pid)));
  return [...parents.keys()].filter(belongs);
}

/** Resident memory in MB. */
function memoryOf(family) {
  let pages = 0;
  for (const pid of family) {
    try {
      pages += Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
    } catch {
      // As above.
    }
  }
  return (pages * 4096) / 1048576;
}

/** Resolves to the tool's own line of JSON with `wall` (ms) and `peak` (MB, all processes); throws where it failed. */
export function runTool(command, args) {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let errors = '';
    let sampled = 0;
    let looks = 0;
    let family = [];
    const timer = setInterval(() => {
      if (looks % samplesPerFamily === 0) family = familyOf(child.pid);
      looks += 1;
      sampled = Math.max(sampled, memoryOf(family));
    }, sampleMilliseconds);
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

/** The upper one of the two in the middle where they are two. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
