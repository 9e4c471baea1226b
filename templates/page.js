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
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const loose = (text) => " " + plain(text).replace(/[^a-z0-9]+/g, " ");
  const texts = new Map();
  const textOf = (node) => {
    if (!texts.has(node)) texts.set(node, plain(node.textContent));
    return texts.get(node);
  };
  // What people say, and the parts that it is about; what means another word.
  const lines = (text) => text.split(";").filter(Boolean).map((line) => line.split(":"));
  const leads = lines(tools.dataset.leads).map(([goals, words]) => [goals.split(" ").map(Number), " " + words]);
  const means = new Map();
  for (const [words, other] of lines(tools.dataset.means)) {
    for (const one of words.split(" ")) means.set(one, [...(means.get(one) || []), ...other.split(",")]);
  }
  // Where a word may stand in a part, and how much that says; a card for what goes on now comes before one to read in quiet.
  const parts = [...document.querySelectorAll("main > .part")].map((node, order) => {
    const places = [[6, loose(node.querySelector("h2").textContent)], [5, leads.filter(([goals]) => goals[0] === order).map(([, words]) => words).join("")]];
    for (const [value, which] of [[5, ".when > .said, .what, .known, .around tbody th"], [3, "h3, h4, th"]]) places.push([value, [...node.querySelectorAll(which)].map((one) => loose(one.textContent)).join("")]);
    places.push([4, leads.filter(([goals]) => goals.slice(1).includes(order)).map(([, words]) => words).join("")]);
    return { node, order, places, bonus: node.matches(".situation") ? 0.7 : node.matches(".cover, .sources") ? -2 : 0 };
  });
  const worth = (part, term) => {
    let best = textOf(part.node).includes(term) ? 1 : 0;
    for (const [value, text] of part.places) {
      if (value > best && text.includes(term)) best = value + (text === " " + term ? 0.9 : text.includes(" " + term) ? 0.2 : 0);
    }
    return best && best + part.bonus;
  };
  // A word may be read in several ways, each of one or more terms that must all be there.
  const read = (part, ways) => Math.max(0, ...ways.map((terms) => Math.min(...terms.map((term) => worth(part, term)))));
  const holds = (text, ways) => ways.some((terms) => terms.every((term) => text.includes(term)));
  let known = null;
  const split = (one, start = 0) => {
    for (let end = one.length - (start ? 0 : 3); end >= start + 3; end -= 1) {
      if (!known.has(one.slice(start, end))) continue;
      if (end === one.length) return [one.slice(start)];
      for (const link of ["", "s", "e", "en", "n"]) {
        const rest = one.startsWith(link, end) && split(one, end + link.length);
        if (rest) return [one.slice(start, end), ...rest];
      }
    }
    return null;
  };
  // What stands nowhere as it was typed, or without its ending: another word for it, or its parts.
  const bareOf = (one) => one.replace(/(en|e|s|n|t)$/, "").replace(/(.)\1$/, "$1");
  const plainly = (one) => [[one], ...(bareOf(one).length > 4 ? [[bareOf(one)]] : [])];
  const guess = (one) => {
    const bare = bareOf(one);
    const ways = [...plainly(one), ...[one, bare].flatMap((each) => means.get(each) || []).map((each) => [each])];
    if (parts.some((part) => read(part, ways))) return ways;
    known ||= new Set(parts.flatMap((part) => [textOf(part.node), ...part.places.map((each) => each[1])]).join(" ").match(/[a-z0-9]{3,}/g));
    for (const each of [one, bare]) {
      const pieces = each.length < 40 && split(each);
      if (pieces) return [...ways, pieces];
    }
    return ways;
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
  const ranges = (part, terms) => {
    const all = [];
    const walk = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      // A letter without its mark is one letter too, so a place in the plain text is the place in the text.
      const data = walk.currentNode.data;
      const text = plain(data).length === data.length ? plain(data) : data.toLowerCase();
      if (!terms.some((one) => text.includes(one)) || walk.currentNode.parentElement.closest("[hidden], .copy, b, svg")) continue;
      for (const one of terms) {
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
  // The place of a hit: under which heading, and a few words around it.
  const headingOf = (range, part) => [...part.querySelectorAll("h2, :is(h3, h4)[id]")].filter((one) => one.contains(range.startContainer) || range.comparePoint(one, 0) < 0).pop();
  const around = (range) => {
    const data = range.startContainer.data;
    const from = Math.max(0, range.startOffset - 40);
    const until = Math.min(data.length, range.endOffset + 50);
    const cut = data.slice(from ? data.indexOf(" ", from) : 0, until < data.length ? Math.max(data.lastIndexOf(" ", until), range.endOffset) : until).replace(/^[·\s]+/, "").trim();
    return (from ? "… " : "") + cut + (until < data.length ? " …" : "");
  };
  const byHeading = (seen) => {
    const groups = new Map();
    for (const one of seen.flatMap((each) => each.found)) {
      const heading = headingOf(one, parts[0].node);
      groups.set(heading, [...(groups.get(heading) || []), one]);
    }
    return [...groups.values()].map((found) => [parts[0].node, found]);
  };
  const MOST = 8;
  const enter = (title, anchor, where) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = "#" + anchor;
    link.textContent = title;
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
    const rows = parts.length > 1 ? seen.map((one) => [one.part.node, one.found]) : byHeading(seen);
    for (const [node, found] of rows.slice(0, MOST)) {
      const title = node.querySelector("h2");
      // The place that says most of what was looked for; the title is told anyhow.
      const full = (one) => (title.contains(one.startContainer) ? 0 : terms.reduce((sum, each) => sum + (plain(one.startContainer.data).includes(each) ? each.length : 0), 0));
      const best = found.reduce((one, other) => (one && full(one) >= full(other) ? one : other), null);
      const heading = (best && headingOf(best, node)) || title;
      const under = parts.length > 1 && heading !== title ? heading.textContent + ": " : "";
      const where = !best ? tools.dataset.about : title.contains(best.startContainer) ? "" : under + around(best);
      enter((parts.length > 1 ? title : heading).textContent, heading.id || node.id, where);
    }
    if (rows.length > MOST) {
      const item = document.createElement("li");
      item.textContent = tools.dataset.more.replace("#", rows.length - MOST);
      list.append(item);
    }
    show(list, rows.length);
  };
  const narrow = () => {
    const words = plain(word.value).split(/\s+/).filter((one) => one.length > 1);
    show(clear, word.value || sure.value || block.value);
    for (const item of document.querySelectorAll("main li, main tbody tr, main .roles p")) {
      const mark = item.querySelector("b");
      show(item, !sure.value || !mark || item.closest(".cover") || item.querySelector("b." + sure.value));
    }
    for (const item of document.querySelectorAll("main .block")) show(item, !block.value || item.classList.contains(block.value));
    // As typed; else each word read in other ways; else the parts with the most words.
    let ways = words.map(plainly);
    const fits = (part) => ways.every((each) => read(part, each));
    let all = parts.filter(fits);
    let whole = true;
    if (!all.length) {
      ways = words.map(guess);
      all = parts.filter(fits);
    }
    // A word that stands nearly everywhere tells nothing beside another.
    const telling = ways.filter((each) => parts.filter((part) => read(part, each)).length < 0.7 * parts.length);
    if (telling.length) ways = telling;
    if (!all.length) {
      const count = (part) => ways.filter((each) => read(part, each)).length;
      const most = Math.max(...parts.map(count));
      whole = most === ways.length;
      if (most) all = parts.filter((part) => count(part) === most);
    }
    for (const table of document.querySelectorAll("table.matrix")) {
      const rows = [...table.querySelectorAll("tbody tr:not(.family)")];
      const some = rows.filter((row) => ways.every((each) => holds(textOf(row), each)));
      for (const row of rows) show(row, !some.length || some.includes(row));
    }
    for (const part of parts) show(part.node, all.includes(part));
    const terms = [...new Set(ways.flat(2))];
    const seen = words.length ? all.map((part) => ({ part, value: ways.reduce((sum, each) => sum + read(part, each), 0), found: ranges(part.node, terms) })) : [];
    seen.sort((one, other) => other.value - one.value || other.found.length - one.found.length || one.part.order - other.part.order);
    hits = seen.flatMap((one) => one.found);
    at = -1;
    if (window.CSS && CSS.highlights) {
      CSS.highlights.delete("found");
      if (hits.length) CSS.highlights.set("found", new Highlight(...hits));
    }
    found.textContent = words.length ? (seen.length ? (whole ? tools.dataset.found : tools.dataset.some).replace("#", seen.length) : tools.dataset.none) : "";
    tell(seen, terms);
  };
  const next = () => {
    if (!hits.length) return;
    at = (at + 1) % hits.length;
    const box = hits[at].getBoundingClientRect();
    window.scrollTo({ top: window.scrollY + box.top - window.innerHeight / 3 });
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
