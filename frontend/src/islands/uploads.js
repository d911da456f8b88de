// How far an upload has come, in words and as a bar. Without scripts the form is sent as forms always were.
export function showUploads() {
  document.addEventListener("htmx:xhr:progress", (event) => {
    const { loaded, total, lengthComputable } = event.detail;
    const bar = event.target.closest("form")?.querySelector("[data-upload]");
    if (!bar || !lengthComputable) return;
    const percent = Math.round((loaded / total) * 100);
    bar.hidden = false;
    bar.querySelector("progress").value = percent;
    bar.querySelector("[data-said]").textContent = percent < 100 ? `正在上传，已完成 ${percent}%` : "已传完，正在检查";
  });
}
