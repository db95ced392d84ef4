import { z } from 'zod';
import type { CallJobs } from '../call-jobs.ts';
import { channels, notices } from './channels.ts';
import { handleChecked } from './checked-ipc.ts';

/* `call` over IPC: the contract validates the input, this file only carries it, with progress and cancel. */

const jobName = z.string().min(1).max(200);
const callMessage = z.strictObject({
  method: z.string().min(1).max(64),
  input: z.unknown(),
  job: jobName.optional(),
});

export function serveCalls(calls: CallJobs): void {
  handleChecked(channels.call, callMessage, (call, sender) =>
    calls.run(call, (progress) => {
      if (!sender.isDestroyed()) sender.send(notices.progress, progress);
    }),
  );
  handleChecked(channels.cancel, z.strictObject({ job: jobName }), ({ job }) => calls.cancel(job));
}
