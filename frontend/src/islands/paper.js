// “打印” is offered only where it works.
export function offerPrinting() {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}

// The list of what must be changed takes the focus, so that it is read out first.
export function readErrorsFirst() {
  document.querySelector(".summary[role=alert]")?.focus();
}
