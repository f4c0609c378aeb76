// Picking, ordering and matching. Anki shows a side either by swapping innerHTML in a page that lives on, or by
// loading a page; what a learner did is therefore kept in sessionStorage, which outlives both. Without this script
// everything still reads: it only turns lists into buttons, and tells on the back what was picked.
(function () {
  "use strict";
  const cards = document.querySelectorAll(".qz[data-form]");
  const card = cards[cards.length - 1];
  if (!card || card.dataset.ready) return;
  card.dataset.ready = "1";
  const back = card.dataset.side === "back";
  const key = "quizgen:" + card.lang + ":" + card.dataset.id;

  function keep(state) {
    window.quizgenKept = { key: key, state: state };
    try { sessionStorage.setItem(key, JSON.stringify(state)); } catch (error) { /* a page without storage */ }
  }
  function kept() {
    try {
      const text = sessionStorage.getItem(key);
      if (text) return JSON.parse(text);
    } catch (error) { /* a page without storage */ }
    return window.quizgenKept && window.quizgenKept.key === key ? window.quizgenKept.state : null;
  }
  function shuffled(count) { // Fisher-Yates: every order is equally likely
    const order = Array.from({ length: count }, function (_, index) { return index; });
    for (let last = count - 1; last > 0; last--) {
      const other = Math.floor(Math.random() * (last + 1));
      const moved = order[last];
      order[last] = order[other];
      order[other] = moved;
    }
    return order;
  }
  function arrange(list, items, order) {
    order.forEach(function (index) { list.appendChild(items[index]); });
  }
  function add(parent, tag, name, text) {
    const element = document.createElement(tag);
    element.className = name;
    if (text !== undefined) element.textContent = text;
    parent.appendChild(element);
    return element;
  }
  function buttonIn(item, act) { // turns an item into a button that holds what stood in it
    const button = document.createElement("button");
    button.type = "button";
    button.className = "qz-button tappable";
    while (item.firstChild) button.appendChild(item.firstChild);
    item.appendChild(button);
    item.classList.add("qz-holds");
    button.addEventListener("click", function (event) {
      event.stopPropagation(); // a tap on a button does not turn the card over
      act();
    });
    return button;
  }
  function verdict(right) {
    const line = card.querySelector(".qz-verdict");
    line.textContent = (right ? "✓ " : "✗ ") + (right ? line.dataset.right : line.dataset.wrong);
    line.classList.add(right ? "qz-good" : "qz-bad");
    line.hidden = false;
  }
  function children(selector) {
    const list = card.querySelector(selector);
    return list ? Array.from(list.children) : [];
  }
  function text(item) {
    const found = item.querySelector(".qz-text");
    return found ? found.textContent : item.textContent;
  }

  // Anki keeps Space and Enter for itself on a computer: the arrow keys move, pick and take back.
  function byKeys(event) {
    const buttons = Array.from(card.querySelectorAll(".qz-button"));
    const at = buttons.indexOf(document.activeElement);
    if (at < 0) return;
    const on = buttons[at].matches("[aria-checked=true], [aria-pressed=true]");
    if (event.key === "ArrowDown") buttons[(at + 1) % buttons.length].focus();
    else if (event.key === "ArrowUp") buttons[(at + buttons.length - 1) % buttons.length].focus();
    else if (event.key === "ArrowRight") { if (!on) buttons[at].click(); }
    else if (event.key === "ArrowLeft") { if (on) buttons[at].click(); }
    else return;
    event.preventDefault();
  }
  if (!back) card.addEventListener("keydown", byKeys);

  const sides = {
    choose: function () {
      const place = card.querySelector(".qz-choose");
      const list = place.querySelector("ol");
      const items = Array.from(list.children);
      const many = list.classList.contains("qz-many");
      if (back) return chosen(place, list, items, many);
      const staying = items.filter(function (item) { return item.hasAttribute("data-last"); });
      let order = items.map(function (_, at) { return at; });
      if (!list.classList.contains("qz-fixed")) { // those that stay last stand at the end already
        order = shuffled(items.length - staying.length).concat(order.slice(items.length - staying.length));
      }
      const state = { order: order, picked: [] };
      list.setAttribute("role", many ? "group" : "radiogroup");
      list.setAttribute("aria-label", many ? place.dataset.many : place.dataset.one);
      if (many) place.insertBefore(add(place, "p", "qz-do", place.dataset.many), list);
      arrange(list, items, order);
      const buttons = items.map(function (item, index) {
        const why = item.querySelector(".qz-because");
        if (why) why.remove();
        item.setAttribute("role", "none");
        const button = buttonIn(item, function () {
          const had = state.picked.indexOf(index) >= 0;
          state.picked = many ? state.picked.filter(function (other) { return other !== index; }) : [];
          if (!had) state.picked.push(index);
          show();
        });
        button.setAttribute("role", many ? "checkbox" : "radio");
        return button;
      });
      function show() {
        buttons.forEach(function (button, index) {
          button.setAttribute("aria-checked", String(state.picked.indexOf(index) >= 0));
        });
        keep(state);
      }
      show();
    },

    order: function () {
      if (back) return ordered();
      const list = card.querySelector(".qz-order ul");
      const items = Array.from(list.children);
      const state = { picked: [] };
      arrange(list, items, shuffled(items.length));
      const parts = items.map(function (item) {
        const step = Number(item.dataset.n);
        const button = buttonIn(item, function () {
          const had = state.picked.indexOf(step);
          if (had >= 0) state.picked.splice(had, 1);
          else state.picked.push(step);
          show();
        });
        const badge = add(button, "span", "qz-badge", "");
        button.insertBefore(badge, button.firstChild);
        return { step: step, button: button, badge: badge };
      });
      function show() {
        parts.forEach(function (part) {
          const place = state.picked.indexOf(part.step);
          part.badge.textContent = place < 0 ? "" : String(place + 1);
          part.button.setAttribute("aria-pressed", String(place >= 0));
        });
        keep(state);
      }
      show();
    },

    match: function () {
      if (back) return matched();
      const empty = card.querySelector(".qz-lefts").dataset.empty;
      const rights = card.querySelector(".qz-targets ul");
      const targets = Array.from(rights.children);
      const lefts = children(".qz-lefts ul");
      const state = { picked: lefts.map(function () { return null; }), names: targets.map(text) };
      const names = {};
      targets.forEach(function (target) { names[target.dataset.k] = text(target); });
      state.names = names;
      let current = 0;
      arrange(rights, targets, shuffled(targets.length));
      const lines = lefts.map(function (item, index) {
        const button = buttonIn(item, function () {
          if (current === index) state.picked[index] = null;
          current = index;
          show();
        });
        return { button: button, slot: add(button, "span", "qz-slot", empty) };
      });
      const chips = targets.map(function (item) {
        const k = item.dataset.k;
        const button = buttonIn(item, function () {
          state.picked[current] = state.picked[current] === k ? null : k;
          if (state.picked[current] !== null) {
            for (let step = 1; step < lefts.length; step++) {
              const next = (current + step) % lefts.length;
              if (state.picked[next] === null) { current = next; break; }
            }
          }
          show();
        });
        return { k: k, button: button };
      });
      function show() {
        lines.forEach(function (line, index) {
          const k = state.picked[index];
          line.slot.textContent = k === null ? empty : names[k];
          line.slot.classList.toggle("qz-empty", k === null);
          line.button.setAttribute("aria-current", String(index === current));
        });
        chips.forEach(function (chip) {
          chip.button.classList.toggle("qz-used", state.picked.indexOf(chip.k) >= 0);
          chip.button.setAttribute("aria-pressed", String(state.picked[current] === chip.k));
        });
        keep(state);
      }
      show();
    },
  };

  function chosen(place, list, items, many) {
    const state = kept();
    const sound = state && state.order && state.order.length === items.length;
    if (sound) arrange(list, items, state.order);
    const picked = sound ? state.picked : [];
    let right = true;
    items.forEach(function (item, index) {
      const ok = item.hasAttribute("data-ok");
      const mine = picked.indexOf(index) >= 0;
      if (ok !== mine) right = false;
      if (mine) item.classList.add("qz-mine");
      const said = [];
      if (ok) said.push(place.dataset.ok);
      if (mine) said.push(place.dataset.picked);
      if (ok && !mine && many && picked.length) said.splice(0, 1, place.dataset.missed);
      if (said.length) {
        const only = ok && !mine && !(many && picked.length);
        const note = add(item, "span", only || (ok && !many) ? "qz-unseen" : "qz-note", said.join(", "));
        item.insertBefore(note, item.children[1] || null);
      }
      const why = item.querySelector(".qz-because");
      if (why && picked.length && !mine) why.remove();
    });
    if (picked.length) verdict(right);
  }

  function ordered() {
    const place = card.querySelector(".qz-order");
    const items = children(".qz-order ol");
    const state = kept();
    if (!state || !state.picked || state.picked.length !== items.length) return;
    let right = true;
    items.forEach(function (item, index) {
      const mine = state.picked.indexOf(index + 1);
      item.classList.add(mine === index ? "qz-good" : "qz-bad");
      if (mine !== index) {
        right = false;
        add(item, "span", "qz-note", place.dataset.place + " " + (mine + 1));
      }
    });
    verdict(right);
  }

  function matched() {
    const place = card.querySelector(".qz-pairs");
    const items = children(".qz-pairs ul");
    const state = kept();
    if (!state || !state.picked || state.picked.length !== items.length) return;
    if (state.picked.every(function (k) { return k === null; })) return;
    let right = true;
    items.forEach(function (item, index) {
      const mine = state.picked[index];
      const good = mine === item.dataset.right;
      item.classList.add(good ? "qz-good" : "qz-bad");
      if (!good) {
        right = false;
        if (mine !== null) add(item, "span", "qz-note", place.dataset.said + " " + state.names[mine]);
      }
    });
    verdict(right);
  }

  if (sides[card.dataset.form]) sides[card.dataset.form]();
})();
