// Builds everything a browser gets into ../wwwroot/build: scripts, styles, fonts, one sprite of icons.
// Names carry a hash of their content, so they may be cached for ever; manifest.json maps plain name to hashed name.
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import { build } from "esbuild";
import { bundleWidget } from "../Widget/bundle.mjs";

const ui = dirname(fileURLToPath(import.meta.url));
const out = join(ui, "../wwwroot/build");
const icons = join(ui, "../../../node_modules/lucide-static/icons");

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });

const result = await build({
  entryPoints: { app: join(ui, "ts/app.ts"), style: join(ui, "css/style.css") },
  outdir: out,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome125", "firefox128", "safari18"],
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  loader: { ".woff2": "file" },
  metafile: true,
  logLevel: "warning",
});

const manifest = {};
for (const path of Object.keys(result.metafile.outputs)) {
  const name = path.split("/").pop();
  manifest[name.replace(/-[A-Z0-9]{8}(?=\.)/, "")] = name;
}

await put("widget", "js", await bundleWidget());
await put("icons", "svg", await makeSprite(await readFile(join(ui, "icons.txt"), "utf8")));
await put("favicon", "svg", await readFile(join(ui, "icons/favicon.svg"), "utf8"));

await compress();
await writeFile(join(out, "manifest.json"), JSON.stringify(manifest, null, 2) + "\n");

/** One <symbol> an icon. A line of icons.txt is the name of a Lucide icon; our own lie in Ui/icons/NAME.svg. */
async function makeSprite(list) {
  const names = list.split("\n").map((line) => line.trim()).filter((line) => line && !line.startsWith("#"));
  const symbols = await Promise.all(
    names.map(async (name) => {
      const svg = await readFile(join(ui, `icons/${name}.svg`), "utf8").catch(() => readFile(join(icons, `${name}.svg`), "utf8"));
      const body = svg.replace(/^[\s\S]*?<svg[^>]*>|<\/svg>[\s\S]*$/g, "").replace(/\s*\n\s*/g, "");
      return `<symbol id="${name}" viewBox="0 0 24 24">${body}</symbol>`;
    }),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("\n")}</svg>\n`;
}

async function put(name, extension, text) {
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 8).toUpperCase();
  manifest[`${name}.${extension}`] = `${name}-${hash}.${extension}`;
  await writeFile(join(out, manifest[`${name}.${extension}`]), text);
}

/** Text goes out compressed; done once here rather than at each request. */
async function compress() {
  const brotli = promisify(brotliCompress);
  const texts = (await readdir(out)).filter((name) => /\.(js|css|svg)$/.test(name));
  for (const name of texts) {
    const bytes = await readFile(join(out, name));
    const small = await brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
    await writeFile(join(out, `${name}.br`), small);
  }
}
