// What may be asked of the page: look, apply, focus, hold, wait. Each answers with one word a job: null, or why not.

const isRight = (kind, element, wanted) => {
  const value = kind.read(element);
  return typeof value === "boolean" ? value === wanted : Boolean(wanted) && placesOf(wanted, [value]).length === 1;
};

const WAITING = ["missing", "gone", "closed"];

/** Tries until it works; gives up early when the page has been at rest for a while. */
async function patiently(attempt) {
  let changes = -1;
  let calm = performance.now();
  let status = "missing";
  await until(() => {
    status = attempt();
    if (!WAITING.includes(status)) return true;
    if (watch.pending || watch.changes !== changes) calm = performance.now();
    changes = watch.changes;
    return performance.now() - calm > settings.calmMs;
  }, settings.optionMs, watch);
  return status;
}

/** Sets a control that may have to wait for its option. */
async function choose(job, always = false) {
  const kind = kindOf(job.kind);
  const here = locate(job);
  if (here && !always && isRight(kind, here, job.value)) return null;
  if (kind.pick) {
    if (!here) return "gone";
    await kind.before?.(here, { settleMs: settings.settleMs, watch });
    return kind.pick(locate(job) ?? here, job.value, { patiently });
  }
  return patiently(() => {
    const element = locate(job);
    return element ? kind.set(element, job.value) ?? null : "gone";
  });
}

/** An address: each level waits for its option; a list that stays empty is asked for once more. */
async function chain(jobs) {
  const told = [];
  for (const [level, job] of jobs.entries()) {
    let status = await choose(job);
    if (level > 0 && WAITING.includes(status)) {
      await choose(jobs[level - 1], true);
      status = await choose(job);
    }
    told.push(status);
    if (status) break;
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
    await rest(watch, settings.settleMs);
  }
  return told;
}

async function rows(jobs) {
  const told = [];
  for (const job of jobs) {
    const table = locate(job);
    const status = table && (await kindOf("table").rows(table, job.value, { settleMs: settings.settleMs, watch }, () => locate(job) ?? table));
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
    return box.value.length;
  },
  /** Whether a list is open and offers the wanted option. */
  open: ({ job }) => {
    const element = locate(job);
    return element !== null && placesOf(job.value, kindOf(job.kind).items(element).map(said)).length === 1;
  },
  /** Marks what a real click should hit: the control's face, or its wanted option once it is open. */
  hold: async ({ job, option }) => {
    for (const one of document.querySelectorAll(`[${TAG}-hold]`)) one.removeAttribute(`${TAG}-hold`);
    const kind = kindOf(job.kind);
    const element = locate(job);
    if (!element) return false;
    if (!option) await kind.before?.(element, { settleMs: settings.settleMs, watch });
    const target = option
      ? await until(() => {
        const all = kind.items(element);
        const places = placesOf(job.value, all.map(said));
        if (!places.length) all.at(-1)?.scrollIntoView({ block: "nearest" });
        return places.length === 1 ? all[places[0]] : null;
      }, settings.settleMs, watch)
      : (kind.hold ?? kind.face)(locate(job) ?? element, job.value);
    target?.setAttribute(`${TAG}-hold`, "");
    return Boolean(target);
  },
  /** Waits for a change, so that a block which is not there yet may come. */
  change: async ({ limitMs }) => {
    const before = watch.changes;
    await until(() => watch.changes !== before, limitMs, watch);
    return null;
  },
};

/** Everything asked of a frame comes in here; the answer is JSON, which is quicker to hand over. */
async function run(given) {
  arg = given;
  settings = given.timing;
  const result = await deeds[given.deed](given.work);
  if (given.rest) await rest(watch, settings.settleMs);
  return JSON.stringify({ result, seen: given.look ? scan() : null });
}
