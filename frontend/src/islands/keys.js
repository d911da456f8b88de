// The desk by keyboard: j and k walk a list, a marked link or button has its own letter, Ctrl+Enter sends the form,
// / goes to the search box, g and a letter to one of the pages that the table of keys names, ? opens that table.
// Single letters are silent while one types, and where the page has no switch for them.
const OFF = "citong-keys-off";
const PATIENCE = 1500; // milliseconds between g and its letter
let wentAt = -PATIENCE;

function isTyping(target) {
  return target.closest("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]") !== null;
}

function walk(list, step) {
  const stops = [...list.querySelectorAll("[data-stop]")];
  if (!stops.length) return;
  const here = stops.indexOf(document.activeElement);
  const next = here < 0 ? (step > 0 ? 0 : stops.length - 1) : Math.min(Math.max(here + step, 0), stops.length - 1);
  stops[next].focus();
}

function showHelp(help) {
  help.open = !help.open;
  if (help.open) help.querySelector("summary").focus();
}

function goes(event) {
  const letter = event.key.toLowerCase();
  const was = event.timeStamp - wentAt < PATIENCE;
  wentAt = letter === "g" ? event.timeStamp : -PATIENCE;
  const link = was && document.querySelector(`[data-go="${CSS.escape(letter)}"]`);
  if (link) link.click();
  return Boolean(link) || letter === "g";
}

function press(event) {
  const help = document.querySelector("[data-keys-help]");
  if (help && event.key === "?") return showHelp(help);
  if (help && goes(event)) return;
  const marked = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (marked) {
    event.preventDefault();
    marked.focus();
    if (marked.matches("a, button")) marked.click();
    return;
  }
  const list = document.querySelector("[data-walk]");
  if (list && (event.key === "j" || event.key === "k")) walk(list, event.key === "j" ? 1 : -1);
}

function showSwitch(button) {
  const off = localStorage.getItem(OFF) !== null;
  button.hidden = false;
  button.setAttribute("aria-pressed", String(!off));
  button.textContent = off ? "快捷键：已关闭" : "快捷键：已打开";
}

export function listenToKeys() {
  const button = document.querySelector("[data-keys-switch]");
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const form = event.target.closest("form") ?? document.querySelector("form[data-main]");
      form?.requestSubmit(form.querySelector('button:not([type="button"])') ?? undefined);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (button && localStorage.getItem(OFF) === null) press(event);
  });

  if (!button) return;
  showSwitch(button);
  button.addEventListener("click", () => {
    if (localStorage.getItem(OFF) === null) localStorage.setItem(OFF, "yes");
    else localStorage.removeItem(OFF);
    showSwitch(button);
  });
}
