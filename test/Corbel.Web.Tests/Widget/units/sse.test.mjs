import assert from "node:assert/strict";
import test from "node:test";
import { SseParser } from "../../../../src/Corbel.Web/Widget/ts/sse.ts";

const text = [
  ": a comment\n\n",
  "event: line\r\nid: 7\r\ndata: {\"a\":\r\ndata: 1}\r\n\r\n",
  "data:no space\rdata:  two spaces\r\r",
  "event: heartbeat\ndata: \n\n",
  "event: nothing\nid: 8\n\n",
  "data\n\n",
  "id: bad\0id\ndata: é😀\n\n",
  "data: never ended\n",
].join("");

const expected = [
  { name: "line", data: '{"a":\n1}', id: "7" },
  { name: "message", data: "no space\n two spaces", id: "7" },
  { name: "heartbeat", data: "", id: "7" },
  { name: "message", data: "", id: "8" },
  { name: "message", data: "é😀", id: "8" },
];

test("the same events come however the text is cut", () => {
  for (let size = 1; size <= text.length; size++) {
    const parser = new SseParser();
    const events = [];
    for (let at = 0; at < text.length; at += size) events.push(...parser.push(text.slice(at, at + size)));
    assert.deepEqual(events, expected, `in pieces of ${size}`);
  }
});
