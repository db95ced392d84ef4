// Measures inside the page, by the page's own clock: what a person sees, not what the driver waits for.

export const percentile = (values, share) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
};

/** Milliseconds from each key to the paint after it. The keys go to whatever has the focus. */
export async function measureKeys(page, keys) {
  await page.evaluate(() => {
    window.keyTimes = [];
    const channel = new MessageChannel();
    const waiting = [];
    // The message comes after the frame in which the key's effect was painted.
    channel.port1.onmessage = () => {
      for (const at of waiting.splice(0)) window.keyTimes.push(performance.now() - at);
    };
    window.addEventListener(
      'keydown',
      (event) => {
        requestAnimationFrame(() => {
          waiting.push(event.timeStamp);
          channel.port2.postMessage(0);
        });
      },
      { capture: true },
    );
  });
  for (const key of keys) {
    await page.keyboard.press(key);
    await page.waitForTimeout(30);
  }
  await page.waitForTimeout(200);
  const times = await page.evaluate(() => window.keyTimes);
  if (times.length < keys.length * 0.9)
    throw new Error(`only ${times.length} of ${keys.length} keys were painted`);
  return times;
}

/** Lengths of frames in milliseconds while something scrolls by `step` pixels each frame for `frames` frames. */
export async function measureScroll(page, selector, step, frames) {
  return page.evaluate(
    ({ chosen, by, count }) =>
      new Promise((done, fail) => {
        const all =
          chosen === null
            ? []
            : [...document.querySelectorAll(chosen), ...document.querySelectorAll(`${chosen} *`)];
        const target =
          chosen === null
            ? document.scrollingElement
            : all.find((one) => one.scrollHeight > one.clientHeight + 1000);
        if (!target) return fail(new Error('nothing to scroll'));
        const lengths = [];
        let last = performance.now();
        const frame = (now) => {
          lengths.push(now - last);
          last = now;
          if (lengths.length > count) return done(lengths.slice(1));
          target.scrollTop += by;
          requestAnimationFrame(frame);
        };
        requestAnimationFrame((now) => {
          last = now;
          requestAnimationFrame(frame);
        });
      }),
    { chosen: selector, by: step, count: frames },
  );
}

/** Has the page note, from its next load on, when its first grid was painted. */
export const watchFirstGrid = (page) =>
  page.addInitScript(() => {
    const look = () => {
      if (document.querySelector('[role=gridcell]') === null) requestAnimationFrame(look);
      else requestAnimationFrame(() => requestAnimationFrame((now) => (window.gridPaint = now)));
    };
    requestAnimationFrame(look);
  });

/** Milliseconds from the load of the page to the frame after its first grid was painted. */
export async function firstGridPaint(page) {
  // Asked rarely: the driver's questions run in the page too.
  await page.waitForFunction(() => window.gridPaint, undefined, { timeout: 60_000, polling: 250 });
  return page.evaluate(() => window.gridPaint);
}

/** Starts to note long tasks (over 50 ms) of the page's main thread, and when it first heard of files. */
export async function watchChoice(page) {
  await page.evaluate(() => {
    window.longTasks = [];
    window.heardOfFiles = undefined;
    window.taskWatch?.disconnect();
    window.taskWatch = new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) window.longTasks.push([startTime, duration]);
    });
    window.taskWatch.observe({ type: 'longtask', buffered: false });
    window.addEventListener('input', () => (window.heardOfFiles ??= performance.now()), { capture: true });
  });
}

/**
 * Since `watchChoice`: `making`, milliseconds of the long task before the page heard of files (0: it was none), and the lengths of
 * all others over 50 ms, of that one what came after.
 */
export async function tasksOfChoice(page) {
  const { tasks, heard } = await page.evaluate(() => ({
    tasks: window.longTasks,
    heard: window.heardOfFiles,
  }));
  const choice = tasks.find(([start, length]) => start <= heard && heard <= start + length);
  const rest = tasks.map(([start, length]) => (start === choice?.[0] ? start + length - heard : length));
  return { making: choice ? heard - choice[0] : 0, tasks: rest.filter((length) => length > 50) };
}
