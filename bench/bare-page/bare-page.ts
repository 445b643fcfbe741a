/** The least that React can be: one box to type in and one button, as a yardstick for the first page. */
import { createElement as h, useState } from 'react';
import { createRoot } from 'react-dom/client';

function BarePage() {
  const [text, setText] = useState('');
  const [played, setPlayed] = useState(false);
  const change = (event: { currentTarget: HTMLInputElement }) => setText(event.currentTarget.value);
  return h(
    'main',
    null,
    h('input', { type: 'search', 'aria-label': 'Search worlds', value: text, onChange: change }),
    h('button', { onClick: () => setPlayed(true) }, played ? 'Loading' : 'Play'),
  );
}

const root = document.getElementById('root');
if (root) createRoot(root).render(h(BarePage));
