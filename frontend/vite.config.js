import { copyFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = dirname(fileURLToPath(import.meta.url));
const serif = join(here, "node_modules/@expo-google-fonts/noto-serif-sc");

// Letters are set in Noto Serif SC; the OFL asks that its licence travels with the fonts.
const letterFonts = {
  name: "letter-fonts",
  writeBundle({ dir }) {
    const fonts = join(dir, "fonts");
    mkdirSync(fonts, { recursive: true });
    copyFileSync(join(serif, "400Regular/NotoSerifSC_400Regular.ttf"), join(fonts, "NotoSerifSC_400Regular.ttf"));
    copyFileSync(join(serif, "700Bold/NotoSerifSC_700Bold.ttf"), join(fonts, "NotoSerifSC_700Bold.ttf"));
    copyFileSync(join(serif, "LICENSE_FONT"), join(fonts, "OFL.txt"));
  },
};

export default defineConfig({
  base: "/static/",
  plugins: [letterFonts],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    manifest: "manifest.json",
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: ["src/hall.js", "src/styles/plain.css"],
      // htmx carries an eval that the page's policy forbids and its setting allowEval turns off.
      checks: { eval: false },
      output: {
        // The error page of last resort names its stylesheet itself, so that name must not change.
        assetFileNames: ({ names }) =>
          names.includes("plain.css") ? "[name][extname]" : "assets/[name]-[hash][extname]",
      },
    },
  },
});
