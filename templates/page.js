// Search, filter, copy a link, print. Without it the page is whole and plain; it asks the network for nothing and keeps nothing.
(() => {
  "use strict";
  // What moves by itself must move by keyboard too; who turns a telephone or enlarges the page makes it so.
  const reach = () => {
    for (const box of document.querySelectorAll(".scroll")) box.toggleAttribute("tabindex", box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight + 1);
    for (const box of document.querySelectorAll(".scroll[tabindex]")) box.tabIndex = 0;
  };
  reach();
  // A map that is wider than the screen begins where it is about.
  for (const box of document.querySelectorAll(".around .scroll")) {
    const here = box.querySelector(".p-urgent");
    if (here && box.scrollWidth > box.clientWidth) box.scrollLeft = here.getBoundingClientRect().right - box.getBoundingClientRect().left - box.clientWidth / 2;
  }
  addEventListener("resize", reach);
  // On a narrow screen our style makes blocks of rows and squares; some browsers then forget that it is a table.
  const roles = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
  for (const node of document.querySelectorAll("main :is(table, thead, tbody, tr, td, th)")) {
    node.setAttribute("role", roles[node.tagName] || (node.scope.startsWith("col") ? "columnheader" : "rowheader"));
  }
  const tools = document.querySelector(".tools");
  if (!tools) return;
  const [word, sure, block, found, said] = ["word", "sure", "block", "found", "said"].map((id) => document.getElementById("tool-" + id));
  const parts = [...document.querySelectorAll("main > .part")];
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = new Map();
  const textOf = (node) => {
    if (!texts.has(node)) texts.set(node, plain(node.textContent));
    return texts.get(node);
  };
  if (window.CSS && CSS.highlights) {
    // Not in our style sheet: a checker of CSS does not know it yet, and calls it an error.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("::highlight(found) { background-color: #ffe28a; color: #17242d; }");
    document.adoptedStyleSheets = [sheet];
  }
  let hits = [];
  let at = -1;

  const show = (node, on) => { node.hidden = !on; };
  const ranges = (part, words) => {
    const all = [];
    const walk = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      // A letter without its mark is one letter too, so a place in the plain text is the place in the text.
      const data = walk.currentNode.data;
      const text = plain(data).length === data.length ? plain(data) : data.toLowerCase();
      if (walk.currentNode.parentElement.closest("[hidden], .copy, svg")) continue;
      for (const one of words) {
        for (let start = text.indexOf(one); start >= 0; start = text.indexOf(one, start + one.length)) {
          const range = new Range();
          range.setStart(walk.currentNode, start);
          range.setEnd(walk.currentNode, start + one.length);
          all.push(range);
        }
      }
    }
    return all;
  };
  const narrow = () => {
    const words = plain(word.value).split(/\s+/).filter((one) => one.length > 1);
    for (const item of document.querySelectorAll("main li, main tbody tr, main .roles p")) {
      const mark = item.querySelector("b");
      show(item, !sure.value || !mark || item.closest(".cover") || item.querySelector("b." + sure.value));
    }
    for (const item of document.querySelectorAll("main .block")) show(item, !block.value || item.classList.contains(block.value));
    for (const row of document.querySelectorAll("table.matrix tbody tr:not(.family)")) show(row, words.every((one) => textOf(row.closest(".part").querySelector("h2")).includes(one) || textOf(row).includes(one)));
    let count = 0;
    hits = [];
    for (const part of parts) {
      const fits = words.every((one) => textOf(part).includes(one));
      show(part, fits);
      if (fits && words.length) {
        count += 1;
        hits.push(...ranges(part, words));
      }
    }
    at = -1;
    if (window.CSS && CSS.highlights) {
      CSS.highlights.delete("found");
      if (hits.length) CSS.highlights.set("found", new Highlight(...hits));
    }
    found.textContent = words.length ? (count ? tools.dataset.found.replace("#", count) : tools.dataset.none) : "";
  };
  const next = () => {
    if (!hits.length) return;
    at = (at + 1) % hits.length;
    const box = hits[at].getBoundingClientRect();
    window.scrollTo({ top: window.scrollY + box.top - window.innerHeight / 3 });
  };
  let wait = 0;
  word.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(narrow, 150); });
  word.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); next(); }
    if (event.key === "Escape") { word.value = ""; narrow(); }
  });
  sure.addEventListener("change", narrow);
  block.addEventListener("change", narrow);
  document.getElementById("tool-print").addEventListener("click", () => window.print());
  // On paper nobody sees that something was looked for: nothing is missing there.
  addEventListener("beforeprint", () => { for (const node of document.querySelectorAll("main [hidden]")) show(node, true); });
  addEventListener("afterprint", narrow);
  // Whoever follows a link to what the filter hides, sees it.
  const reveal = () => {
    const goal = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (goal && goal.closest("[hidden]")) {
      word.value = sure.value = block.value = "";
      narrow();
      goal.scrollIntoView();
    }
  };
  addEventListener("hashchange", reveal);
  for (const heading of document.querySelectorAll("main :is(h2, h3)[id]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "#";
    button.setAttribute("aria-label", tools.dataset.copy + ": " + heading.textContent);
    button.addEventListener("click", async () => {
      const address = location.href.split("#")[0] + "#" + heading.id;
      try { await navigator.clipboard.writeText(address); said.textContent = tools.dataset.copied; }
      catch { location.hash = heading.id; said.textContent = address; }
      setTimeout(() => { said.textContent = ""; }, 4000);
    });
    heading.after(button);
  }
  tools.hidden = false;
})();
