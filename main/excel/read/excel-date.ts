/** Days since 1900 (with Excel's 29 February 1900) or 1904 → ISO text. */
const millisecondsPerDay = 86_400_000;
const epoch1900 = Date.UTC(1899, 11, 30);
const epoch1904 = Date.UTC(1904, 0, 1);
const lastDay = 2_958_465;

/** `2023-06-30`, `2023-06-30T08:30:00`, `08:30:00` below one day; undefined where no calendar has the day. */
export function printExcelDate(serial: number, date1904: boolean): string | undefined {
  if (!(serial >= 0) || serial > lastDay) return undefined;
  const days = Math.floor(serial);
  const milliseconds = Math.round((serial - days) * 86_400) * 1000;
  // Before March 1900 Excel's day numbers run one ahead of the calendar.
  const shifted = !date1904 && days > 0 && days < 60 ? days + 1 : days;
  const epoch = date1904 ? epoch1904 : epoch1900;
  const iso = new Date(epoch + shifted * millisecondsPerDay + milliseconds).toISOString();
  if (days === 0 && !date1904) return iso.slice(11, 19);
  return milliseconds === 0 ? iso.slice(0, 10) : iso.slice(0, 19);
}

/** ISO text as files write it (`2023-06-30T00:00:00.000Z`) → as `printExcelDate` prints it; midnight is no time. */
export function parseIsoDate(text: string): string | undefined {
  const match = /^(?:(\d{4}-\d{2}-\d{2})(?:T|$))?(\d{2}:\d{2}:\d{2})?(?:\.\d{1,9})?Z?$/.exec(text);
  if (!match || text === '') return undefined;
  const [, date, time] = match;
  if (date === undefined) return time;
  return time === undefined || time === '00:00:00' ? date : `${date}T${time}`;
}

/** Undefined for a time without a date of before 1900: the format is then not asked. */
export function excelSerial(iso: string, date1904: boolean): number | undefined {
  if (!iso.includes('-')) {
    const [hours = 0, minutes = 0, seconds = 0] = iso.split(':').map(Number);
    return (hours * 3600 + minutes * 60 + seconds) / 86_400;
  }
  const milliseconds = Date.parse(iso.includes('T') ? `${iso}Z` : iso);
  const serial = (milliseconds - (date1904 ? epoch1904 : epoch1900)) / millisecondsPerDay;
  return serial >= 60 ? serial : undefined;
}
