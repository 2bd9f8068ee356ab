// A host application that embeds Corbel's chat: three pages with a look of their own, a pretend sign-in, and the address that
// signs the token. Plain Node, nothing to install: node samples/host/server.mjs
import { createServer } from "node:http";
import { page, styles, script } from "./pages.mjs";
import { sign, tellHowToRegister } from "./token.mjs";

const port = Number(process.env.PORT ?? 5090);
const desk = (process.env.DESK ?? "http://localhost:5080").replace(/\/$/, "");
const host = process.env.HOST_NAME ?? "isms-online";
const here = `http://localhost:${port}`;

/** Two people of the demo's cast. A real application knows who is signed in by its own session. */
const people = {
  priya: { sub: "u-1001", name: "Priya Shah", email: "priya@harbourbank.example" },
  joris: { sub: "u-1002", name: "Joris Visser", email: "joris@noordzee.example" },
};

// The desk's address in script-src and connect-src is all that the widget needs.
const policy = [
  "default-src 'none'",
  `script-src 'self' ${desk}`,
  `connect-src 'self' ${desk}`,
  "style-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join("; ");

createServer((request, response) => {
  const { pathname } = new URL(request.url, here);
  const who = /(?:^|; )demo-user=(\w+)/.exec(request.headers.cookie ?? "")?.[1];
  const person = Object.hasOwn(people, who ?? "") ? people[who] : null;
  const send = (status, type, body, headers = {}) => {
    response.writeHead(status, { "Content-Type": `${type}; charset=utf-8`, "Cache-Control": "no-store", "Content-Security-Policy": policy, ...headers });
    response.end(body);
  };

  if (request.method === "POST") {
    // Another site's page must not get a token, nor sign anybody in or out.
    if (request.headers.origin !== here) return send(403, "text/plain", "Not from here.\n");
    if (pathname === "/support-token") return person ? send(200, "text/plain", sign(person, { host, desk })) : send(204, "text/plain");
    const chosen = /^\/sign-in\/(\w+)$/.exec(pathname)?.[1] ?? "";
    if (pathname === "/sign-out" || Object.hasOwn(people, chosen)) {
      const cookie = `demo-user=${chosen}; Path=/; HttpOnly; SameSite=Lax${chosen ? "" : "; Max-Age=0"}`;
      return send(303, "text/plain", "", { Location: "/", "Set-Cookie": cookie });
    }
  }
  if (pathname === "/host.css") return send(200, "text/css", styles);
  if (pathname === "/host.js") return send(200, "text/javascript", script);
  if (["/", "/invoices", "/nl"].includes(pathname)) return send(200, "text/html", page({ pathname, person, people, host, desk }));
  if (pathname === "/favicon.ico") return send(204, "image/x-icon");
  return send(404, "text/plain", "There is no such page.\n");
}).listen(port, () => {
  console.log(`The host application is at ${here}; its desk at ${desk}.`);
  tellHowToRegister({ host, here });
});
