// What may be asked of the page: look, apply, focus, hold, wait. Each answers with one word a job: null, or why not.

const isRight = (kind, element, wanted) => {
  const value = kind.read(element);
  if (typeof value === "boolean") return value === wanted;
  const offered = element.options ? [...element.options].map((option) => option.text) : [];
  return Boolean(wanted) && sameChoice(wanted, value, offered.length ? offered : [value]);
};

const WAITING = ["missing", "gone", "closed"];

/**
 * Tries until it works. Gives up early when the page has been at rest and what we look at (`sign`) the
 * same for a while; a list that does not open at all is given up sooner, a real click may open it.
 */
async function patiently(attempt, sign, { calmMs = settings.calmMs } = {}) {
  let last = null;
  let calm = performance.now();
  let status = "missing";
  await until(() => {
    status = attempt();
    if (!WAITING.includes(status)) return true;
    const now = sign();
    if (watch.pending || now !== last) calm = performance.now();
    last = now;
    return performance.now() - calm > (status === "closed" ? settings.openMs : calmMs);
  }, settings.optionMs);
  return status;
}

/** A list as it stands now. */
const listOf = (job) => {
  const element = job && locate(job);
  if (!element) return `gone ${watch.changes}`;
  return element.options && !element.disabled ? [...element.options].map((option) => option.text).join("|") : "";
};

/** Sets a control that may have to wait for its option. */
async function choose(job, { always = false, calmMs = settings.calmMs } = {}) {
  const kind = kindOf(job.kind);
  const here = locate(job);
  if (here && !always && isRight(kind, here, job.value)) return null;
  if (kind.pick) {
    if (!here) return "gone";
    await kind.before?.(here);
    return kind.pick(locate(job) ?? here, job.value);
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

/** An address: each level waits for its option; a list that stays empty is asked for once more. */
async function chain(jobs) {
  const told = [];
  for (const [level, job] of jobs.entries()) {
    const next = jobs[level + 1];
    const before = listOf(next);
    let status = await choose(job);
    if (level > 0 && WAITING.includes(status)) {
      await choose(jobs[level - 1], { always: true });
      status = await choose(job, { calmMs: isEmpty(job) ? settings.optionMs : settings.calmMs });
    }
    told.push(status);
    if (status) break;
    // A list that is still the same may be that of the parent before.
    if (before && listOf(next) === before) await rest(settings.optionMs);
  }
  return [...told, ...jobs.slice(told.length).map(() => "skipped")];
}

async function chains(all) {
  const told = all.map(() => null);
  const opening = (jobs) => jobs.some((job) => kindOf(job.kind).pick);
  const one = async (place) => { told[place] = await chain(all[place]); };
  const places = all.map((_, place) => place);
  await Promise.all(places.filter((place) => !opening(all[place])).map(one));
  for (const place of places.filter((place) => opening(all[place]))) await one(place); // one list is open at a time
  return told;
}

async function drivers(jobs) {
  const told = [];
  for (const job of jobs) {
    const element = locate(job);
    const kind = kindOf(job.kind);
    if (element && isRight(kind, element, job.value)) { told.push(null); continue; }
    told.push(await choose(job));
    await rest(settings.settleMs);
  }
  return told;
}

async function rows(jobs) {
  const told = [];
  for (const job of jobs) {
    const table = locate(job);
    const status = table && (await kindOf("table").rows(table, job.value, () => locate(job) ?? table));
    told.push(table ? status : "gone");
  }
  return told;
}

const plain = (jobs) => jobs.map((job) => {
  const element = locate(job);
  return element ? kindOf(job.kind).set(element, job.value) ?? null : "gone";
});

const deeds = {
  look: () => null,
  /** While the lists of the addresses are on their way, everything plain is set. */
  apply: async (work) => {
    const told = { drivers: await drivers(work.drivers), rows: await rows(work.rows) };
    const coming = chains(work.chains);
    told.plain = plain(work.plain);
    told.chains = await coming;
    return told;
  },
  /** Puts the caret into a box and selects what is there. */
  focus: ({ job, part }) => {
    const element = locate(job);
    if (!element) return null;
    const box = part ? partsOfDate(element)[part] : element;
    box.focus();
    box.select?.();
    return box.value?.length ?? 0;
  },
  /** Whether a list is open and offers the wanted option. */
  open: ({ job }) => {
    const element = locate(job);
    return element !== null && placesOf(job.value, kindOf(job.kind).items(element).map(said)).length === 1;
  },
  /** Marks what a real click should hit: the control's face, or its wanted option once it is open. */
  hold: async ({ job, option, limitMs }) => {
    for (const one of document.querySelectorAll(`[${TAG}-hold]`)) one.removeAttribute(`${TAG}-hold`);
    const kind = kindOf(job.kind);
    const element = locate(job);
    if (!element) return false;
    if (!option) await kind.before?.(element);
    const target = option
      ? await until(() => {
        const all = kind.items(element);
        const places = placesOf(job.value, all.map(said));
        if (!places.length) all.at(-1)?.scrollIntoView({ block: "nearest" });
        return places.length === 1 ? all[places[0]] : null;
      }, limitMs)
      : (kind.hold ?? kind.face)(locate(job) ?? element, job.value);
    target?.setAttribute(`${TAG}-hold`, "");
    return Boolean(target);
  },
  /** The controls that the page's own error messages stand beside, the first message first. */
  blamed: () => {
    const errors = [...document.querySelectorAll(".help-block, .field-error, .invalid-feedback, .field-validation-error")];
    const beside = (error) => {
      for (let box = error.parentElement; box && box !== document.body; box = box.parentElement) {
        const tagged = [...box.querySelectorAll(`[${TAG}]`)];
        const before = tagged.filter((one) => one.compareDocumentPosition(error) & Node.DOCUMENT_POSITION_FOLLOWING);
        if (tagged.length) return (before.at(-1) ?? tagged[0]).getAttribute(TAG);
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
