// The application's own pages. Their styles shout on purpose: none of it may reach the chat.
export function page({ pathname, person, people, host, desk }) {
  const dutch = pathname === "/nl";
  const forms = Object.entries(people)
    .map(([id, { name }]) => `<form method="post" action="/sign-in/${id}"><button>Sign in as ${name}</button></form>`)
    .join("\n");
  return `<!doctype html>
<html lang="${dutch ? "nl" : "en"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${pathname === "/invoices" ? "Invoices" : "Host application"}</title>
<link rel="stylesheet" href="/host.css">
</head>
<body>
<main>
<h1>${dutch ? "Een applicatie met een eigen uiterlijk" : "An application with a look of its own"}</h1>
<nav><a href="/">Start</a> <a href="/invoices">Invoices</a> <a href="/nl">In het Nederlands</a></nav>
<p id="who">${person ? `Signed in as ${person.name}, ${person.email}.` : "Nobody is signed in: the chat takes a guest's message."}</p>
${forms}
<form method="post" action="/sign-out"><button>Sign out</button></form>
<p><button id="help">Ask for help</button> opens the chat by <code>CorbelChat.open()</code>.</p>
<p>Press <kbd>n</kbd> anywhere: <output id="shortcut">the application counts</output>. In the chat it is only a letter.</p>
</main>
<script src="/host.js" defer></script>
<script src="${desk}/chat/widget.js" data-host="${host}" data-token="/support-token" defer></script>
</body>
</html>
`;
}

export const styles = `
* { font-family: "Comic Sans MS", "Comic Neue", cursive !important; letter-spacing: 0.04em; line-height: 2; box-sizing: content-box; }
html { font-size: 62.5%; }
body { margin: 0; background: #fff8dc; color: #4b0082; font-size: 1.8rem; --ink: red; --paper: lime; }
main { max-width: 64rem; margin: 0 auto; padding: 2rem; }
div, section, header, footer { margin: 13px !important; padding: 7px !important; background: gold !important; border: 3px dotted green; }
button { background: hotpink !important; color: yellow !important; border: 4px ridge purple !important; transform: rotate(-1deg); text-transform: uppercase; }
textarea, input { background: black !important; color: lime !important; }
p { text-align: center; }
h2 { display: none; }
form { display: inline-block; }
svg { width: 200px !important; }
:focus { outline: none !important; }
[hidden] { display: block !important; }
`;

export const script = `
document.querySelector("#help").addEventListener("click", () => window.CorbelChat.open());
let pressed = 0;
document.addEventListener("keydown", (event) => {
  if (event.key === "n") document.querySelector("#shortcut").value = \`pressed \${++pressed} times\`;
});
`;
