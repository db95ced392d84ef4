import { readFileSync } from 'node:fs';

/** Highest resident memory of this process in MB. (`maxRSS` would still count the process that started it.) */
function peakMemory() {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1024;
  } catch {
    return process.resourceUsage().maxRSS / 1024;
  }
}

/** What a tool found and took, as the last line on its output: milliseconds of processor time, peak memory in MB. */
export function answer(found) {
  const { user, system } = process.cpuUsage();
  console.log(JSON.stringify({ ...found, cpu: (user + system) / 1000, peak: peakMemory() }));
}
