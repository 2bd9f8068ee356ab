// Reads calendars with ical.js, one a line as JSON text, and says what a calendar program would see of each.
import ICAL from "ical.js";

let input = "";
for await (const chunk of process.stdin) input += chunk;
for (const text of JSON.parse(input)) {
  const root = new ICAL.Component(ICAL.parse(text));
  const events = root.getAllSubcomponents("vevent");
  const event = new ICAL.Event(events[0]);
  const own = events[0];
  console.log(
    JSON.stringify({
      method: root.getFirstPropertyValue("method"),
      events: events.length,
      uid: event.uid,
      sequence: event.sequence,
      start: event.startDate.toJSDate().toISOString(),
      end: event.endDate.toJSDate().toISOString(),
      summary: event.summary,
      place: event.location,
      organiser: event.organizer,
      attendees: event.attendees.map((x) => x.getFirstValue()).sort(),
      answers: event.attendees.map((x) => x.getParameter("partstat")),
      status: own.getFirstPropertyValue("status"),
      stamp: own.getFirstPropertyValue("dtstamp").toJSDate().toISOString(),
    }),
  );
}
