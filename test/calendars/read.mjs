// Reads a calendar from the standard input with ical.js and says what it found, for a test that compares it with another reader.
import ICAL from "ical.js";
import { readFileSync } from "node:fs";

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
const found = {
  method: calendar.getFirstPropertyValue("method"),
  entries: calendar.getAllSubcomponents("vevent").map((component) => {
    const entry = new ICAL.Event(component);
    return {
      uid: entry.uid,
      sequence: entry.sequence,
      summary: entry.summary,
      description: entry.description,
      status: component.getFirstPropertyValue("status"),
      transparency: component.getFirstPropertyValue("transp"),
      from: entry.startDate.toJSDate().toISOString(),
      to: entry.endDate.toJSDate().toISOString(),
    };
  }),
};
process.stdout.write(JSON.stringify(found));
