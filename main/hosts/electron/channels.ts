/** Names shared by the preload and the main process; all of them, so that a new channel is seen here. */
export const channels = {
  call: 'workbench:call',
  cancel: 'workbench:cancel',
  desktop: 'workbench:desktop',
} as const;

/** What the main process tells the page without being asked. */
export const notices = {
  progress: 'workbench:progress',
  event: 'workbench:event',
} as const;

export const pageScheme = 'app';
export const pageOrigin = 'app://workbench';
