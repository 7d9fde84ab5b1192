/** What the page of a fleet looks like, beyond the theme of all pages. */
export const FLEET_STYLE = `.fleet { max-width: 110rem; margin: 0 auto; padding: 1.25rem 1.5rem 4rem; }
.fleet > * { margin-bottom: 2rem; }
.states { display: flex; flex-wrap: wrap; gap: 0.3rem 1.25rem; padding: 0; border: 0; }
.states legend { float: left; margin-right: 1.25rem; color: var(--muted); }
.states label { display: flex; gap: 0.35rem; align-items: baseline; cursor: pointer; }
.state { flex: none; min-width: 5rem; padding: 0 0.5rem; border: 1px solid var(--line); border-radius: 10px; font-size: 0.75rem; text-align: center; }
.state.failed { color: var(--gone-text); background: var(--gone); }
.state.security, .state.decide { color: var(--ask-text); background: var(--ask); }
.state.security { font-weight: 650; }
.state.ready { color: var(--new-text); background: var(--new); }
.state.clean { color: var(--muted); }
ol.rows { margin: 0; padding: 0; list-style: none; }
.rows > li[data-state] { content-visibility: auto; contain-intrinsic-size: auto 2.4rem; }
.detail h3 { margin-top: 0.6rem; font-weight: 600; }
.detail ul { padding-left: 1rem; list-style: disc; }
.messages .below { display: inline; }
.concern { padding: 0 0.4rem; border-radius: 10px; font-size: 0.75rem; color: var(--ask-text); background: var(--ask); }
.task .tally { display: block; }
.scroll { max-height: 85vh; overflow: auto; background: var(--sheet); border: 1px solid var(--line); border-radius: 8px; }
table { border-collapse: separate; border-spacing: 0; font-size: 0.8125rem; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
th, td { padding: 0.2rem 0.5rem; border-bottom: 1px solid var(--line); border-right: 1px solid var(--line); white-space: nowrap; text-align: left; }
thead th { position: sticky; top: 0; z-index: 2; vertical-align: bottom; background: var(--raised); }
thead th + th span { writing-mode: vertical-rl; transform: rotate(180deg); font-weight: 400; font-family: var(--mono); }
.at-stake span { color: var(--ask-text); }
tbody th { position: sticky; left: 0; z-index: 1; font-weight: 400; background: var(--sheet); }
thead th:first-child { left: 0; z-index: 3; }
.done { color: var(--new-text); }
.left { color: var(--ask-text); font-weight: 600; }
${['failed', 'security', 'decide', 'ready', 'clean'].map((state) => `.fleet:has(#show-${state}:checked) [data-state]:not([data-state="${state}"])`).join(',\n')} { display: none; }
@media print { .states { display: none; } .scroll { max-height: none; overflow: visible; } thead th, tbody th { position: static; } }
`
