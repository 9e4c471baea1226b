// What a search finds: which parts of the page, which of them first, and where in them. It shows nothing and changes nothing.
const finding = (nodes, said, meant, silent) => {
  "use strict";
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const loose = (text) => " " + plain(text).replace(/[^a-z0-9]+/g, " ").trim() + " ";
  const kept = (make) => {
    const known = new Map();
    return (node) => {
      if (!known.has(node)) known.set(node, make(node));
      return known.get(node);
    };
  };
  const wordsOf = kept((node) => loose(node.textContent));
  // What people say, and the parts that it is about: more, less, and as it is, each by itself, before all else; what means another
  // word.
  const lines = (text) => text.split(";").filter(Boolean).map((line) => line.split(":"));
  const leads = lines(said).map(([goals, words]) => [goals.split(" ").map(Number), words.split(",").map(loose), (goals.match(/#\S+/) || [""])[0].slice(1)]);
  const empty = new Set(silent.split(" "));
  const means = new Map();
  for (const [words, other] of lines(meant)) {
    for (const one of words.split(" ")) means.set(one, [...(means.get(one) || []), ...other.split(",")]);
  }
  const led = (which, order) => {
    const all = leads.filter(([goals]) => which(goals).includes(order)).map(([, words]) => words);
    return [...[0, 1].map((faint) => all.map((words) => words[faint] || "").join("")), all.flatMap((words) => words.slice(2))];
  };
  /* Give the heading in a part that what was typed means as people say it, if there is one. */
  const spot = (part, text) => {
    const typed = loose(text);
    const lead = leads.find(([goals, words, at]) => at && goals[0] === part.order && words.slice(2).some((one) => typed.includes(one)));
    return lead ? document.getElementById(lead[2]) : null;
  };
  /* Give the word of people by which a part was found in which it does not stand. */
  const by = (part, terms) => terms.map((term) => ` ${part.led} `.split(" ").find((one) => one && within(` ${one} `, bare(term)))).find(Boolean) || "";
  // Where a word may stand in a part, and how much that says: its heading, what people say of it, the headings in it, its text.
  // What is said in a word or two says more than one word of a long phrase.
  const parts = nodes.map((node, order) => {
    const [[own, far, exact], [other, farther]] = [led((goals) => goals.slice(0, 1), order), led((goals) => goals.slice(1), order)];
    const inside = (which) => [...node.querySelectorAll(which)].map((one) => loose(one.textContent)).join("");
    const places = [
      [6, loose(node.querySelector("h2").textContent)], [5, own], [5, inside(".when > .said, .what, .known, .around tbody th")],
      [4.5, other + inside("[id$='-vormen'] ~ ul")], [3.5, far], [3, inside("h3, h4, th")], [2.5, farther],
    ];
    // A card for what goes on now comes before one to read in quiet, and what only names things comes last.
    return { node, order, places, exact, rests: inside("[id$='-bronnen'] ~ ul"), led: own + other + far + farther, bonus: node.matches(".situation") ? 0.7 : node.matches(".cover, .matrix, .sources") ? -2 : 0 };
  });
  // A word of three letters, as PVO, says nothing in the middle of another; one of two, as AP, at its beginning neither, where it
  // is a word by itself somewhere.
  const alone = kept((one) => one.length < 3 && parts.some((part) => wordsOf(part.node).includes(` ${one} `)));
  const bare = (one) => (alone(one) ? loose(one) : loose(one).trimEnd());
  const times = (text, term) => text.split(term.length > 4 ? term.slice(1) : term).length;
  const within = (text, term) => text.includes(term.length > 4 ? term.slice(1) : term);
  // In the middle of another a word says less than at the beginning of one, as "vordering" in "bevordering", and a short one,
  // as "leven" in "bedrijfsleven", half.
  const share = (text, term) => (text.includes(term) ? 1 : term.length > 6 ? 0.7 : 0.5);
  const fit = (text, term) => (text === term + " " ? 0.9 : text.includes(term + " ") ? 0.4 : text.includes(term) ? 0.2 : 0);
  const worth = (part, one) => {
    const term = bare(one);
    if (term.length < 2) return 0;
    const all = [[1, wordsOf(part.node)], ...part.places].filter(([, text]) => within(text, term));
    if (part.exact.includes(loose(one))) all.push([7, ""]);
    // What stands only among the sources of a card is not what the card is about.
    if (all.length === 1 && all[0][0] === 1 && times(part.rests, term) === times(wordsOf(part.node), term)) return 0.2;
    return all.length && Math.max(...all.map(([value, text]) => (text ? value * share(text, term) + fit(text, term) : value))) + part.bonus;
  };
  // A word may be read in several ways, each of one or more terms that must all be there.
  const read = (part, ways) => Math.max(0, ...ways.map((terms) => Math.min(...terms.map((term) => worth(part, term)))));
  const holds = (node, ways) => ways.some((terms) => terms.every((term) => within(wordsOf(node), bare(term))));
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
  const stem = (one) => one.replace(/(en|e|s|n|t)$/, "").replace(/(.)\1$/, "$1");
  const plainly = (one) => [[one], ...(stem(one).length > 4 ? [[stem(one)]] : [])];
  const whole = (one) => [...plainly(one), ...[one, stem(one)].flatMap((other) => means.get(other) || []).map((other) => [other])];
  const stands = (ways) => parts.some((part) => read(part, ways));
  const guess = (one) => {
    const each = [one, stem(one)];
    const ways = whole(one);
    if (stands(ways)) return ways;
    known ||= new Set(parts.flatMap((part) => [wordsOf(part.node), ...part.places.map(([, text]) => text)]).join(" ").match(/[a-z0-9]{3,}/g));
    const pieces = each.map((other) => other.length < 40 && split(other)).find(Boolean);
    return pieces ? [...ways, pieces] : ways;
  };
  // What may have been meant by a word that stands nowhere: the nearest word of a heading, or of people, a letter or two away.
  const away = (one, other) => {
    let [before, row] = [[], [...Array(other.length + 1).keys()]];
    for (let at = 1; at <= one.length; at += 1) {
      const next = [at];
      for (let to = 1; to <= other.length; to += 1) {
        next[to] = Math.min(row[to] + 1, next[to - 1] + 1, row[to - 1] + (one[at - 1] === other[to - 1] ? 0 : 1));
        if (at > 1 && to > 1 && one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1]) next[to] = Math.min(next[to], before[to - 2] + 1);
      }
      [before, row] = [row, next];
    }
    return row[other.length];
  };
  let names = null;
  const nearest = (one, most) => {
    names ||= new Set([...nodes.flatMap((node) => [...node.querySelectorAll("h2, h3, h4, .known")].map((each) => loose(each.textContent))), ...leads.flatMap(([, words]) => words), ...means.keys()].join(" ").match(/[a-z]{4,}/g));
    let [best, least] = ["", one.length < 4 ? 0 : one.length < 6 ? 1.5 : most];
    for (const other of names) {
      // Who errs seldom errs in the first letter.
      const far = Math.abs(one.length - other.length) < 3 ? away(one, other) + (one[0] === other[0] ? 0 : 0.5) : least;
      if (far < least) [best, least] = [other, far];
    }
    return best;
  };
  // Where the terms stand in the text of a part.
  const ranges = (part, terms) => {
    const all = [];
    const walk = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      // A letter without its mark is one letter too, so a place in the plain text is the place in the text.
      const data = walk.currentNode.data;
      const text = plain(data).length === data.length ? plain(data) : data.toLowerCase();
      if (!terms.some((one) => text.includes(one)) || walk.currentNode.parentElement.closest("[hidden], .copy, .slide, .feedback, b, svg")) continue;
      for (const one of terms) {
        for (let start = text.indexOf(one); start >= 0; start = text.indexOf(one, start + one.length)) {
          if (one.length < 4 && /[a-z0-9]/.test((text[start - 1] || "") + ((alone(one) && text[start + 2]) || ""))) continue;
          const range = new Range();
          range.setStart(walk.currentNode, start);
          range.setEnd(walk.currentNode, start + one.length);
          all.push(range);
        }
      }
    }
    return all;
  };
  /* Give the parts in which words are found, in the order of the page; whether each has all words; what may have been meant; and how each word was read. */
  const find = (text) => {
    // A number beside two words is an age, or how many; beside one it is an article.
    const all = plain(text).split(/\s+/).filter((one) => one.length > 1);
    const said = all.filter((one) => !/^\d\d$/.test(one));
    const typed = said.length > 1 ? said : all;
    const phrase = loose(text);
    const called = (part) => part.exact.filter((one) => phrase.includes(one));
    const calls = (part) => called(part).length;
    const urgent = parts.some((part) => part.node.matches(".situation") && calls(part));
    // A word such as "who" or "when" says nothing beside another; in what people say of a card it tells one card from the next.
    const full = typed.filter((one) => !empty.has(loose(one).trim()));
    const words = full.length && !urgent ? full : typed;
    // As typed; else each word read in other ways; else the parts with the most words.
    let ways = words.map(plainly);
    const fits = (part) => ways.every((each) => read(part, each));
    let found = parts.filter(fits);
    let every = true;
    let near = "";
    if (!found.length) {
      ways = words.map(guess);
      found = parts.filter(fits);
      // What was read by its parts alone, as "ransomwere", may have been meant as one word all the same.
      const other = (one) => (stands(whole(one)) ? one : nearest(one, stands(ways[words.indexOf(one)]) ? 1.5 : 2.6) || one);
      const meant = typed.map((one) => (words.includes(one) ? other(one) : one));
      if (meant.some((one, which) => one !== typed[which])) near = meant.join(" ");
    }
    // A word that stands nearly everywhere tells nothing beside another.
    const telling = ways.filter((each) => parts.filter((part) => read(part, each)).length < 0.7 * parts.length);
    if (telling.length) ways = telling;
    if (!found.length) {
      const count = (part) => ways.filter((each) => read(part, each)).length;
      const most = Math.max(...parts.map(count));
      every = most === ways.length;
      if (most) found = parts.filter((part) => count(part) === most);
    }
    // Who says, among whatever else, what people say of a card for what goes on now, sees that card first; of another part
    // only a phrase of theirs says as much.
    const first = new Map(parts.filter(calls).map((part) => [part, calls(part) + (part.node.matches(".situation") ? 0.5 : 0)]));
    if (!urgent) {
      for (const part of [...first.keys()]) if (!called(part).some((one) => one.trim().includes(" "))) first.delete(part);
    }
    return { all: parts.filter((part) => found.includes(part) || first.has(part)), first, whole: every || first.size > 0, near, ways, words };
  };
  /* Give what was found best first, each with its places: those that are in sight, so show the parts before. */
  const rank = ({ all, first, ways, words }) => {
    const terms = [...new Set(ways.flat(2))];
    const seen = (words.length ? all : []).map((part) => ({ part, called: first.has(part), value: ways.reduce((sum, each) => sum + read(part, each), 100 * (first.get(part) || 0)), found: ranges(part.node, terms) }));
    seen.sort((one, other) => other.value - one.value || other.found.length - one.found.length || one.part.order - other.part.order);
    return { terms, seen };
  };
  return { parts, plain, kept, holds, find, rank, spot, by };
};
