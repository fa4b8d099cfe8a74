// The chat page of the sandbox: plays the people who talk to the bot. What is
// shown comes as JSON and is put into the document as text and elements, never
// as markup.

const words = {
  vi: {
    title: "Thử bot", placeholder: "Nhập tin nhắn", send: "Gửi", commands: "Danh sách lệnh", attach: "Gửi tệp", back: "Danh sách người", panel: "Bảng theo dõi",
    keys: "Bàn phím trả lời", people: "Mọi người", messages: "Cuộc trò chuyện", joined: "đã bắt đầu", away: "chưa bắt đầu", blocked: "đã chặn bot",
    block: "Chặn bot", unblock: "Bỏ chặn", asPerson: "Bạn đang là", group: "nhóm", bot: "bot", start: "Bắt đầu", emptyTitle: "Chưa có tin nhắn.",
    startHint: "Bấm Bắt đầu như trên điện thoại để bot được phép nhắn tin.", edited: "đã sửa", edit: "Sửa tin nhắn", editing: "Đang sửa tin nhắn",
    cancel: "Thôi", speakAs: "Nói với tư cách", file: "Tệp từ máy", photo: "Ảnh từ máy", samples: "Tệp mẫu", contact: "Chia sẻ số điện thoại của tôi",
    drop: "Thả tệp vào đây để gửi", noCommands: "Bot chưa đặt lệnh nào cho người này.", hour: "+1 giờ", day: "+1 ngày", notice: "Thông báo kế", deadline: "Hạn kế",
    play: "Chạy", year: "Chạy hết năm", stop: "Dừng", outage: "Mất kết nối", moves: "Dời đồng hồ", walking: "đang đi đến", telling: "đang diễn phần mở đầu; việc của bạn chờ đến khi xong", playing: "đang chạy, mỗi giây một giờ",
    jumping: "mất kết nối đến", outbox: "Hộp gửi", faults: "Sự cố", log: "Lệnh gọi", outboxEmpty: "Không có tin nào đang chờ gửi.",
    outboxHint: "Những tin bot còn phải gửi.", attempts: "lần thử", due: "lúc", faultsHint: "Đặt hàng sự cố cho lần gửi kế tiếp của bot.", times: "Số lần", where: "Cho",
    anyone: "mọi người", tooMany: "429, chờ 5 giây", forbidden: "403, bị chặn", server: "500, lỗi máy chủ", gateway: "502, trang HTML", slow: "Chậm 3 giây", reset: "Ngắt trước khi nhận",
    cutAfter: "Ngắt sau khi nhận", garbage: "Trả lời hỏng", truncated: "Tải tệp đứt quãng", short: "Tệp tải thiếu", malformed: "Cập nhật sai JSON", restart: "Đánh số lại từ đầu",
    down: "Ngắt mạng", up: "Nối lại mạng", clear: "Xóa hết sự cố", waiting: "Đang chờ xảy ra", none: "Không có.", network: "Mạng", ordered: "Đã đặt", save: "Lưu thành kịch bản",
    saveHint: "Cuộc trò chuyện đến lúc này, dạng văn bản.", reading: "đang nhập…", uploading: "đang gửi tệp…", me: "Tôi", shared: "Số điện thoại", failed: "Không làm được: ", once: "1 lần", three: "3 lần", always: "mãi", close: "Đóng", oneHour: "1 giờ", sixHours: "6 giờ", oneDay: "1 ngày", threeDays: "3 ngày", tenDays: "10 ngày", unread: "chưa đọc", logHint: "Các lệnh gọi của bot, mới nhất ở trên.", photoWord: "Ảnh", lost: "Mất kết nối với sandbox, đang thử lại…", goto: "Đến",
  },
  en: {
    title: "Try the bot", placeholder: "Write a message", send: "Send", commands: "Commands", attach: "Send a file", back: "People", panel: "Panel",
    keys: "Reply keyboard", people: "People", messages: "Conversation", joined: "has started", away: "not started yet", blocked: "has blocked the bot",
    block: "Block the bot", unblock: "Unblock", asPerson: "You are", group: "group", bot: "bot", start: "Start", emptyTitle: "No messages yet.",
    startHint: "Press Start, as on a phone: only then may the bot write.", edited: "edited", edit: "Edit message", editing: "Editing a message",
    cancel: "Cancel", speakAs: "Speak as", file: "File from this computer", photo: "Photo from this computer", samples: "Sample files", contact: "Share my phone number",
    drop: "Drop files here to send them", noCommands: "The bot has set no commands for this person.", hour: "+1 hour", day: "+1 day", notice: "Next notice", deadline: "Next deadline",
    play: "Play", year: "Play the year", stop: "Stop", outage: "Outage", moves: "Move the clock", walking: "walking to", telling: "the opening is being played; what you do waits until it is over", playing: "playing, an hour each second",
    jumping: "outage until", outbox: "Outbox", faults: "Faults", log: "Calls", outboxEmpty: "Nothing is waiting to be sent.",
    outboxHint: "Messages the bot still has to send.", attempts: "attempts", due: "due", faultsHint: "Order a fault for what the bot sends next.", times: "Times", where: "For",
    anyone: "anyone", tooMany: "429, wait 5 seconds", forbidden: "403, blocked", server: "500, server error", gateway: "502, an HTML page", slow: "3 seconds slow", reset: "Cut before accepted",
    cutAfter: "Cut after accepted", garbage: "Garbled answer", truncated: "Download breaks off", short: "Download too short", malformed: "Malformed update", restart: "Restart update ids",
    down: "Network down", up: "Network up", clear: "Clear all faults", waiting: "Waiting to happen", none: "None.", network: "Network", ordered: "Ordered", save: "Save as transcript",
    saveHint: "The talk so far, as text.", reading: "typing…", uploading: "sending a file…", me: "Me", shared: "Phone number", failed: "Not done: ", once: "once", three: "3 times", always: "always", close: "Close", oneHour: "1 hour", sixHours: "6 hours", oneDay: "1 day", threeDays: "3 days", tenDays: "10 days", unread: "unread", logHint: "The bot's calls, newest first.", photoWord: "Photo", lost: "Connection to the sandbox lost, trying again…", goto: "To",
  },
};
const weekdays = {
  vi: ["Chủ nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"],
  en: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
};
const shapes = {
  back: "M15 5l-7 7 7 7", send: "M3 4.5v6l11 1.5-11 1.5v6l19-7.5z", clip: "M8 12.5l6.5-6.5a3 3 0 014.2 4.2l-8.5 8.5a5 5 0 01-7-7l8.2-8.2",
  keys: "M3 6h18v12H3zM6.5 9.5h.01M10 9.5h.01M14 9.5h.01M17.5 9.5h.01M7 14.5h10", panel: "M3 5h18v14H3zM15 5v14M17.5 9h1M17.5 12h1", clock: "M12 3a9 9 0 100 18 9 9 0 000-18zM12 7.5V12l3 2",
  pen: "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3", file: "M7 3h7l5 5v13H7zM14 3v5h5", photo: "M3 5h18v14H3zM3 16l5-5 4 4 3-3 6 5M15.5 9h.01", phone: "M5 4h4l2 5-2.5 1.5a11 11 0 005 5L15 13l5 2v4a2 2 0 01-2 2A15 15 0 013 6a2 2 0 012-2z",
  out: "M7 17L17 7M9 7h8v8", save: "M12 4v11M7.5 11l4.5 4.5 4.5-4.5M4 20h16", close: "M6 6l12 12M18 6L6 18",
};

const $ = (id) => document.getElementById(id);
const st = { people: [], messages: [], chat: 0, as: 0, tab: "outbox", calls: [], outbox: [], faults: { down: false, orders: [] }, waiting: new Map(), editing: 0, keysShown: true, low: true, lang: "vi", clock: null, clockAt: 0 };
const t = (key) => words[st.lang][key] ?? key;

// el makes an element: attributes, then children, texts or nothing.
function el(tag, attrs = {}, ...children) {
  const e = document.createElement(tag);
  for (const [k, v] of Object.entries(attrs)) {
    if (k.startsWith("on")) e.addEventListener(k.slice(2), v);
    else if (k in e && typeof v === "boolean") e[k] = v;
    else if (v !== undefined && v !== null) e.setAttribute(k, v);
  }
  e.append(...children.filter((c) => c !== null && c !== undefined));
  return e;
}
function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", shapes[name]);
  svg.append(path);
  return svg;
}
const person = (id = st.chat) => st.people.find((p) => p.id === id);
const speaker = () => (st.chat < 0 ? st.as : st.chat);

// --- talking to the server ---

async function post(order) {
  const res = await fetch("sb/do", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ chat: st.chat, person: speaker(), ...order }) });
  if (!res.ok) {
    toast(t("failed") + (await res.text()).trim());
    return null;
  }
  return res.json();
}
async function upload(file, photo) {
  const q = new URLSearchParams({ person: speaker(), chat: st.chat, name: file.name, caption: $("text").value.trim(), photo: photo ? "1" : "" });
  const res = await fetch("sb/upload?" + q, { method: "POST", body: file, headers: { "Content-Type": "application/octet-stream" } });
  if (!res.ok) toast(t("failed") + (await res.text()).trim());
  else setText("");
}
const say = (text) => post({ do: "say", text });

let source = null;
async function load() {
  source?.close();
  let state;
  try {
    state = await (await fetch("sb/state")).json();
  } catch {
    setTimeout(load, 2000);
    return;
  }
  st.people = state.people; st.faults = state.faults; st.calls = state.calls ?? []; st.outbox = state.outbox; st.bot = state.bot;
  st.goto = state.goto ?? []; st.end = state.end; st.samples = state.samples;
  st.lang = localStorage.getItem("sandbox-lang") ?? state.lang;
  setClock(state.clock);
  labels();
  const wanted = Number(location.hash.slice(1)) || st.chat;
  if (person(wanted)) await open(wanted, Boolean(location.hash));
  else if (st.people.length) await open(st.people[0].id, false);
  drawPeople(); drawPanel();
  source = new EventSource("sb/events?after=" + encodeURIComponent(state.at));
  source.onmessage = (m) => take(JSON.parse(m.data));
  source.onerror = () => {
    $("walking").textContent = t("lost");
    if (source.readyState === EventSource.CLOSED) setTimeout(load, 2000);
  };
  source.onopen = () => drawWalk();
}

const news = {
  reload: () => load(),
  people: (e) => { st.people = e.people; drawPeople(); drawHead(); drawKeys(); },
  clock: (e) => setClock(e.clock),
  faults: (e) => { st.faults = e.faults; if (st.tab === "faults") drawPanel(); drawTabs(); },
  outbox: (e) => { st.outbox = e.outbox; if (st.tab === "outbox") drawPanel(); drawTabs(); },
  call: (e) => {
    if (st.calls.at(-1)?.seq >= e.call.seq) return;
    st.calls.push(e.call);
    if (st.calls.length > 300) st.calls.splice(0, 100);
    if (st.tab === "log") later(drawPanel);
  },
  message: (e) => {
    setPerson(e.person);
    if (e.chat !== st.chat || !e.message) return;
    typing(null);
    const at = st.messages.findIndex((m) => m.id === e.id);
    if (at >= 0) { st.messages[at] = e.message; redraw(e.message); } else { st.messages.push(e.message); append(e.message); }
    drawKeys();
    seen();
  },
  gone: (e) => {
    setPerson(e.person);
    st.messages = st.messages.filter((m) => e.chat !== st.chat || m.id !== e.id);
    if (e.chat === st.chat) document.querySelector(`[data-message="${e.id}"]`)?.remove();
  },
  toast: (e) => {
    answered(e.callback);
    if (e.text && (e.who === speaker())) e.alert ? alertBox(e.text) : toast(e.text);
  },
  action: (e) => { if (e.chat === st.chat) typing(e.text); },
};
const take = (e) => news[e.kind]?.(e);

const pending = new Set();
function later(draw) {
  if (pending.has(draw)) return;
  pending.add(draw);
  setTimeout(() => { pending.delete(draw); draw(); }, 150);
}
function setPerson(p) {
  const at = st.people.findIndex((x) => x.id === p.id);
  if (at >= 0) st.people[at] = p; else st.people.push(p);
  later(drawPeople);
  if (p.id === st.chat) drawHead();
}
function seen() {
  if (person()?.unread && document.visibilityState === "visible" && !hiddenChat()) post({ do: "seen" });
}
const hiddenChat = () => matchMedia("(max-width: 720px)").matches && $("app").dataset.view !== "chat";

// --- people ---

function face(p, node = el("span", {})) {
  const name = p.name.trim().split(/\s+/);
  const letters = p.id < 0 ? name[0][0] + (name[1]?.[0] ?? "") : (name.length > 1 ? name.at(-2)[0] : "") + name.at(-1)[0];
  node.className = "face c" + Math.abs(p.id) % 7;
  node.textContent = letters.toUpperCase();
  node.setAttribute("aria-hidden", "true");
  return node;
}
function brief(m) {
  if (!m) return "";
  const what = m.text || (m.contact ? t("shared") : m.file ? (m.file.photo ? t("photoWord") : m.file.name) : "");
  return (m.from ? "" : "bot: ") + what.replaceAll("\n", " ");
}
const stateOf = (p) => (p.id < 0 ? t("group") : p.blocked ? t("blocked") : p.started ? t("joined") : t("away"));
// A person's line stays the same node, so that a press on it is not lost when news arrives meanwhile.
function drawPeople() {
  const list = $("people"), known = new Map([...list.children].map((n) => [n.dataset.person, n]));
  st.people.forEach((p, i) => {
    const id = String(p.id), node = known.get(id) ?? el("button", { "data-person": p.id, "data-testid": "person", onclick: () => open(p.id, true) });
    known.delete(id);
    drawPerson(p, node);
    if (list.children[i] !== node) list.insertBefore(node, list.children[i] ?? null);
  });
  known.forEach((n) => n.remove());
}
function drawPerson(p, node) {
  node.className = "person" + (p.started && !p.blocked ? "" : " away");
  node.title = [p.name, p.role, p.unit, stateOf(p)].filter(Boolean).join(" · ");
  node.setAttribute("aria-current", p.id === st.chat ? "true" : "false");
  const role = [p.role, p.unit].filter(Boolean).join(" · ");
  node.replaceChildren(
    face(p),
    el("span", { class: "who" }, el("span", { class: "name" }, p.name), role ? el("span", { class: "role" }, role) : null, el("span", { class: "last" }, brief(p.last) || stateOf(p))),
    el("span", { class: "side" }, p.last ? hm(p.last.at) : "", p.unread ? el("span", { class: "badge", "data-testid": "unread", "aria-label": `${p.unread} ${t("unread")}` }, String(p.unread)) : null));
}
async function open(id, show) {
  st.chat = id; st.editing = 0; st.keysShown = true;
  if (!st.as || !person(st.as)) st.as = st.people.find((p) => p.id > 0)?.id ?? 0;
  if (show) { $("app").dataset.view = "chat"; history.replaceState(null, "", "#" + id); }
  st.messages = await (await fetch("sb/chat?id=" + id)).json();
  if (st.chat !== id) return;
  drawPeople(); drawHead(); drawMessages(); drawKeys(); drawAs(); closeMenu(); drawMode();
  seen();
  if (show && matchMedia("(min-width: 721px)").matches) $("text").focus();
}
function drawHead() {
  const p = person();
  if (!p) return;
  face({ ...p }, $("chat-face"));
  $("chat-name").textContent = p.id < 0 ? p.name : `${t("asPerson")}: ${p.name}`;
  $("chat-sub").textContent = [p.role, p.unit, stateOf(p)].filter(Boolean).join(" · ");
  $("block").hidden = p.id < 0 || !p.started;
  $("block").textContent = p.blocked ? t("unblock") : t("block");
}
function drawAs() {
  $("as-row").hidden = st.chat > 0;
  $("as-label").textContent = t("speakAs");
  $("as").replaceChildren(...st.people.filter((p) => p.id > 0).map((p) => el("option", { value: p.id, selected: p.id === st.as }, p.name)));
}

// --- messages ---

const hm = (iso) => iso.slice(11, 16);
const dmy = (iso) => `${Number(iso.slice(8, 10))}/${Number(iso.slice(5, 7))}/${iso.slice(0, 4)}`;
function dayName(iso) {
  const d = new Date(Date.UTC(+iso.slice(0, 4), iso.slice(5, 7) - 1, +iso.slice(8, 10)));
  return weekdays[st.lang][d.getUTCDay()] + " " + dmy(iso);
}
function drawMessages() {
  const box = $("messages");
  box.replaceChildren();
  if (!st.messages.length) {
    const p = person();
    box.append(el("div", { class: "empty" }, el("p", {}, t("emptyTitle")), p?.id > 0 ? el("p", {}, t("startHint")) : null,
      p?.id > 0 ? el("button", { class: "primary", "data-testid": "start", onclick: () => say("/start") }, t("start")) : null));
  }
  for (const m of st.messages) append(m, true);
  toEnd();
}
// A reader at the end stays there when a keyboard opens or a font arrives.
function toEnd() { const box = $("messages"); box.scrollTop = box.scrollHeight; st.low = true; }
const atEnd = (box) => box.scrollHeight - box.scrollTop - box.clientHeight < 160;
function append(m, quiet) {
  const box = $("messages");
  box.querySelector(".empty")?.remove();
  const day = m.at.slice(0, 10);
  if (box.dataset.day !== day || !box.querySelector(".day")) box.append(el("div", { class: "day" }, dayName(m.at)));
  box.dataset.day = day;
  box.append(drawMessage(m));
  if (!quiet && (st.low || m.from)) toEnd();
}
function redraw(m) {
  document.querySelector(`[data-message="${m.id}"]`)?.replaceWith(drawMessage(m));
  if (st.low) toEnd();
}
function drawMessage(m) {
  const mine = m.from !== 0 && (m.from === st.chat || st.chat < 0 && m.from === st.as);
  const bubble = el("div", { class: "bubble" });
  if (st.chat < 0 && !mine) bubble.append(el("div", { class: "from" }, m.from ? person(m.from)?.name ?? "?" : st.bot));
  const to = m.reply && st.messages.find((x) => x.id === m.reply);
  if (to) bubble.append(el("div", { class: "quote" }, brief(to)));
  if (m.file) bubble.append(drawFile(m.file));
  if (m.contact) bubble.append(el("div", { class: "doc" }, el("span", { class: "tile" }, icon("phone")), el("span", {}, el("b", {}, m.contact.first_name), el("small", {}, m.contact.phone_number || "—"))));
  if (m.text) bubble.append(rich(m.text, m.entities ?? [], el("span", { class: "text" }), m.from === 0));
  bubble.append(el("span", { class: "meta" }, (m.edited ? t("edited") + " " : "") + hm(m.at)));
  const node = el("div", { class: "msg" + (mine ? " mine" : ""), "data-message": m.id, "data-from": m.from ? "person" : "bot", "data-testid": "message" }, bubble);
  if (mine && m.text && !m.file) node.append(el("button", { class: "icon pencil", "aria-label": t("edit"), title: t("edit"), "data-testid": "edit", onclick: () => edit(m) }, icon("pen")));
  if (m.buttons?.length) node.append(el("div", { class: "buttons" }, ...m.buttons.map((row, r) => el("div", { class: "row" }, ...row.map((b, c) => drawButton(m, b, r, c))))));
  return node;
}
function drawFile(f) {
  if (f.photo) return el("a", { href: f.url, download: f.name }, el("img", { src: f.url, alt: f.name, width: f.width || null, height: f.height || null }));
  const ext = (f.name.match(/\.([a-z0-9]{1,4})$/i)?.[1] ?? "").toUpperCase();
  const size = f.size >= 1 << 20 ? (f.size / (1 << 20)).toFixed(1) + " MB" : f.size >= 1024 ? Math.round(f.size / 1024) + " KB" : f.size + " B";
  return el("a", { class: "doc", href: f.url, download: f.name, "data-testid": "document" }, el("span", { class: "tile" }, ext || icon("file")), el("span", {}, el("b", {}, f.name), el("small", {}, size)));
}
function drawButton(m, b, row, column) {
  const key = `${m.id}.${row}.${column}`;
  const node = el("button", {
    type: "button", "data-button": b.text, "data-testid": "button", "data-key": key, class: [...st.waiting.values()].includes(key) ? "waiting" : "", onclick: () => press(m, b, row, column, key),
  }, b.text);
  if (b.url) node.append(el("span", { class: "out" }, icon("out")));
  return node;
}
async function press(m, b, row, column, key) {
  if (b.url) return follow(b.url);
  const mark = (on) => document.querySelector(`[data-key="${key}"]`)?.classList.toggle("waiting", on);
  mark(true);
  const got = await post({ do: "press", id: m.id, row, column });
  if (!got) return mark(false);
  if (early.delete(got.callback)) return mark(false);
  st.waiting.set(got.callback, key);
  mark(true); // the message may have been drawn anew meanwhile
  setTimeout(() => answered(got.callback), 30000);
}
const early = new Set(); // answers that came before the press returned
function answered(callback) {
  const key = st.waiting.get(callback);
  if (!key) { early.add(callback); return; }
  st.waiting.delete(callback);
  document.querySelector(`[data-key="${key}"]`)?.classList.remove("waiting");
}

// startCode is the code of a deep link to this bot.
function startCode(url) {
  const m = /^(?:https?:\/\/)?t\.me\/([A-Za-z0-9_]+)\?start=([A-Za-z0-9_-]+)$/.exec(url);
  return m && m[1].toLowerCase() === st.bot.toLowerCase() ? m[2] : null;
}
function follow(url) {
  const code = startCode(url);
  if (code) return say("/start " + code);
  if (/^https?:\/\//.test(url)) window.open(url, "_blank", "noopener,noreferrer");
}

// --- formatted text ---

const tags = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre", blockquote: "blockquote", expandable_blockquote: "blockquote" };

// rich writes text[from, to) with its entities, which nest by construction.
function rich(text, entities, into, bot) {
  const list = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const write = (parent, from, to) => {
    while (from < to) {
      const e = list[0];
      if (!e || e.offset >= to) { plain(text.slice(from, to), parent, bot); return; }
      if (e.offset > from) { plain(text.slice(from, e.offset), parent, bot); from = e.offset; continue; }
      list.shift();
      const end = Math.min(to, e.offset + e.length);
      const node = element(e, text.slice(from, end));
      parent.append(node);
      if (node.dataset.flat) while (list[0] && list[0].offset < end) list.shift();
      else write(node, from, end);
      from = end;
    }
  };
  write(into, 0, text.length);
  return into;
}
function element(e, text) {
  if (e.type === "text_link") return link(e.url, text, true);
  if (e.type === "bot_command") { const n = el("span", {}, text); n.dataset.flat = "1"; return n; }
  if (e.type === "spoiler") return el("span", { class: "spoiler", tabindex: "0" });
  return el(tags[e.type] ?? "span");
}
function link(url, text, nested) {
  const href = /^(https?:)?\/\//.test(url) ? url : "https://" + url;
  const node = /^https?:/.test(href) ? el("a", { href, target: "_blank", rel: "noopener noreferrer" }) : el("span");
  const code = startCode(url);
  if (code) {
    node.dataset.start = code;
    node.addEventListener("click", (ev) => { ev.preventDefault(); say("/start " + code); });
  }
  if (!nested) node.append(text);
  return node;
}
const found = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)]|t\.me\/[A-Za-z0-9_]+(?:\?start=[A-Za-z0-9_-]+)?|(?<![\p{L}\p{N}/])\/[a-z][a-z0-9_]{1,31}(?![\p{L}\p{N}/]))/gu;
function plain(text, parent, bot) {
  let at = 0;
  for (const m of text.matchAll(found)) {
    parent.append(text.slice(at, m.index));
    at = m.index + m[0].length;
    if (m[0][0] !== "/") parent.append(link(m[0], m[0]));
    else parent.append(bot ? el("button", { type: "button", class: "cmd", onclick: () => say(m[0]) }, m[0]) : m[0]);
  }
  parent.append(text.slice(at));
}

let typingTimer = 0;
function typing(action) {
  document.querySelector(".typing")?.remove();
  clearTimeout(typingTimer);
  if (!action) return;
  const box = $("messages");
  box.append(el("div", { class: "typing" }, action.startsWith("upload") ? t("uploading") : t("reading")));
  if (st.low) toEnd();
  typingTimer = setTimeout(() => typing(null), 5000);
}
let toastTimer = 0;
function toast(text) {
  $("toast").textContent = text;
  $("toast").style.bottom = $("composer").offsetHeight + 16 + "px";
  $("toast").hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { $("toast").hidden = true; }, 4500);
}
function alertBox(text) {
  $("alert").querySelector("p").textContent = text;
  if (!$("alert").open) $("alert").showModal();
}

// --- composer ---

function setText(text) { $("text").value = text; grow(); }
function grow() {
  const a = $("text");
  a.style.height = "auto";
  a.style.height = Math.min(a.scrollHeight, 150) + "px";
}
async function submit(ev) {
  ev?.preventDefault();
  const text = $("text").value;
  if (!text.trim()) return;
  setText("");
  closeMenu();
  if (st.editing) {
    const id = st.editing;
    st.editing = 0; drawMode();
    return post({ do: "edit", id, text });
  }
  return say(text);
}
function edit(m) { st.editing = m.id; setText(m.text); drawMode(); $("text").focus(); }
function drawMode() {
  $("mode").hidden = !st.editing;
  $("mode").replaceChildren(t("editing"), el("button", { type: "button", class: "quiet", onclick: () => { st.editing = 0; setText(""); drawMode(); } }, t("cancel")));
}
function drawKeys() {
  const keys = person()?.keys;
  $("keys-toggle").hidden = !keys;
  $("keys").hidden = !keys || !st.keysShown;
  $("text").placeholder = keys?.input_field_placeholder || t("placeholder");
  if (!keys) return;
  $("keys").replaceChildren(...keys.keyboard.map((row) => el("div", { class: "row" }, ...row.map((k) => el("button", {
    type: "button", "data-key-label": k.text, "data-testid": "key", onclick: () => (k.request_contact ? post({ do: "share" }) : say(k.text)),
  }, k.text)))));
}
function openMenu(right, ...items) {
  const menu = $("menu");
  if (!menu.hidden && menu.dataset.right === String(right)) return closeMenu();
  menu.dataset.right = String(right);
  menu.className = right ? "right" : "";
  menu.replaceChildren(...items);
  menu.style.bottom = $("composer").offsetHeight + 6 + "px";
  menu.hidden = false;
  menu.querySelector("button")?.focus({ preventScroll: true });
}
function closeMenu() { $("menu").hidden = true; }
const item = (name, label, act, testid) => el("button", { type: "button", "data-testid": testid, onclick: () => { closeMenu(); act(); } }, icon(name), el("span", {}, label));
function commandMenu() {
  const list = person()?.commands ?? [];
  openMenu(false, ...(list.length ? list.map((c) => el("button", { type: "button", "data-command": c.command, onclick: () => { closeMenu(); say("/" + c.command); } }, el("b", {}, "/" + c.command), el("span", {}, c.description))) : [el("h2", {}, t("noCommands"))]));
}
function attachMenu() {
  openMenu(true, item("file", t("file"), () => $("file").click(), "pick-file"), item("photo", t("photo"), () => $("photo").click(), "pick-photo"),
    item("phone", t("contact"), () => post({ do: "share" }), "share"), el("h2", {}, t("samples")),
    ...st.samples.map((s) => { const b = item(s.photo ? "photo" : "file", s[st.lang], () => sendSample(s), "sample"); b.dataset.sample = s.name; return b; }));
}
async function sendSample(s) { if (await post({ do: "sample", name: s.name, text: $("text").value.trim() })) setText(""); }

// --- clock ---

const clockZone = () => st.clock.now.slice(19).replace(/^\.\d+/, "");
function local(ms) {
  const z = clockZone(), m = /([+-])(\d\d):(\d\d)/.exec(z);
  const off = m ? (m[1] === "-" ? -1 : 1) * (m[2] * 60 + +m[3]) : 0;
  return new Date(ms + off * 60000).toISOString();
}
const nowMs = () => Date.parse(st.clock.now) + performance.now() - st.clockAt;
function setClock(c) { st.clock = c; st.clockAt = performance.now(); drawMoves(); drawWalk(); tick(); }
function tick() {
  if (!st.clock) return;
  const iso = local(nowMs());
  $("now").textContent = `${dayName(iso)} ${iso.slice(11, 19)}`;
  $("now").dateTime = iso.slice(0, 19);
}
function drawWalk() {
  const w = st.clock.walk, bar = $("progress");
  bar.hidden = !w || w.kind === "play";
  $("app").dataset.walking = w ? w.kind : "";
  $("walking").textContent = st.clock.telling ? t("telling") : !w ? "" : w.kind === "play" ? t("playing") : `${t(w.kind === "outage" ? "jumping" : "walking")} ${dmy(w.to)} ${hm(w.to)}`;
  if (w && w.kind !== "play") bar.value = (nowMs() - Date.parse(w.from)) / Math.max(1, Date.parse(w.to) - Date.parse(w.from));
}
function drawMoves() {
  const c = st.clock, box = $("moves"), hours = box.querySelector("select")?.value ?? "24";
  if (box.contains(document.activeElement) && document.activeElement.tagName === "SELECT") return;
  const focus = document.activeElement?.dataset?.testid;
  const move = (id, label, when, act, cls = "") => el("button", { type: "button", class: cls, "data-testid": id, onclick: act }, label, when ? el("span", { class: "when" }, when) : null);
  const walkTo = (to) => post({ do: "walk", to });
  const stamp = (iso) => `${dmy(iso).replace(/\/\d{4}$/, "")} ${hm(iso)}`;
  const outages = [["1", t("oneHour")], ["6", t("sixHours")], ["24", t("oneDay")], ["72", t("threeDays")], ["240", t("tenDays")]];
  box.replaceChildren(...(c.telling ? [] : c.walk ? [move("stop", t("stop"), null, () => post({ do: "stop" }), "strong")] : [
    move("hour", t("hour"), null, () => post({ do: "walk", hours: 1 })), move("day", t("day"), null, () => post({ do: "walk", hours: 24 })),
    c.notice ? move("notice", t("notice"), stamp(c.notice), () => walkTo(c.notice)) : null,
    c.deadline ? move("deadline", t("deadline"), stamp(c.deadline), () => walkTo(c.deadline)) : null,
    ...st.goto.filter((g) => Date.parse(g.at) > nowMs()).map((g) => move("goto", g.label, null, () => walkTo(g.at))),
    move("play", t("play"), null, () => post({ do: "play" })),
    st.end && Date.parse(st.end) > nowMs() ? move("year", t("year"), null, () => post({ do: "year" })) : null,
    el("span", { class: "pair" }, el("select", { "data-testid": "outage-hours", "aria-label": t("outage") }, ...outages.map(([v, label]) => el("option", { value: v, selected: v === hours }, label))),
      move("outage", t("outage"), null, () => post({ do: "outage", hours: Number(box.querySelector("select").value) }))),
  ]).filter(Boolean));
  if (focus) box.querySelector(`[data-testid="${focus}"]`)?.focus();
}

// --- panel ---

function drawTabs() {
  const counts = { outbox: st.outbox.length, faults: st.faults.orders.length + (st.faults.down ? 1 : 0), log: 0 };
  $("tabs").replaceChildren(...["outbox", "faults", "log"].map((name) => el("button", {
    type: "button", role: "tab", "aria-selected": name === st.tab ? "true" : "false", "data-testid": "tab-" + name, onclick: () => { st.tab = name; drawPanel(); },
  }, t(name) + (counts[name] ? ` (${counts[name]})` : ""))), el("button", { type: "button", class: "icon only-narrow", "aria-label": t("close"), "data-testid": "panel-close", onclick: () => $("app").classList.remove("panel") }, icon("close")));
}
function drawPanel() {
  drawTabs();
  const body = $("panel-body");
  const picked = Object.fromEntries([...body.querySelectorAll("select")].map((s) => [s.dataset.testid, s.value]));
  const open = new Set([...body.querySelectorAll("details[open]")].map((d) => d.dataset.seq));
  body.replaceChildren(...{ outbox: outboxPanel, faults: () => faultPanel(picked), log: () => logPanel(open) }[st.tab]());
}
const nameOf = (id) => person(id)?.name ?? String(id);
function outboxPanel() {
  const save = [el("h2", {}, t("save")), el("p", { class: "hint" }, t("saveHint")), el("a", { class: "chip save", href: "sb/transcript", download: "", "data-testid": "save" }, icon("save"), t("save"))];
  if (!st.outbox.length) return [el("p", { class: "hint" }, t("outboxEmpty")), ...save];
  return [el("p", { class: "hint" }, t("outboxHint")), ...st.outbox.slice(0, 200).map((r) => el("div", { class: "rowcard", "data-testid": "outbox-row" },
    el("b", {}, nameOf(r.chat), el("span", {}, r.kind)), el("small", {}, `${t("due")} ${local(Date.parse(r.due)).slice(0, 16).replace("T", " ")} · ${r.attempts} ${t("attempts")}`),
    r.error ? el("small", { class: "err" }, r.error) : null)), ...save];
}
function faultPanel(picked) {
  const select = (id, options) => el("select", { "data-testid": id, "aria-label": id }, ...options.map(([v, label]) => el("option", { value: v, selected: picked[id] === String(v) }, label)));
  const times = select("fault-times", [[1, t("once")], [3, t("three")], [-1, t("always")]]);
  const chat = select("fault-chat", [[0, t("anyone")], ...st.people.map((p) => [p.id, p.name])]);
  const order = (kind) => () => post({ do: "fault", fault: { kind, times: Number(times.value), chat: kind === "truncated" || kind === "short" ? 0 : Number(chat.value) } });
  const chip = (id, label, act, cls = "") => el("button", { type: "button", class: "chip " + cls, "data-testid": "fault-" + id, onclick: act }, label);
  const kinds = [["429", "tooMany"], ["403", "forbidden"], ["500", "server"], ["502", "gateway"], ["slow", "slow"], ["reset", "reset"], ["cut", "cutAfter"], ["garbage", "garbage"], ["truncated", "truncated"], ["short", "short"]];
  return [el("p", { class: "hint" }, t("faultsHint")),
    el("div", { class: "field" }, t("times"), times), el("div", { class: "field" }, t("where"), chat),
    el("div", { class: "grid2" }, ...kinds.map(([kind, key]) => chip(kind, t(key), order(kind))),
      chip("malformed", t("malformed"), () => post({ do: "inject", text: '{"update_id":{id},"message":{"message_id":"no number"}}' })), chip("restart", t("restart"), () => post({ do: "restart-ids" }))),
    el("h2", {}, t("network")), st.faults.down ? chip("up", t("up"), () => post({ do: "up" }), "bad") : chip("down", t("down"), () => post({ do: "down" })),
    el("h2", {}, t("waiting")),
    ...(st.faults.orders.length ? st.faults.orders.map((f) => el("div", { class: "rowcard" }, el("b", {}, f.kind, el("span", {}, f.times < 0 ? t("always") : "× " + f.times)), f.chat ? el("small", {}, nameOf(f.chat)) : null)) : [el("p", { class: "hint" }, t("none"))]),
    st.faults.orders.length || st.faults.down ? chip("clear", t("clear"), () => post({ do: "clear" })) : ""];
}
function logPanel(open) {
  return [el("p", { class: "hint" }, t("logHint")), ...st.calls.filter((c) => c.method.toLowerCase() !== "getupdates").slice(-120).reverse().map((c) => el("details", { class: "call", "data-seq": c.seq, open: open.has(String(c.seq)) },
    el("summary", {}, el("span", {}, local(Date.parse(c.at)).slice(11, 19)), el("span", {}, c.method), el("span", { class: c.code === 200 ? "ok" : "err" }, c.code || "×")),
    c.chat ? el("small", {}, nameOf(c.chat)) : null, c.digest ? el("small", {}, c.digest) : null, c.answer ? el("small", { class: c.code === 200 ? "" : "err" }, c.answer) : null))];
}

// --- wiring ---

function labels() {
  document.documentElement.lang = st.lang;
  document.title = `${st.bot} · ${t("title")}`;
  const name = (id, key, shape) => { $(id).setAttribute("aria-label", t(key)); $(id).title = t(key); if (shape) $(id).replaceChildren(icon(shape)); };
  name("back", "back", "back"); name("send", "send", "send"); name("attach", "attach", "clip"); name("keys-toggle", "keys", "keys");
  name("panel-toggle", "panel", "panel"); name("moves-toggle", "moves", "clock"); name("commands", "commands"); name("people", "people"); name("messages", "messages"); name("moves", "moves");
  $("people").removeAttribute("title"); $("messages").removeAttribute("title"); $("moves").removeAttribute("title");
  $("text").setAttribute("aria-label", t("placeholder"));
  $("text").placeholder = t("placeholder");
  $("lang").textContent = st.lang === "vi" ? "EN" : "VI";
  $("lang").setAttribute("aria-label", st.lang === "vi" ? "English" : "Tiếng Việt");
  $("drop").textContent = t("drop");
}
function wire() {
  $("composer").addEventListener("submit", submit);
  $("text").addEventListener("input", grow);
  $("text").addEventListener("keydown", (e) => { if (e.key === "Enter" && !e.shiftKey && !e.isComposing) submit(e); });
  $("commands").addEventListener("click", commandMenu);
  $("attach").addEventListener("click", attachMenu);
  $("keys-toggle").addEventListener("click", () => { st.keysShown = !st.keysShown; drawKeys(); });
  $("back").addEventListener("click", () => { $("app").dataset.view = "people"; history.replaceState(null, "", " "); });
  $("panel-toggle").addEventListener("click", () => $("app").classList.toggle("panel"));
  $("block").addEventListener("click", () => post({ do: person().blocked ? "unblock" : "block" }));
  $("as").addEventListener("change", () => { st.as = Number($("as").value); drawMessages(); });
  $("moves-toggle").addEventListener("click", () => $("moves-toggle").setAttribute("aria-expanded", String($("clock").classList.toggle("open"))));
  $("lang").addEventListener("click", () => {
    st.lang = st.lang === "vi" ? "en" : "vi";
    localStorage.setItem("sandbox-lang", st.lang);
    labels(); drawPeople(); drawHead(); drawMessages(); drawKeys(); drawAs(); drawMoves(); drawWalk(); drawPanel(); tick();
  });
  for (const id of ["file", "photo"]) $(id).addEventListener("change", async () => { for (const f of [...$(id).files]) await upload(f, id === "photo"); $(id).value = ""; });
  let depth = 0;
  const over = (n) => { depth += n; $("drop").hidden = depth <= 0; };
  $("chat").addEventListener("dragenter", (e) => { e.preventDefault(); over(1); });
  $("chat").addEventListener("dragleave", () => over(-1));
  $("chat").addEventListener("dragover", (e) => e.preventDefault());
  $("chat").addEventListener("drop", async (e) => { e.preventDefault(); depth = 0; over(0); for (const f of [...e.dataTransfer.files]) await upload(f, false); });
  document.addEventListener("click", (e) => { if (!e.target.closest("#menu, #commands, #attach")) closeMenu(); });
  document.addEventListener("keydown", (e) => { if (e.key === "Escape") { closeMenu(); $("app").classList.remove("panel"); } });
  document.addEventListener("visibilitychange", seen);
  let top = 0; // only a move upwards leaves the end: a box that shrinks does not
  $("messages").addEventListener("scroll", () => {
    const box = $("messages");
    if (atEnd(box)) st.low = true;
    else if (box.scrollTop < top - 2) st.low = false;
    top = box.scrollTop;
  });
  new ResizeObserver(() => { if (st.low) toEnd(); }).observe($("messages"));
  $("messages").addEventListener("load", () => { if (st.low) toEnd(); }, true);
  document.fonts.ready.then(() => { if (st.low) toEnd(); });
  setInterval(tick, 1000);
}
wire();
load();
