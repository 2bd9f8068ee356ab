// The chat widget as one classic script, its styles and icons within. It stands on other people's pages, so it stays small.
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, transform } from "esbuild";

const widget = dirname(fileURLToPath(import.meta.url));
const icons = join(widget, "../../../node_modules/lucide-static/icons");
const target = ["chrome125", "firefox128", "safari18"];
const largest = 15_000;

/** Styles as minified text; "icon:NAME" as the paths of one of Lucide's icons. */
export const parts = {
  name: "widget-parts",
  setup(bundle) {
    bundle.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, "utf8"), { loader: "css", minify: true, target });
      return { contents: code.trim(), loader: "text" };
    });
    bundle.onResolve({ filter: /^icon:/ }, ({ path }) => ({ path: path.slice("icon:".length), namespace: "icon" }));
    bundle.onLoad({ filter: /.*/, namespace: "icon" }, async ({ path }) => {
      const svg = await readFile(join(icons, `${path}.svg`), "utf8");
      if (/<(?!path|svg|\/svg|!--)/.test(svg)) throw new Error(`The icon ${path} is not made of paths alone.`);
      return { contents: JSON.stringify([...svg.matchAll(/ d="([^"]+)"/g)].map((match) => match[1])), loader: "json" };
    });
  },
};

export async function bundleWidget() {
  const result = await build({
    entryPoints: [join(widget, "ts/widget.ts")],
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    target,
    plugins: [parts],
    // Fields without a value need not be there before they get one.
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
    logLevel: "warning",
  });
  const { text } = result.outputFiles[0];
  const size = gzipSync(text, { level: 9 }).length;
  if (size >= largest) throw new Error(`The widget has ${size} bytes gzipped; at most ${largest - 1} are allowed.`);
  return text;
}
