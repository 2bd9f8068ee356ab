import assert from "node:assert/strict";
import test from "node:test";
import { Outbox } from "../../../../src/Corbel.Web/Widget/ts/outbox.ts";
import { Refused } from "../../../../src/Corbel.Web/Widget/ts/refused.ts";
import { BackOff } from "../../../../src/Corbel.Web/Widget/ts/waiting.ts";

/** An outbox whose desk answers as `answers` says, one after the other. */
function desk(answers, lines = []) {
  const [sent, taken] = [[], []];
  let settled;
  const outbox = new Outbox(lines, {
    send: async ({ client, text }) => {
      sent.push([client, text]);
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      return { line: sent.length, ticket: 1 };
    },
    taken: (line) => taken.push(line.text),
    changed: () => {
      outbox?.wake();
      if (lines.every((line) => line.refused)) settled?.();
    },
    filesGone: "gone",
  });
  return { outbox, lines, sent, taken, done: () => new Promise((resolve) => ((settled = resolve), outbox.run())) };
}

test("a line is tried again under its own id until it is taken, and the next waits for it", async () => {
  const { outbox, lines, sent, taken, done } = desk([new TypeError("network"), new Refused(503, "", "busy"), null, null]);
  outbox.add("one", []);
  outbox.add("two", []);
  await Promise.race([done(), new Promise((resolve) => setInterval(() => (outbox.wake(), lines.length === 0 && resolve()), 5).unref())]);
  assert.deepEqual(sent.map((x) => x[1]), ["one", "one", "one", "two"]);
  assert.equal(new Set(sent.map((x) => x[0])).size, 2);
  assert.deepEqual(taken, ["one", "two"]);
});

test("a line that is refused steps aside with its reason, and goes when asked", async () => {
  const { outbox, lines, taken, done } = desk([new Refused(422, "x", "Too long."), null, null]);
  outbox.add("one", []);
  outbox.add("two", []);
  await done();
  assert.deepEqual(taken, ["two"]);
  assert.equal(lines[0].refused, "Too long.");
  outbox.retry(lines[0].client);
  await done();
  assert.deepEqual(taken, ["two", "one"]);
});

test("a line that was kept without its files is not sent by itself", async () => {
  const kept = [{ client: "c", text: "see it", files: ["a.png"], at: "", tries: 0, refused: null }];
  const { sent, outbox } = desk([], kept);
  outbox.run();
  assert.equal(kept[0].refused, "gone");
  assert.deepEqual(sent, []);
});

test("the back-off doubles from one second to thirty and is never the same for all", () => {
  const all = new BackOff(() => 1);
  assert.deepEqual(Array.from({ length: 7 }, () => all.next()), [1000, 2000, 4000, 8000, 16000, 30000, 30000]);
  const least = new BackOff(() => 0);
  assert.deepEqual(Array.from({ length: 3 }, () => least.next()), [1000, 1000, 2000]);
});
