import assert from "node:assert/strict";
import test from "node:test";
import { pieces } from "../../../../src/Corbel.Web/Widget/ts/links.ts";
import { moment, size } from "../../../../src/Corbel.Web/Widget/ts/times.ts";

// A Friday evening in Amsterdam; in New York it is afternoon.
const now = new Date("2026-10-23T20:00:00Z");
const say = (at, language, zone = "Europe/Amsterdam", today = true) => moment(new Date(at), { language, zone, now }, today);

test("a moment is said from where and when the reader stands", () => {
  assert.equal(say("2026-10-23T21:30:00Z", "en"), "today, 23:30");
  assert.equal(say("2026-10-23T21:30:00Z", "en", "Europe/Amsterdam", false), "23:30");
  assert.equal(say("2026-10-23T22:30:00Z", "en"), "tomorrow, 00:30");
  assert.equal(say("2026-10-23T22:30:00Z", "nl", "America/New_York"), "vandaag 18:30");
  // Over the night in which the clock goes back.
  assert.equal(say("2026-10-26T08:00:00Z", "nl"), "maandag 09:00");
  assert.equal(say("2026-10-26T08:00:00Z", "en"), "Monday, 09:00");
  assert.equal(say("2026-10-30T08:00:00Z", "nl"), "30 oktober 09:00");
  assert.equal(say("2026-10-22T08:00:00Z", "nl"), "gisteren 10:00");
  assert.equal(say("2026-10-20T08:00:00Z", "en"), "20 October, 10:00");
});

test("sizes are said as people say them", () => {
  assert.equal(size(345_000, "en"), "345 kB");
  assert.equal(size(1_250_000, "nl"), "1,3 MB");
});

test("addresses become links without what ends the sentence; nothing else does", () => {
  const links = (text) => pieces(text).filter((x) => x.href).map((x) => x.href);
  assert.deepEqual(links("See https://a.example/x?y=1. Or (http://b.example/), then."), ["https://a.example/x?y=1", "http://b.example/"]);
  assert.deepEqual(links("https://a.example/Wiki_(x)"), ["https://a.example/Wiki_(x)"]);
  assert.deepEqual(links("javascript:alert(1) data:text/html,x ftp://x <img src=x> https://"), []);
  const text = "a https://b.example, c\nd";
  assert.equal(pieces(text).map((x) => x.text).join(""), text);
});
