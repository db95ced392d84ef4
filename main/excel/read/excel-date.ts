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
