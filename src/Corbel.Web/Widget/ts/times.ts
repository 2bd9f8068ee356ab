import type { Language } from "./setup";

const day = 86_400_000;
export type Place = { language: Language; zone?: string; now: Date };

/** "15:40", "tomorrow, 09:00", "maandag 09:00", "4 januari 09:00": a moment as one says it from where and when one stands. */
export function moment(at: Date, place: Place, today = false): string {
  const { language, now, zone: timeZone } = place;
  const locale = language === "nl" ? "nl-NL" : "en-GB";
  const say = (options: Intl.DateTimeFormatOptions): string => new Intl.DateTimeFormat(locale, { timeZone, ...options } as object).format(at);
  const time = say({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const days = (dayOf(at, timeZone) - dayOf(now, timeZone)) / day;
  if (days === 0 && !today) return time;
  const named =
    Math.abs(days) < 2
      ? new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(days, "day")
      : days > 0 && days < 7
        ? say({ weekday: "long" })
        : say({ day: "numeric", month: "long" });
  return named + (language === "nl" ? " " : ", ") + time;
}

/** The calendar day in a zone, as a number that can be counted with. */
function dayOf(at: Date, timeZone?: string): number {
  return Date.parse(new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" } as object).format(at));
}

export function size(bytes: number, language: Language): string {
  const [unit, by] = bytes < 1_000_000 ? ["kB", 1e3] : ["MB", 1e6];
  const digits = bytes / by < 10 ? 1 : 0;
  bytes = Math.max(bytes, 100);
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(bytes / by)} ${unit}`;
}
