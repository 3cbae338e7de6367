// What may be asked of the page: look, apply, leave, focus, hold, wait. Each answers with one word a job: null, or why not.

const isRight = (kind, element, wanted) => {
  const value = kind.read(element);
  if (typeof value === "boolean") return value === wanted;
  if (Array.isArray(value)) return saysIt(kind, element, wanted);
  const offered = element.options ? [...element.options].map((option) => option.text) : [];
  return Boolean(wanted) && sameChoice(wanted, value, offered.length ? [...new Set(offered)] : [value]);
};

const STUCK = ["ambiguous", "missing", "broken"];
const WAITING = ["missing", "gone", "closed", "more"];

/**
 * Tries until it works. Gives up early when the page has been at rest and what we look at (`sign`) the
 * same for a while; a list that does not open at all is given up sooner, a real click may open it.
 */
async function patiently(attempt, sign, { calmMs = settings.calmMs, openMs = settings.openMs } = {}) {
  let last = null;
  let calm = performance.now();
  let status = "missing";
  await until(() => {
    status = attempt();
    if (!WAITING.includes(status)) return true;
    const now = sign();
    if (watch.pending || now !== last || status === "more") calm = performance.now();
    last = now;
    return performance.now() - calm > (status === "closed" ? openMs : calmMs);
  }, settings.optionMs);
  return status === "more" ? "missing" : status;
}

/** A list as it stands now. */
const listOf = (job) => {
  const element = job && locate(job);
  if (!element) return `gone ${watch.changes}`;
  return element.options && !element.disabled ? [...element.options].map((option) => option.text).join("|") : "";
};

/** Work on a widget that may be of another make than it looks. */
const safely = async (work) => { try { return (await work()) ?? null; } catch (error) { return told(error); } };
const told = (error) => { watch.lastError = String(error); return "broken"; };

/** Sets a control that may have to wait for its option. */
async function choose(job, { always = false, calmMs = settings.calmMs } = {}) {
  const kind = kindOf(job.kind);
  const here = locate(job);
  if (here && !always && isRight(kind, here, job.value)) return null;
  if (kind.pick) {
    if (!here) return "gone";
    return safely(async () => {
      await kind.before?.(here);
      return kind.pick(locate(job) ?? here, job.value);
    });
  }
  const attempt = () => {
    const element = locate(job);
    return element ? kind.set(element, job.value) ?? null : "gone";
  };
  return patiently(attempt, () => listOf(job), { calmMs });
}

const isEmpty = (job) => {
  const element = locate(job);
  return element?.options !== undefined && kindOf(job.kind).facts(element).options.length === 0;
};

/** Whether a choice is still there; a list that was to be left empty is judged by the comparison. */
const stands = (job) => {
  const element = locate(job);
  return !job.value || (element !== null && isRight(kindOf(job.kind), element, job.value));
};

/** An address: each level waits for its option; a list that stays empty is asked for once more. */
async function chain(jobs) {
  const words = [];
  for (const [level, job] of jobs.entries()) {
    const next = jobs[level + 1];
    const before = listOf(next);
    let status = await choose(job);
    if (level > 0 && WAITING.includes(status)) {
      await choose(jobs[level - 1], { always: true });
      status = await choose(job, { calmMs: isEmpty(job) ? settings.optionMs : settings.calmMs });
    }
    words.push(status);
    if (status) break;
    // A list that is still the same may be that of the parent before.
    if (before && listOf(next) === before) await rest(settings.optionMs);
  }
  return [...words, ...jobs.slice(words.length).map(() => "skipped")];
}

async function chains(all) {
  const told = all.map((jobs) => jobs.map(() => "skipped"));
  const opening = (jobs) => jobs.some((job) => kindOf(job.kind).pick);
  const one = async (place) => { told[place] = await chain(all[place]); };
  const places = all.map((_, place) => place);
  await Promise.all(places.filter((place) => !opening(all[place])).map(one));
  // One list is open at a time; the first that does not give its option is told of at once.
  const open = places.filter((place) => opening(all[place]));
  for (const place of open) {
    await one(place);
    if (told[place].some((word) => STUCK.includes(word))) return told;
  }
  if (!open.length) return told;
  // A list may be emptied behind the choice: Form.io does so a while after the wider one was chosen.
  leave();
  await rest(settings.settleMs);
  for (const place of open) if (!all[place].every(stands)) await one(place);
  return told;
}

async function drivers(jobs) {
  const words = [];
  for (const job of jobs) {
    const element = locate(job);
    const kind = kindOf(job.kind);
    if (element && isRight(kind, element, job.value)) { words.push(null); continue; }
    words.push(await choose(job));
    await rest(settings.settleMs);
  }
  return words;
}

async function rows(jobs) {
  const words = [];
  for (const job of jobs) {
    const table = locate(job);
    const status = table && (await kindOf("table").rows(table, job.value, () => locate(job) ?? table));
    words.push(table ? status : "gone");
  }
  return words;
}

const plain = (jobs) => jobs.map((job) => {
  const element = locate(job);
  if (!element) return "gone";
  try { return kindOf(job.kind).set(element, job.value) ?? null; } catch (error) { return told(error); }
});

/** The caret leaves, and something is pressed that is nothing: some widgets empty themselves only then. */
function leave() {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  if (active && active !== document.body) active.blur?.();
  press(document.body);
}

const deeds = {
  look: () => null,
  leave: () => { leave(); return null; },
  /** While the lists of the addresses are on their way, everything plain is set. */
  apply: async (work) => {
    const told = { drivers: await drivers(work.drivers), rows: await rows(work.rows) };
    const coming = chains(work.chains);
    told.plain = plain(work.plain);
    told.chains = await coming;
    leave();
    return told;
  },
  /** Puts the caret into a box and selects what is there. */
  focus: ({ job, part }) => {
    const element = locate(job);
    if (!element) return null;
    const box = part ? partsOfDate(element)[part] : element;
    box.focus();
    if (box.isContentEditable) getSelection().selectAllChildren(box);
    else box.select?.();
    return box.value?.length ?? said(box).length;
  },
  /** What a box shows to the letter; nothing where it says itself that this is none of its dates. */
  ink: ({ job }) => { const box = locate(job); return !box || box.matches(":invalid, [aria-invalid=true], .ng-invalid, .is-invalid") ? "" : box.value; },
  /** Keeps the order of day and month that a box was seen to have. */
  learn: ({ job, order }) => {
    const element = locate(job);
    if (element) learned.set(element, order);
    return null;
  },
  /** Puts the caret into the box in which an open list is searched; false when it has none. */
  search: ({ job }) => {
    const element = locate(job);
    const box = element && searchBox(kindOf(job.kind), element);
    box?.focus();
    box?.select?.();
    return Boolean(box);
  },
  /** Whether a list is open and offers the wanted option. */
  open: ({ job }) => {
    const element = locate(job);
    return element !== null && typeof offered(kindOf(job.kind), element, job.value).place === "number";
  },
  /** Marks what a real click should hit: the control's face, or its wanted option once it is open. */
  hold: async ({ job, option, limitMs }) => {
    for (const one of queryAll(document, `[${HOLD}]`)) one.removeAttribute(HOLD);
    const kind = kindOf(job.kind);
    const element = locate(job);
    if (!element) return false;
    if (!option) await kind.before?.(element);
    // A list that has nothing more to come is not waited for.
    let last = null;
    let calm = performance.now();
    let found = null;
    const list = lookThrough();
    const look = () => {
      const { items, texts, place } = offered(kind, element, job.value);
      found = items[place] ?? null;
      const moved = items.length > 0 && !found && list.on(items, texts);
      if (!found && items.length && !moved) items.at(-1).scrollIntoView({ block: "nearest" });
      const now = texts.join("|");
      if (moved || kind.busy?.(element) || watch.pending || now !== last) calm = performance.now();
      last = now;
      return found || performance.now() - calm > settings.echoMs;
    };
    const target = option
      ? (await until(look, limitMs), found)
      : (kind.hold ?? kind.face)?.(locate(job) ?? element, job.value);
    target?.setAttribute(HOLD, "");
    return Boolean(target);
  },
  /** Marks the cross of what a control of several values holds and should not. */
  tag: ({ job }) => {
    for (const one of queryAll(document, `[${HOLD}]`)) one.removeAttribute(HOLD);
    const element = locate(job);
    const kind = kindOf(job.kind);
    const wanted = [].concat(job.value ?? []);
    const tag = element && kind.tags?.(element).find((one) => !wanted.some((text) => sameChoice(text, inkOf(one), [inkOf(one)])));
    const cross = tag && queryAll(tag, CROSSES)[0];
    cross?.setAttribute(HOLD, "");
    return Boolean(cross);
  },
  /** The controls that the page's own error messages stand beside, the first message first. */
  blamed: () => {
    const errors = queryAll(document, ".help-block, .field-error, .invalid-feedback, .field-validation-error, [id$=-form-item-message]");
    const known = [...watch.elements.keys()].map((handle) => [handle, alive(handle)]).filter(([, element]) => element);
    const beside = (error) => {
      for (let box = up(error); box && box !== document.body; box = up(box)) {
        const inside = known.filter(([, element]) => within(box, element));
        const before = inside.filter(([, element]) => follows(element, error));
        const nearest = before.sort(([, one], [, other]) => (follows(one, other) ? -1 : 1)).at(-1);
        if (inside.length) return (nearest ?? inside[0])[0];
      }
      return null;
    };
    return errors.filter((error) => visible(error) && squeeze(error.textContent)).map(beside).filter(Boolean);
  },
  /** Waits for a change, so that a block which is not there yet may come. */
  change: async ({ limitMs }) => {
    const before = watch.changes;
    await until(() => watch.changes !== before, limitMs);
    return null;
  },
};

/** Everything asked of a frame comes in here; the answer is JSON, which is quicker to hand over. */
async function run(given) {
  arg = given;
  settings = given.timing;
  const result = await deeds[given.deed](given.work);
  if (given.rest) await rest(settings.settleMs);
  return JSON.stringify({ result, seen: given.look ? scan() : null });
}
