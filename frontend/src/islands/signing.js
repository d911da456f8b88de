// Signs what a page shows with a key file that never leaves the browser. Without this the signature is made elsewhere
// and pasted; what reads keys and signs is loaded on such a page only.
export function signHere() {
  document.querySelectorAll("form[data-sign]").forEach(prepare);
}

function prepare(form) {
  const here = form.querySelector("[data-sign-here]");
  // Without a safe connection the browser has no cryptography to read the file with.
  if (!window.isSecureContext) return;
  here.hidden = false;
  if (!form.querySelector("[aria-invalid]")) form.querySelector("[data-sign-elsewhere]").open = false;
  form.addEventListener("submit", (event) => {
    const files = [...form.querySelector("#sign_files").files];
    if (!files.length && form.elements.signature.value) return;
    event.preventDefault();
    fill(form, files, event.submitter).catch((trouble) => tell(form, event.submitter, trouble));
  });
}

async function fill(form, files, button) {
  const { read, sign } = await import("./soft_key.js");
  const password = form.querySelector("#sign_password");
  const text = Uint8Array.from(atob(form.querySelector("[data-sign-text]").dataset.signText), (c) => c.charCodeAt(0));
  const holder = await read(files, password.value);
  form.elements.certificate.value = holder.certificate;
  form.elements.signature.value = sign(holder, text);
  password.value = "";
  // A button that was pressed is part of what is sent.
  if (button?.name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value }));
  form.submit();
}

function tell(form, button, trouble) {
  delete form.dataset.sent;
  button?.removeAttribute("aria-busy");
  const said = form.querySelector("[data-sign-said]");
  said.textContent = trouble.words ?? "没有签成。请检查文件和密码，再试一次。";
  said.hidden = false;
}
