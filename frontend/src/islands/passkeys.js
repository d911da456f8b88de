// Passkeys: the browser is asked for one, and what it answers is sent with the form like any other field. Where there is
// no script or no such browser, the button stays hidden and a sentence says so.
const toBytes = (text) => {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
};
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const named = (credentials) => (credentials ?? []).map((each) => ({ ...each, id: toBytes(each.id) }));

async function make(asked) {
  const publicKey = {
    ...asked,
    challenge: toBytes(asked.challenge),
    user: { ...asked.user, id: toBytes(asked.user.id) },
    excludeCredentials: named(asked.excludeCredentials),
  };
  const { rawId, response, type } = await navigator.credentials.create({ publicKey });
  const { clientDataJSON, attestationObject } = response;
  const said = { clientDataJSON: toText(clientDataJSON), attestationObject: toText(attestationObject) };
  return { id: toText(rawId), rawId: toText(rawId), type, response: said };
}

async function use(asked) {
  const publicKey = {
    ...asked,
    challenge: toBytes(asked.challenge),
    allowCredentials: named(asked.allowCredentials),
  };
  const { rawId, response, type } = await navigator.credentials.get({ publicKey });
  const { clientDataJSON, authenticatorData, signature, userHandle } = response;
  const said = {
    clientDataJSON: toText(clientDataJSON),
    authenticatorData: toText(authenticatorData),
    signature: toText(signature),
    userHandle: userHandle ? toText(userHandle) : null,
  };
  return { id: toText(rawId), rawId: toText(rawId), type, response: said };
}

async function options(button) {
  const token = button.form.elements.csrfmiddlewaretoken.value;
  const answer = await fetch(button.dataset.options, {
    method: "POST",
    headers: { "X-CSRFToken": token },
    credentials: "same-origin",
  });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return answer.json();
}

async function press(button) {
  const said = button.form.querySelector("[data-passkey-said]");
  said.textContent = "";
  button.setAttribute("aria-busy", "true");
  try {
    const asked = await options(button);
    const shown = await (button.dataset.passkey === "make" ? make(asked) : use(asked));
    button.form.elements[button.dataset.field].value = JSON.stringify(shown);
    button.form.requestSubmit();
  } catch (trouble) {
    said.textContent = trouble.name === "InvalidStateError"
      ? "这台设备已经有这个账号的通行密钥了。"
      : "没有完成。您可以再试一次，或者换一种方式。";
  } finally {
    button.removeAttribute("aria-busy");
  }
}

export function offerPasskeys() {
  if (!window.PublicKeyCredential) return;
  for (const button of document.querySelectorAll("[data-passkey]")) {
    button.hidden = false;
    button.form.querySelector("[data-passkey-absent]").hidden = true;
    button.addEventListener("click", () => press(button));
  }
}
