// When an answer does not come, say so where the person is, and keep what was typed.
function say(title, text) {
  const place = document.getElementById("trouble");
  if (!place) return;
  const box = document.createElement("div");
  box.className = "notice warn";
  const words = document.createElement("div");
  for (const [line, name] of [[title, "notice-title"], [text, ""]]) {
    const paragraph = document.createElement("p");
    paragraph.className = name;
    paragraph.textContent = line;
    words.append(paragraph);
  }
  box.append(words);
  place.replaceChildren(box);
  place.scrollIntoView({ block: "nearest" });
}

export function tellTrouble() {
  // A refusal comes as a small piece with its own place on the page: show it there.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.getResponseHeader("HX-Retarget")) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });
  document.addEventListener("htmx:sendError", () =>
    say("网络断了，刚才没有成功", "您填的内容还在这一页上。请检查网络，过一会儿再试。"));
  document.addEventListener("htmx:responseError", () =>
    say("系统暂时没有回应，刚才没有成功", "您填的内容还在这一页上。请过几分钟再试；着急请拨打 12345。"));
}
