// Search, filter, copy a link, print. Without it the page is whole and plain; it asks the network for nothing and keeps nothing.
(() => {
  "use strict";
  // What moves by itself must move by keyboard too; who turns a telephone or enlarges the page makes it so.
  const hints = new Map();
  for (const box of document.querySelectorAll(".scroll")) {
    // No paragraph: a filter shows and hides those.
    const hint = document.createElement("div");
    hint.className = "slide";
    hint.textContent = "↔ " + document.body.dataset.slide;
    box.before(hint);
    hints.set(box, hint);
  }
  const reach = () => {
    for (const [box, hint] of hints) {
      hint.hidden = box.scrollWidth <= box.clientWidth;
      if (hint.hidden && box.scrollHeight <= box.clientHeight + 1) box.removeAttribute("tabindex");
      else box.tabIndex = 0;
    }
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
  const [word, sure, block, found, said, clear, list] = ["word", "sure", "block", "found", "said", "clear", "hits"].map((id) => document.getElementById("tool-" + id));
  const { parts, plain, kept, holds, find, rank, spot, by } = finding([...document.querySelectorAll("main > .part")], tools.dataset.leads, tools.dataset.means, tools.dataset.silent);
  if (window.CSS && CSS.highlights) {
    // Not in our style sheet: a checker of CSS does not know it yet, and calls it an error.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("::highlight(found) { background-color: #ffe28a; color: #17242d; }");
    document.adoptedStyleSheets = [sheet];
  }
  let hits = [];
  let at = -1;

  const show = (node, on) => { node.hidden = !on; };
  // The place of a hit: under which heading, and a few words around it.
  const headingOf = (range, part) => [...part.querySelectorAll("h2, :is(h3, h4)[id]")].filter((one) => one.contains(range.startContainer) || range.comparePoint(one, 0) < 0).pop();
  const around = (range) => {
    // Words of the line in which it stands, past a number to call; not how sure it is, and according to whom.
    const inside = range.startContainer.parentElement;
    const walk = document.createTreeWalker(inside.closest("li, p, td, th, h2, h3, h4, figcaption") || inside, NodeFilter.SHOW_ALL);
    let data = "";
    let start = 0;
    while (walk.nextNode()) {
      if (walk.currentNode === range.startContainer) start = data.length + range.startOffset;
      const text = walk.currentNode.nodeName === "BR" ? " " : walk.currentNode.data || "";
      if (!walk.currentNode.parentElement.closest("b, [href^='#_']")) data += text.replace(/\s/g, " ");
    }
    const end = start + range.endOffset - range.startOffset;
    const from = Math.max(0, start - 40);
    const until = Math.min(data.length, end + 60);
    const cut = data.slice(from ? data.indexOf(" ", from) : 0, until < data.length ? Math.max(data.lastIndexOf(" ", until), end) : until).replace(/^[·\s]+/, "").trim();
    return (from ? "… " : "") + cut + (until < data.length ? " …" : "");
  };
  // How a part begins, for one that is found by what people say of it, or by its title.
  const MUCH = 90;
  const opening = (node, called) => {
    const steps = called ? [...node.querySelectorAll(".steps li")] : [];
    const saves = steps.find((one) => one.querySelector("[href='tel:113']")); // a life goes before what is first on the card
    const first = saves || steps[0] || [".when > .said", ".what", ".intro", "p"].map((which) => node.querySelector(which)).find(Boolean) || node;
    const copy = first.cloneNode(true);
    for (const one of copy.querySelectorAll("b, [href^='#_']")) one.remove();
    const said = copy.matches("tr") ? [...copy.cells].map((one) => one.textContent).join(" ") : copy.textContent;
    const text = said.trim().replace(/\s+/g, " ");
    const most = called ? 1.4 * MUCH : MUCH;
    return text.length > most ? text.slice(0, text.lastIndexOf(" ", most)) + " …" : text;
  };
  const byHeading = (seen) => {
    const groups = new Map();
    for (const one of seen.flatMap((each) => each.found)) {
      const heading = headingOf(one, parts[0].node);
      groups.set(heading, [...(groups.get(heading) || []), one]);
    }
    return [...groups.values()].map((found) => [parts[0].node, found]);
  };
  const lineOf = kept((node) => plain(node.textContent));
  const MOST = 8;
  const enter = (title, anchor, where, range) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = "#" + anchor;
    link.textContent = title;
    // The words beside the title are what one wants to see: the part may begin screens above them.
    if (range) link.addEventListener("click", () => setTimeout(() => { at = hits.indexOf(range); view(range); }));
    item.append(link);
    if (where) {
      const small = document.createElement("small");
      small.textContent = where;
      item.append(" ", small);
    }
    list.append(item);
  };
  const tell = (seen, terms) => {
    list.replaceChildren();
    // A page of one part is listed by its headings.
    const rows = parts.length > 1 ? seen.map((one) => [one.part.node, one.found, one.called, one.part]) : byHeading(seen);
    for (const [node, all, called, part] of rows.slice(0, MOST)) {
      const title = node.querySelector("h2");
      // Where people's own words mean one place of a part, it opens there.
      const goal = part ? spot(part, word.value) : null;
      const found = goal ? all.filter((one) => headingOf(one, node) === goal) : all;
      // The place that says most of what was looked for, the heading of a text to take over before what names it; the title is told anyhow, and a source says nothing by itself.
      const full = (one) => {
        const inside = one.startContainer.parentElement;
        if (title.contains(inside) || inside.closest(".run, .fill")) return 0;
        const says = (text) => terms.reduce((sum, each) => sum + (text.includes(each) ? each.length : 0), 0);
        return says(plain(one.startContainer.data)) + says(lineOf(inside.closest("tr, li") || inside)) / 2 + (inside.matches(".text > [id]") ? 0.5 : 0);
      };
      const fullest = found.reduce((one, other) => (one && full(one) >= full(other) ? one : other), null);
      // A card that people's own words call for begins with its first step, unless all those words stand in what it says to do.
      const told = (one) => one && one.startContainer.parentElement.closest(".steps li, .decisions") && !one.startContainer.parentElement.closest("small") && terms.every((each) => plain(one.startContainer.data).includes(each));
      // A part that is called what was looked for begins at its beginning.
      const named = !goal && parts.length > 1 && terms.length > 0 && terms.every((each) => plain(title.textContent).includes(each));
      const best = named || (called && node.matches(".situation") && !told(fullest)) ? null : fullest;
      const heading = goal || (best && headingOf(best, node)) || title;
      const under = parts.length > 1 && heading !== title ? heading.textContent + ": " : "";
      const led = part && !all.length ? by(part, terms) : "";
      const begins = () => (goal ? opening(goal, false) : opening(node, called)) + (led ? " " + tools.dataset.led.replace("#", led) : "");
      const where = best && !title.contains(best.startContainer) ? (under && heading.contains(best.startContainer) ? heading.textContent : under + around(best)) : parts.length > 1 ? begins() : "";
      // A card for what goes on now opens at its top, where whom to call first stands, unless it was found by a line of it.
      const opens = node.matches(".situation") && parts.length > 1 ? node.id : heading.id || node.id;
      const line = best && !title.contains(best.startContainer) && best;
      enter((parts.length > 1 ? title : heading).textContent, opens, where, line);
    }
    end(rows);
  };
  const end = (rows) => {
    if (rows.length > MOST) {
      const item = document.createElement("li");
      item.textContent = tools.dataset.more.replace("#", rows.length - MOST);
      list.append(item);
    }
    show(list, rows.length);
  };
  const narrow = () => {
    show(clear, word.value || sure.value || block.value);
    // The mark that stands most has no class, to save a page what it can.
    const marked = sure.value === "bron" ? "b:not([class])" : "b." + sure.value;
    for (const item of document.querySelectorAll("main li, main tbody tr, main .roles p")) {
      const mark = item.querySelector("b");
      show(item, !sure.value || !mark || item.closest(".cover") || item.querySelector(marked));
    }
    for (const item of document.querySelectorAll("main .block")) show(item, !block.value || item.classList.contains(block.value));
    const result = find(word.value);
    const { all, whole, near, ways, words } = result;
    for (const table of document.querySelectorAll("table.matrix")) {
      const rows = [...table.querySelectorAll("tbody tr:not(.family)")];
      const some = rows.filter((row) => ways.every((each) => holds(row, each)));
      for (const row of rows) show(row, !some.length || some.includes(row));
    }
    // Where nothing is found nothing is hidden: who errs in a letter must not lose the page.
    for (const part of parts) show(part.node, !all.length || all.includes(part));
    const { terms, seen } = rank(result);
    hits = seen.flatMap((one) => one.found);
    // Before the first place comes the first of the list, where that was found by what people say and holds no word of it.
    at = seen.length && !seen[0].found.length ? -2 : -1;
    if (window.CSS && CSS.highlights) {
      CSS.highlights.delete("found");
      if (hits.length) CSS.highlights.set("found", new Highlight(...hits));
    }
    found.textContent = words.length ? (seen.length ? (whole ? tools.dataset.found : tools.dataset.some).replace("#", seen.length) : tools.dataset.none) : "";
    if (hits.length && whole) {
      const keys = document.createElement("span");
      keys.className = "keys";
      keys.textContent = tools.dataset.enter;
      found.append(" ", keys);
    }
    if (near) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = tools.dataset.near.replace("#", near);
      button.addEventListener("click", () => { word.value = near; narrow(); word.focus(); });
      found.append(" ", button);
    }
    tell(seen, terms);
    if (words.length || !block.value || parts.length < 2) return;
    // A moment shortens only the parts that have several: the list says which, for the first may be far down.
    const some = [...document.querySelectorAll("main > .part")].map((node) => [node, node.querySelector(`.block.${block.value}`)]).filter(([, item]) => item);
    found.textContent = tools.dataset.only.replace("#", some.length);
    for (const [node, item] of some.slice(0, MOST)) {
      const heading = [...node.querySelectorAll(":is(h3, h4)[id]")].filter((one) => item.contains(one) || one.compareDocumentPosition(item) & 4).pop();
      enter(node.querySelector("h2").textContent, heading ? heading.id : node.id, "");
    }
    end(some);
  };
  const view = (range) => {
    const box = range.getBoundingClientRect();
    window.scrollTo({ top: window.scrollY + box.top - window.innerHeight / 3 });
  };
  const next = () => {
    at += 1;
    if (at < 0) list.querySelector("a").click();
    if (at < 0 || !hits.length) return;
    at %= hits.length;
    view(hits[at]);
  };
  const wipe = () => {
    word.value = sure.value = block.value = "";
    narrow();
  };
  let wait = 0;
  word.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(narrow, 150); });
  word.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); next(); }
    if (event.key === "Escape") { word.value = ""; narrow(); }
    if (event.key === "ArrowDown" && !list.hidden) { event.preventDefault(); list.querySelector("a").focus(); }
  });
  list.addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll("a")];
    const to = links.indexOf(document.activeElement) + ({ ArrowDown: 1, ArrowUp: -1 }[event.key] || 0);
    if (event.key === "Escape") { word.value = ""; narrow(); word.focus(); }
    else if (event.key.startsWith("Arrow")) (to < 0 ? word : links[to] || links.at(-1)).focus();
    else return;
    event.preventDefault();
  });
  clear.addEventListener("click", () => { wipe(); word.focus(); });
  sure.addEventListener("change", narrow);
  block.addEventListener("change", narrow);
  document.getElementById("tool-print").addEventListener("click", () => window.print());
  // On paper nobody sees that something was looked for: nothing is missing there.
  addEventListener("beforeprint", () => { for (const node of document.querySelectorAll("main [hidden]:not(.slide)")) show(node, true); });
  addEventListener("afterprint", narrow);
  // Whoever follows a link to what the filter hides, sees it.
  const reveal = () => {
    const goal = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (goal && goal.closest("[hidden]")) {
      wipe();
      goal.scrollIntoView();
    }
  };
  addEventListener("hashchange", reveal);
  for (const heading of document.querySelectorAll("main :is(h2, h3[id])")) {
    const anchor = heading.id || heading.closest(".part").id;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "#";
    button.setAttribute("aria-label", tools.dataset.copy + ": " + heading.textContent);
    button.addEventListener("click", async () => {
      const address = location.href.split("#")[0] + "#" + anchor;
      try { await navigator.clipboard.writeText(address); said.textContent = tools.dataset.copied; }
      catch { location.hash = anchor; said.textContent = address; }
      setTimeout(() => { said.textContent = ""; }, 4000);
    });
    heading.after(button);
  }
  tools.hidden = false;
  document.querySelector(".ways [href='#tools']").hidden = false;
})();
