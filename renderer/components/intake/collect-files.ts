/** Files of a drop, folders included. Must be called inside the drop event: afterwards the browser forgets them. */
export async function collectDropped(data: DataTransfer): Promise<File[]> {
  const entries = Array.from(data.items).flatMap((item) => item.webkitGetAsEntry() ?? []);
  const files = Array.from(data.files);
  if (entries.every((entry) => entry.isFile)) return files;
  const found: File[] = [];
  for (const entry of entries) await walk(entry, found);
  return found;
}

async function walk(entry: FileSystemEntry, found: File[]): Promise<void> {
  if (entry.isFile) {
    found.push(await new Promise<File>((done, fail) => (entry as FileSystemFileEntry).file(done, fail)));
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // A folder is handed over in portions until one comes back empty.
  while (true) {
    const portion = await new Promise<FileSystemEntry[]>((done, fail) => reader.readEntries(done, fail));
    if (portion.length === 0) return;
    for (const child of portion) await walk(child, found);
  }
}

const systemFiles = /^(~\$|\.)|^(Thumbs\.db|desktop\.ini)$/i;

/** Leaves out what no sender means to send: lock files of an open workbook, files of the system. */
export function withoutSystemFiles(files: readonly File[]): File[] {
  return files.filter((file) => !systemFiles.test(file.name));
}
