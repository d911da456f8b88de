import htmx from "htmx.org";
import "./styles/kit.css";
import { listenToKeys } from "./islands/keys.js";
import { sendOnce } from "./islands/once.js";
import { offerPrinting, readErrorsFirst } from "./islands/paper.js";
import { offerPasskeys } from "./islands/passkeys.js";
import { showPasswords } from "./islands/passwords.js";
import { tellTrouble } from "./islands/trouble.js";
import { showUploads } from "./islands/uploads.js";

// The page's policy forbids eval and inline styles; nobody's answers are kept in the browser's storage.
htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.historyCacheSize = 0;
htmx.config.refreshOnHistoryMiss = true;
htmx.config.responseHandling = [
  { code: "204", swap: false },
  { code: "[23]..", swap: true },
  { code: "422", swap: true },
  { code: "[45]..", swap: false, error: true },
];

sendOnce();
listenToKeys();
showUploads();
tellTrouble();
offerPrinting();
readErrorsFirst();
offerPasskeys();
showPasswords();
