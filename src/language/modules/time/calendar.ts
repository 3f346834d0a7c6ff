/** A moment as a date and time of day, and its text by C's strftime. */

export interface BrokenDownTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Monday is 0. */
  readonly weekday: number;
  /** 1 to 366. */
  readonly dayOfYear: number;
  /** null: not known. */
  readonly isDaylightSaving: boolean | null;
}

const dayLength = 86400000;

/** `milliseconds` since the epoch, in local time or UTC. */
export function breakDown(milliseconds: number, utc: boolean): BrokenDownTime {
  const date = new Date(Math.floor(milliseconds / 1000) * 1000);
  // Local time is read as if it were UTC, shifted by its offset.
  const shifted = utc ? date : new Date(date.getTime() - date.getTimezoneOffset() * 60000);
  const year = shifted.getUTCFullYear();
  return {
    year,
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
    second: shifted.getUTCSeconds(),
    weekday: (shifted.getUTCDay() + 6) % 7,
    dayOfYear: Math.floor((shifted.getTime() - Date.UTC(year, 0, 1)) / dayLength) + 1,
    isDaylightSaving: false,
  };
}

export const dayNames = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
export const monthNames = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

const two = (value: number): string => String(value).padStart(2, "0");

/** ISO 8601's week, and the year that it belongs to: the one of its Thursday. */
function isoWeek({ year, weekday, dayOfYear }: BrokenDownTime): { year: number; week: number } {
  const thursday = new Date(Date.UTC(year, 0, dayOfYear + 3 - weekday));
  const owner = thursday.getUTCFullYear();
  const place = Math.floor((thursday.getTime() - Date.UTC(owner, 0, 1)) / dayLength);
  return { year: owner, week: Math.floor(place / 7) + 1 };
}

function directive(letter: string, time: BrokenDownTime): string {
  const hour12 = time.hour % 12 === 0 ? 12 : time.hour % 12;
  switch (letter) {
    case "Y":
      return String(time.year);
    case "y":
      return two(time.year % 100);
    case "m":
      return two(time.month);
    case "d":
      return two(time.day);
    case "e":
      return String(time.day).padStart(2, " ");
    case "H":
      return two(time.hour);
    case "I":
      return two(hour12);
    case "M":
      return two(time.minute);
    case "S":
      return two(time.second);
    case "p":
      return time.hour < 12 ? "AM" : "PM";
    case "j":
      return String(time.dayOfYear).padStart(3, "0");
    case "a":
      return dayNames[time.weekday].slice(0, 3);
    case "A":
      return dayNames[time.weekday];
    case "b":
    case "h":
      return monthNames[time.month - 1].slice(0, 3);
    case "B":
      return monthNames[time.month - 1];
    case "w":
      return String((time.weekday + 1) % 7);
    case "u":
      return String(time.weekday + 1);
    case "U":
      return two(Math.floor((time.dayOfYear + 6 - ((time.weekday + 1) % 7)) / 7));
    case "W":
      return two(Math.floor((time.dayOfYear + 6 - time.weekday) / 7));
    case "F":
      return `${time.year}-${two(time.month)}-${two(time.day)}`;
    case "T":
    case "X":
      return `${two(time.hour)}:${two(time.minute)}:${two(time.second)}`;
    case "C":
      return two(Math.floor(time.year / 100));
    case "r":
      return formatTime("%I:%M:%S %p", time);
    case "G":
      return String(isoWeek(time).year);
    case "g":
      return two(isoWeek(time).year % 100);
    case "V":
      return two(isoWeek(time).week);
    case "D":
    case "x":
      return `${two(time.month)}/${two(time.day)}/${two(time.year % 100)}`;
    case "R":
      return `${two(time.hour)}:${two(time.minute)}`;
    case "c":
      return formatTime("%a %b %e %H:%M:%S %Y", time);
    case "n":
      return "\n";
    case "t":
      return "\t";
    case "%":
      return "%";
    default:
      return letter === "z" || letter === "Z" ? "" : `%${letter}`;
  }
}

export function formatTime(format: string, time: BrokenDownTime): string {
  return format.replace(/%(.)/gsu, (_match, letter: string) => directive(letter, time));
}
