import { createApp, reactive, version } from "vue";
export function vstart(template, plugins, cases, more = {}) {
  const state = reactive({ ...(more.state ?? {}) });
  const app = createApp({ template, setup: () => ({ state, DATA, CHILD, ...(more.setup ?? {}) }) });
  for (const one of plugins) Array.isArray(one) ? app.use(...one) : app.use(one);
  for (const [name, one] of Object.entries(more.components ?? {})) app.component(name, one);
  app.mount("#root");
  window.__model = () => JSON.parse(JSON.stringify(state));
  window.__versions = { vue: version };
  window.__cases = cases; setTimeout(() => { window.__ready = true; }, 400);
}
export const local = (d) => d && [d.getFullYear(), String(d.getMonth()+1).padStart(2,"0"), String(d.getDate()).padStart(2,"0")].join("-");
