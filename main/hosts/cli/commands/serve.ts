import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { openFaultLog } from '../../fault-log.ts';
import { Settings } from '../../settings.ts';
import { faultLogFile, openSettingsFile, settingsFolder } from '../../settings-file.ts';
import { startWebHost } from '../../web/web-host.ts';
import { type Command, openNamedPlan } from '../cli-context.ts';

/** Shows the workbench in a browser of this machine until it is stopped or idle. */
export const serve: Command = async (context) => {
  const { options, app, args, say } = context;
  const port = Number(options.optional('port') ?? 0);
  const open = options.flag('open');
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new AppError('usage', { reason: '--port' });
  if (args.words[1] !== undefined) await openNamedPlan(context, 'write', 1);
  let stop = () => {};
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const host = await startWebHost({
    app,
    port,
    rendererFolder: fileURLToPath(new URL('../renderer/', import.meta.url)),
    onIdle: stop,
    settings: new Settings(openFaultLog(faultLogFile()), () =>
      openSettingsFile(path.join(settingsFolder(), 'browser-settings.json')),
    ),
  }).catch((error: NodeJS.ErrnoException) => {
    throw new AppError('conflict', {
      reason: error.code === 'EADDRINUSE' ? `端口 ${port} 已被占用` : String(error),
    });
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  if (open) openBrowser(host.url, say);
  return {
    json: { url: host.url, port: host.port },
    text: [`请在本机浏览器中打开：${host.url}`, '按 Ctrl+C 结束。'],
    exit: 0,
    until: stopped.then(() => host.close()),
  };
};

/** The system's own way to open a link; when there is none the printed link does. */
function openBrowser(url: string, say: (line: string) => void): void {
  const [command, ...args] =
    process.platform === 'win32'
      ? ['cmd', '/c', 'start', '', url]
      : process.platform === 'darwin'
        ? ['open', url]
        : ['xdg-open', url];
  const child = spawn(command!, args, { stdio: 'ignore', detached: true });
  child.on('error', () => say('没有能自动打开浏览器，请自己打开上面的链接。'));
  child.unref();
}
