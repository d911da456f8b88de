// A password can be looked at while it is typed: whoever cannot see what they type mistypes it. Hidden again when sent.
export function showPasswords() {
  for (const input of document.querySelectorAll('input[type="password"]')) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "as-link show-password";
    const turn = (shown) => {
      input.type = shown ? "text" : "password";
      button.textContent = shown ? "隐藏密码" : "显示密码";
      button.setAttribute("aria-pressed", String(shown));
    };
    button.setAttribute("aria-controls", input.id);
    button.addEventListener("click", () => turn(input.type === "password"));
    input.form?.addEventListener("submit", () => turn(false));
    input.after(button);
    turn(false);
  }
}
